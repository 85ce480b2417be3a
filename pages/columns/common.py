"""Columns that every record's CSV ends with: who says so, and how to credit them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from pages.addresses import record_url
from pages.tables import Cell, Column

CREDIT = "Armstrace; sources as listed"


def _sources(row: Any) -> list[Any]:
    """The sources of a record whose citations are prefetched, each once, in the order of their citation."""
    return list({citation.source_id: citation.source for citation in row.citations.all()}.values())


def _publishers(row: Any) -> str:
    names = (str(source.publisher) for source in _sources(row) if source.publisher)
    return "; ".join(dict.fromkeys(names))


def sources() -> Column:
    """How many sources and origins carry the record; the CSV names each source, with its publisher for the credit."""
    return Column(
        "sources",
        "Sources, origins",
        cell=lambda row: Cell(f"{row.weight.sources:,} · {row.weight.origins:,}", kind="number"),
        csv=(
            ("sources", lambda row: row.weight.sources),
            ("origins", lambda row: row.weight.origins),
            ("source_ids", lambda row: "; ".join(source.public_id for source in _sources(row))),
            ("source_publishers", _publishers),
            *address().csv,
        ),
        numeric=True,
    )


def address() -> Column:
    """For the CSV only: where the record is shown, and the credit line."""
    return Column(
        "address",
        "Address",
        csv=(
            ("version", lambda row: getattr(row, "version", None)),
            ("address", lambda row: settings.SITE_URL + record_url(row) if record_url(row) else None),
            ("credit", lambda _row: CREDIT),
        ),
    )
