"""The board of contradictions: every one of the database, most consequential first."""
