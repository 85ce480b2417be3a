"""Columns of the board: what a row shows, what its CSV holds."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from pages.board.rows import stated_by
from pages.columns.common import CREDIT
from pages.tables import Cell, Column, CsvColumns

SOURCES: CsvColumns = (
    ("source_ids", lambda row: "; ".join(sorted({c.source_id for c in _claims(row)}))),
    ("record_version", lambda row: row.record.version),
    ("address", lambda row: settings.SITE_URL + row.url),
    ("credit", lambda _row: CREDIT),
)


def _claims(row: Any) -> list[Any]:
    return [claim for reading in row.found.readings for claim in reading.claims]


COLUMNS = (
    Column(
        "question",
        "What is stated differently",
        cell=lambda row: Cell(row.title, row.url, note=row.found.question),
        csv=(
            ("id", lambda row: row.record.public_id),
            ("record_kind", lambda row: row.found.subject.column),
            ("record", lambda row: row.title),
            ("field", lambda row: row.found.field),
            ("question", lambda row: row.found.question),
        ),
        order=("question",),
    ),
    Column(
        "readings",
        "Readings, and who states them",
        cell=lambda row: Cell(" ≠ ".join(reading.value for reading in row.found.readings)),
        csv=(
            ("readings", lambda row: " | ".join(reading.value for reading in row.found.readings)),
            ("values_read", lambda row: " | ".join(reading.read for reading in row.found.readings)),
            ("stated_by", lambda row: " | ".join(stated_by(reading.claims) for reading in row.found.readings)),
        ),
    ),
    Column(
        "kind",
        "Kind",
        cell=lambda row: Cell(str(row.found.kind.label)),
        csv=(("kind", lambda row: row.found.kind.value),),
        order=("kind",),
    ),
    Column(
        "state",
        "State",
        cell=lambda row: Cell(str(row.found.state.label)),
        csv=(
            ("state", lambda row: row.found.state.value),
            ("why", lambda row: row.found.why),
            ("alignment", lambda row: " ".join(one.words for one in row.found.compatible)),
            ("resolution_id", lambda row: row.found.resolution.public_id if row.found.resolution else ""),
        ),
        order=("state",),
    ),
    Column(
        "chains",
        "Chains on it",
        cell=lambda row: Cell(row.chains_words, row.trace_url),
        csv=(
            ("chains", lambda row: row.chains),
            ("only_carrier_in", lambda row: row.only_carrier),
            ("chains_counted_to_limit", lambda row: "yes" if row.is_cut else "no"),
            *SOURCES,
        ),
        order=("chains",),
        numeric=True,
    ),
)
