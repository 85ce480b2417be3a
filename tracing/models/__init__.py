"""What tracing keeps: counts for lists across the whole database. Chains themselves are computed on read."""

from tracing.models.leads import CountedLead

__all__ = ["CountedLead"]
