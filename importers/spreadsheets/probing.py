"""Asks the database, in a few statements for all rows, which of its constraints new rows would break.

The rows go into a temporary table of the same columns, generated ones included, and the constraints' own expressions
are read from the catalogue: one SELECT for each, however many rows. (Django's `validate_constraints` asks three
statements for each row and constraint: 40 s for 1,200 rows, measured.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.utils.encoding import force_str

from importers.pipeline.copying import Table

# Told by reading the cell already, cell by cell.
READ_ALREADY = ("_known", "_edtf", "_public_id_valid")


@dataclass(frozen=True, slots=True)
class Broken:
    """A constraint that a row breaks: its sentence, and the expression, which names the columns that it is about."""

    row: int
    sentence: str
    about: str


class Probe:
    """Use as `probe = Probe(Shipment); probe.add(-1, values); probe.broken()`, within a transaction."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.name = f"probe_{model._meta.db_table}"
        self._table = Table(model, into=self.name)

    def add(self, row: int, values: dict[str, Any]) -> None:
        """A row under a number of one's own, below zero so that no record has it."""
        self._table.add(values, row)

    def broken(self) -> Iterator[Broken]:
        """Every row with every constraint that it breaks."""
        sentences = {one.name: force_str(one.get_violation_error_message()) for one in self.model._meta.constraints}
        with connection.cursor() as cursor:
            cursor.execute(
                f'CREATE TEMPORARY TABLE "{self.name}" (LIKE "{self.model._meta.db_table}"'
                " INCLUDING DEFAULTS INCLUDING GENERATED) ON COMMIT DROP"
            )
            self._table.write()
            for name, about, condition in (*self._checks(cursor), *self._uniques(cursor)):
                cursor.execute(f'SELECT id FROM "{self.name}" mine WHERE {condition}')  # noqa: S608
                for (row,) in cursor.fetchall():
                    yield Broken(row, sentences.get(name, name), about)
            cursor.execute(f'DROP TABLE "{self.name}"')

    def _checks(self, cursor: Any) -> list[tuple[str, str, str]]:
        cursor.execute(
            "SELECT conname, pg_get_expr(conbin, conrelid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'c' ORDER BY conname",
            [self.model._meta.db_table],
        )
        return [
            (name, condition, f"NOT ({condition})")
            for name, condition in cursor.fetchall()
            if not name.endswith(READ_ALREADY)
        ]

    def _uniques(self, cursor: Any) -> Iterator[tuple[str, str, str]]:
        """Against the other new rows, and against what is recorded."""
        for one in self.model._meta.constraints:
            if not isinstance(one, models.UniqueConstraint) or not one.fields:
                continue
            columns = [str(self.model._meta.get_field(name).column) for name in one.fields]  # type: ignore[union-attr]
            equal = "=" if one.nulls_distinct is not False else "IS NOT DISTINCT FROM"
            same = " AND ".join(f'mine."{column}" {equal} other."{column}"' for column in columns)
            within = _predicate(cursor, one.name)
            others = f'SELECT FROM "{self.name}" other WHERE {same} AND other.id > mine.id AND {within}'
            recorded = f'SELECT FROM "{self.model._meta.db_table}" other WHERE {same} AND {within}'
            condition = f"EXISTS (SELECT WHERE {within}) AND (EXISTS ({others}) OR EXISTS ({recorded}))"
            yield one.name, " ".join(columns), condition


def _predicate(cursor: Any, index: str) -> str:
    """The condition of a partial unique index; rows outside it may be equal."""
    cursor.execute("SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = %s::regclass", [index])
    found = cursor.fetchone()
    return str(found[0]) if found and found[0] else "true"
