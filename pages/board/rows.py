"""Contradictions as rows: each with its record, its address, and how many chains rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from evidence.contradictions.loading import Key
from evidence.contradictions.model import Claim, Contradiction
from evidence.models import Citation
from pages.addresses import record_url
from pages.rows import SUBJECT_WORDS
from tracing.models import Reliance
from tracing.starts import KINDS as TRACEABLE

MOST_READINGS = 4
"""Readings that a row of the board shows; the record's page has them all."""


@dataclass(frozen=True)
class BoardRow:
    """One contradiction on the board."""

    found: Contradiction
    chains: int = 0
    only_carrier: int = 0
    is_cut: bool = False
    counted_at: datetime | None = None
    record: Any = None

    @property
    def title(self) -> str:
        """The record."""
        return str(self.record)

    @property
    def url(self) -> str:
        """The part of the record's page that shows it."""
        address = record_url(self.record)
        return address if "#" in address or not address else f"{address}#disagrees"

    @property
    def kind_of_record(self) -> str:
        """ "shipment", "unit"."""
        return str(self.record._meta.verbose_name) if self.record else ""

    @property
    def trace_url(self) -> str:
        """The chains through the record, where there are any."""
        if not self.chains or not isinstance(self.record, TRACEABLE):
            return ""
        ways = {"item": "", "incident": "&direction=backward"}
        return f"/trace/?from={self.record.public_id}{ways.get(self.found.subject.column, '&direction=both')}"

    @property
    def chains_words(self) -> str:
        """ "112", or "at least 112" where counting stopped at its limit."""
        return f"{'at least ' if self.is_cut else ''}{self.chains:,}"

    @cached_property
    def readings(self) -> Sequence[Any]:
        """The first readings."""
        return self.found.readings[:MOST_READINGS]

    @property
    def more_readings(self) -> int:
        """How many readings are not shown."""
        return len(self.found.readings) - len(self.readings)


def board_rows(found: Iterable[Contradiction], reliance: Mapping[Key, Reliance]) -> list[BoardRow]:
    """Most consequential first: chains, then those it alone carries; then in the order of records."""
    rows = [_row(one, reliance.get(one.subject.key)) for one in found]
    return sorted(rows, key=lambda row: (-row.chains, -row.only_carrier))  # stable: equals stay in order of records


def _row(one: Contradiction, counted: Reliance | None) -> BoardRow:
    if counted is None:
        return BoardRow(one)
    return BoardRow(one, counted.chains, counted.only_carrier, counted.is_cut, counted.counted_at)


def with_records(rows: Sequence[BoardRow]) -> list[BoardRow]:
    """The rows with their records, loaded by way of one claim of each: one query whatever kinds of record they are.

    It joins only the kinds that are among the rows: to plan a join of all of them takes longer than to run it.
    """
    kinds = {row.found.subject.column for row in rows}
    joined = [path for path in SUBJECT_WORDS if path.split("__")[0] in kinds or path.startswith("measure_reading")]
    claims = [claim.pk for row in rows for reading in row.found.readings for claim in reading.claims[:1]]
    records: dict[Key, Any] = {}
    for citation in Citation.objects.filter(pk__in=claims).select_related(*joined):
        column, record = citation.subject_column, citation.subject
        records[column, record.pk] = record  # type: ignore[union-attr]  # a citation has a subject
        if column == "measure_reading":  # readings of one measure contradict each other as that measure's
            records["measure", record.measure.pk] = record.measure  # type: ignore[union-attr]
    return [replace(row, record=records[row.found.subject.key]) for row in rows]


def stated_by(claims: Iterable[Claim]) -> str:
    """ "Hetq (C2); Asbarez (C2, disputes)"."""
    return "; ".join(f"{claim.who} ({claim.grade}{', disputes' if claim.is_denial else ''})" for claim in claims)
