"""What every other app stands on: partial dates, public ids, graded records, quantities, names for search."""
