"""Writes about evidence: check, write, return."""
