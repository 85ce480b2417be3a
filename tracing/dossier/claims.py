"""Value objects about what sources say, beside those about records in `tracing/dossier/facts.py`."""

from __future__ import annotations

from dataclasses import dataclass

from core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class SourceFact:
    """A source as the public may see it."""

    pk: int
    public_id: str
    title: str
    name: str
    """Publisher, speaker or title: what a short reference says."""
    kind: str
    reliability: str
    published: PartialDate | None
    url: str
    address: str = ""
    archived: str = ""
    language: str = ""
    authors: str = ""
    publisher: str = ""
    version: int = 1
    captures: tuple[str, ...] = ()
    """SHA-256 of each stored copy."""


@dataclass(frozen=True, slots=True)
class CitationFact:
    """One claim: a source about one record."""

    pk: int
    source: SourceFact
    stance: str
    credibility: str
    rung: str
    says: str = ""
    locator: str = ""
    field: str = ""
    value_printed: str = ""
    value_read: str = ""

    @property
    def grade(self) -> str:
        """Admiralty grade, for example B2."""
        return f"{self.source.reliability}{self.credibility}"
