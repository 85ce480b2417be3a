"""One folder for each source: what it is, how it is read, what its words mean here."""
