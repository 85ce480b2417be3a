"""Spreadsheets that people fill in themselves: one declaration makes templates, parser, messages, pages and export."""
