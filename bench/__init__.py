"""Measurements that a reader can repeat: `python -m bench`, or `python -m bench no_bare_fact`."""
