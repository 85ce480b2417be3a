"""Columns of sources and citations."""

from __future__ import annotations

from evidence.choices import Rung, SourceKind, Stance
from evidence.models import Citation
from pages.addresses import record_url
from pages.columns.common import address
from pages.tables import Cell, Column, choice, link, number, text, title, when


def subject_url(citation: Citation) -> str:
    """The page that shows what the citation is about."""
    subject = citation.subject
    return "" if subject is None else record_url(subject)


SOURCES = (
    title("Source", "title"),
    Column(
        "publisher",
        "Publisher",
        cell=lambda row: Cell(str(row.publisher or row.speaker or "")),
        csv=(
            ("publisher", lambda row: str(row.publisher or "")),
            ("speaker", lambda row: str(row.speaker or "")),
            ("authors", lambda row: row.authors),
            ("language", lambda row: row.language),
            ("url", lambda row: row.url),
            ("archived_url", lambda row: row.archived_url),
        ),
        order=("publisher__name",),
    ),
    choice("kind", "Kind", SourceKind),
    Column(
        "reliability",
        "Reliability",
        cell=lambda row: Cell(row.reliability, kind="code"),
        csv=(("reliability", lambda row: row.reliability),),
        order=("reliability",),
    ),
    when("published", "Published", period=True),
    Column(
        "rests_on",
        "Rests on",
        cell=lambda row: Cell(", ".join(str(line.origin) for line in row.lineage.all())),
        csv=(("rests_on_ids", lambda row: "; ".join(line.origin.public_id for line in row.lineage.all())),),
    ),
    number("citations", "Claims", "claims_recorded"),
    address(),
)

CITATIONS = (
    link("source", "Source", "source", ("source__title",)),
    Column(
        "subject",
        "About",
        cell=lambda row: Cell(str(row.subject), subject_url(row)),
        csv=(
            ("subject_kind", lambda row: row.subject_column),
            ("subject_id", lambda row: getattr(row.subject, "public_id", None)),
            ("subject", lambda row: str(row.subject)),
        ),
    ),
    text("says", "Says"),
    choice("stance", "Stance", Stance),
    Column(
        "grade",
        "Grade",
        cell=lambda row: Cell(row.grade, kind="code"),
        csv=(("reliability", lambda row: row.source.reliability), ("credibility", lambda row: row.credibility)),
        order=("source__reliability", "credibility"),
    ),
    choice("rung", "Proof", Rung),
    Column(
        "value",
        "Value printed",
        cell=lambda row: Cell(f"{row.field}: {row.value_printed or row.value_read}" if row.field else ""),
        csv=(
            ("field", lambda row: row.field),
            ("value_printed", lambda row: row.value_printed),
            ("value_read", lambda row: row.value_read),
            ("locator", lambda row: row.locator),
            ("source_publisher", lambda row: str(row.source.publisher or "")),
            ("source_url", lambda row: row.source.url),
        ),
    ),
)
