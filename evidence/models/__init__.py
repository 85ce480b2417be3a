"""How we know: publishers, sources and their lineage, citations, replies, gaps, checks."""

from core.history import track_app
from evidence.models.checks import Check
from evidence.models.citations import Citation
from evidence.models.gaps import Gap, Reply
from evidence.models.resolutions import Resolution
from evidence.models.sources import Capture, Publisher, Source, SourceLineage

__all__ = [
    "Capture", "Check", "Citation", "Gap", "Publisher", "Reply", "Resolution", "Source", "SourceLineage",
]  # fmt: skip

track_app("evidence")
