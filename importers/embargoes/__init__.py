"""SIPRI's archive of multilateral arms embargoes: metadata, parser, issuers told from the document."""
