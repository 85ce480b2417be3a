"""What tracing keeps: counts of chains, as a help for ordering. Chains themselves are computed on read."""

from tracing.models.reliance import Reliance

__all__ = ["Reliance"]
