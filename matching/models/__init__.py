"""What people decided about printed names and registers' things."""

from matching.models.decisions import Decision

__all__ = ["Decision"]
