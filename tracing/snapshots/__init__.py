"""Frozen chains: what is frozen (`content`), as which bytes (`canonical`), read again (`thaw`), compared (`changes`)."""
