"""Writes the records of an import: each with the citation that carries it, each citation with the row it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import connection, models

from editorial.models import ImportedCitation, ImportedPart, ImportFile, ImportRow
from evidence.choices import Stance
from evidence.models import Citation, Source
from evidence.selectors import column_of
from exports.models import Delivery
from importers.pipeline.copying import Table
from importers.pipeline.planning import PlannedRow

LONGEST_VALUE = 300
# So many new rows make the planner's statistics wrong, and pages slow until autovacuum comes by.
LARGE = 5_000


class Writer:
    """Use inside the transaction: add records and cite them in any order, then `flush` once.

    Everything waits in memory as text and goes in table by table, since grades are computed once a statement.
    """

    def __init__(self, source: Source | None, credibility: str, rung: str, files: list[ImportFile]) -> None:
        self.source = source
        self.credibility = credibility
        self.rung = rung
        self.files = files
        self._tables: dict[type[models.Model], Table] = {}
        self._citations = Table(Citation)
        self._rows = Table(ImportRow)
        self._row_keys: dict[tuple[int, int], int] = {}
        self._links = Table(ImportedCitation)
        self._parts = Table(ImportedPart)

    def record(
        self,
        model: type[models.Model],
        row: PlannedRow,
        *,
        locator: str = "",
        says: str = "",
        rung: str = "",
        credibility: str = "",
        **values: Any,
    ) -> int:
        """Make a record and the citation that carries it. Foreign keys are given as `item_id=…`."""
        key = self.part(model, **values)
        self.cite(model, key, row, locator=locator, says=says, rung=rung, credibility=credibility, made_record=True)
        return key

    def part(self, model: type[models.Model], reserved: int = 0, /, **values: Any) -> int:
        """Make a row that stands on the citations of a record made by this import."""
        return self._table(model).add(values, reserved)

    def reserve(self, model: type[models.Model]) -> int:
        """A primary key to give to `part` later: for records that point to each other."""
        return self._table(model).reserve()

    def source_made(self, row: PlannedRow, reserved: int, **values: Any) -> int:
        """Make a source that a row describes; withdrawing the import takes it back if nothing else needs it."""
        key = self.part(Source, reserved, **values)
        self._parts.add({"row_id": self.row(row), "source_id": key})
        return key

    def added_part(self, model: type[models.Model], row: PlannedRow, **values: Any) -> int:
        """Make a delivery or a value of a record that others made; withdrawing the import takes it back."""
        key = self.part(model, **values)
        column = "delivery_id" if model is Delivery else "valuation_id"
        self._parts.add({"row_id": self.row(row), column: key})
        return key

    def cite(
        self,
        model: type[models.Model],
        key: int,
        row: PlannedRow,
        *,
        locator: str = "",
        says: str = "",
        made_record: bool = False,
        stance: str = Stance.SUPPORTS,
        rung: str = "",
        credibility: str = "",
        field: str = "",
        printed: str = "",
        read: str = "",
        source: int = 0,
    ) -> int:
        """Let the register carry, dispute or mention a record; with `field` it is a claim about that field."""
        own = self.source.pk if self.source is not None else 0
        return self.cite_source(
            model,
            key,
            row,
            source or own,
            made_record=made_record,
            locator=(locator or self.place(row))[:200],
            says=says,
            stance=stance,
            rung=rung or self.rung,
            credibility=credibility or self.credibility,
            field=field,
            value_printed=printed[:LONGEST_VALUE],
            value_read=read[:LONGEST_VALUE],
        )

    def cite_source(
        self, model: type[models.Model], key: int, row: PlannedRow, source: int, *, made_record: bool, **values: Any
    ) -> int:
        """Use where rows bring their own sources: the citation as the row states it, nothing filled in."""
        citation = self._citations.add({"source_id": source, f"{_column(model)}_id": key, **values})
        self._links.add({"row_id": self.row(row), "citation_id": citation, "made_record": made_record})
        return citation

    def place(self, row: PlannedRow) -> str:
        """Where a row stands, as a locator: the file's name is part of it only where there are several."""
        file = f"{self.files[row.file].name}, " if len(self.files) > 1 else ""
        return f"{file}line {row.line.number}"

    def row(self, row: PlannedRow) -> int:
        """Keep the row itself, once; gives its key."""
        place = (row.file, row.line.number)
        if place not in self._row_keys:
            self._row_keys[place] = self._rows.add({
                "file_id": self.files[row.file].pk,
                "line": row.line.number,
                "raw": row.line.raw,
                "key": row.key[:120],
                "status": row.status,
                "column": row.column[:80],
                "reason": row.reason[:300],
                "facts": json.dumps(row.facts, ensure_ascii=False),
                "match": row.match,
            })  # fmt: skip
        return self._row_keys[place]

    def _table(self, model: type[models.Model]) -> Table:
        if model not in self._tables:
            self._tables[model] = Table(model)
        return self._tables[model]

    def flush(self, progress: Callable[[str, int, int], None]) -> dict[str, int]:
        """Write everything and say how many of each kind. Grades are computed when the citations go in."""
        tables = [*self._tables.values(), self._citations, self._rows, self._links, self._parts]
        total = sum(table.count for table in tables)
        done = 0
        for table in tables:
            progress(f"Writing {table.model._meta.verbose_name_plural}", done, total)
            table.write()
            done += table.count
        if total > LARGE:
            progress("Updating statistics", total, total)
            _analyze([table.model for table in tables if table.count])
        progress("Written", total, total)
        return {table.model._meta.label: table.count for table in tables if table.count}


def _analyze(models_written: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in models_written)}")


_COLUMNS: dict[type[models.Model], str] = {}


def _column(model: type[models.Model]) -> str:
    if model not in _COLUMNS:
        _COLUMNS[model] = column_of(model())
    return _COLUMNS[model]
