"""One module a kind of record: what its page shows."""
