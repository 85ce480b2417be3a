"""Columns of every list, declared once for the page and for the CSV."""
