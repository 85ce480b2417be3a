"""Dumps: all public records from one snapshot of the database, in files that are complete or not there."""
