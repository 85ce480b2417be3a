"""What the editors keep to themselves: notes, and who a protected source is. The public role can read none of it."""

from editorial.models.notes import Note, ProtectedSource

__all__ = ["Note", "ProtectedSource"]
