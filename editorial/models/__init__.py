"""What the editors keep to themselves: notes, who a protected source is, and what was imported from where.

The public role can read none of it.
"""

from editorial.models.imports import Import, ImportedCitation, ImportedPart, ImportFile, ImportRow
from editorial.models.jobs import ImportJob, ImportUpload, PlanRow
from editorial.models.notes import Note, ProtectedSource

__all__ = [
    "Import",
    "ImportFile",
    "ImportJob",
    "ImportRow",
    "ImportUpload",
    "ImportedCitation",
    "ImportedPart",
    "Note",
    "PlanRow",
    "ProtectedSource",
]
