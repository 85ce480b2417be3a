"""One page of a list, found by the values of the row it begins after. Its cost does not depend on how deep it lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import TextField, Value
from django.db.models.functions import Cast

from api.cursors import Cursor
from api.parameters import Question
from api.shapes.base import Rows
from api.shapes.expressions import Row, RowAfter, RowBefore
from api.written import texts


@dataclass(frozen=True)
class Page:
    """The rows of a page as JSON text, and the cursors of the pages beside it; two statements."""

    question: Question

    @property
    def _descending(self) -> bool:
        return self.question.order.startswith("-")

    @property
    def _backward(self) -> bool:
        return bool(self.question.cursor and self.question.cursor.backward)

    @cached_property
    def _keys(self) -> list[Any]:
        return self.question.shape.keys(self.question.order.removeprefix("-"))

    @cached_property
    def _found(self) -> tuple[list[tuple[str, ...]], bool]:
        """Text and keys of the page's rows in the order of the list, and whether there are more in the direction asked.

        What goes between the two statements is looked for once more: counted leads are all replaced at once.
        """
        found = self._read()
        return found if found is not None else self._read(again=True) or ([], False)

    def _read(self, *, again: bool = False) -> tuple[list[tuple[str, ...]], bool] | None:
        """None where a record has gone since its key was found, unless that happens again."""
        form = self.question
        rows, is_more = self._places()
        found = texts(form.shape, [row[0] for row in rows], form.fields, form.expand)
        if len(found) < len(rows) and not again:
            return None
        return [(found[key], *place) for key, *place in rows if key in found], is_more

    def _places(self) -> tuple[list[tuple[Any, ...]], bool]:
        """The primary key of each row, and the values that it is ordered by."""
        limit = self.question.limit or 0
        turned = self._descending != self._backward
        ordered = [key.desc() if turned else key.asc() for key in self._keys]
        # First the page's keys alone, by an index; only then what its records show, of as many rows as it has.
        places = [Cast(key, TextField()) for key in self._keys]
        keys = self._beyond(self.question.filterset.qs).order_by(*ordered).values_list("pk", *places)
        found = list(keys[: limit + 1])
        is_more = len(found) > limit
        found = found[:limit]
        return (found[::-1] if self._backward else found), is_more

    def _beyond(self, rows: Rows) -> Rows:
        cursor = self.question.cursor
        if cursor is None:
            return rows
        after = RowAfter if self._descending == cursor.backward else RowBefore
        place = Row(*(Value(key) for key in cursor.keys))
        found: Rows = rows.filter(after(Row(*self._keys), place))
        return found

    @property
    def rows(self) -> list[str]:
        """Each record as JSON text."""
        return [row[0] for row in self._found[0]]

    @property
    def next(self) -> Cursor | None:
        """Where the next page begins; None on the last."""
        rows, is_more = self._found
        return Cursor(rows[-1][1:]) if rows and (is_more or self._backward) else None

    @property
    def previous(self) -> Cursor | None:
        """Where the page before ends; None on the first."""
        rows, is_more = self._found
        is_later = is_more if self._backward else self.question.cursor is not None
        return Cursor(rows[0][1:], backward=True) if rows and is_later else None

    @cached_property
    def count(self) -> int | None:
        """How many rows the list has, if that was asked."""
        rows = self.question.filterset.qs
        if self.question.count == "exact":
            return int(rows.count())
        return estimated(rows) if self.question.count == "estimate" else None


def estimated(rows: Rows) -> int:
    """How many rows PostgreSQL's planner expects: from statistics, in a millisecond whatever their number."""
    try:
        statement, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # Django sees that no row can fit, and writes no statement
        return 0
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
        return int(_plan(cursor.fetchone())["Plan Rows"])


def _plan(row: Any) -> dict[str, Any]:
    plan: dict[str, Any] = row[0][0]["Plan"]
    return plan
