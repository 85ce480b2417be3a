"""Permits and measures, transfers, incorporations, conflicts, documented uses, trade statistics."""
