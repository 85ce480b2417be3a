"""What people decided about printed names."""

from matching.models.decisions import Decision

__all__ = ["Decision"]
