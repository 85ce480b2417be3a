"""Frozen chains: what is frozen (`content`), its bytes (`canonical`), read again (`thaw`), compared (`changes`)."""
