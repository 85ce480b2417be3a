"""How well records are carried, for many at once: "3 sources, 1 origin". One query whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, router
from django.db.models import Model

from evidence.subjects import SUBJECTS, table_of
from pages.words import plural


@dataclass(frozen=True, slots=True)
class Weight:
    """Sources that state a record, the independent origins behind them, and the closest rung of proof."""

    sources: int = 0
    origins: int = 0
    rung: str = ""

    def __str__(self) -> str:
        return f"{plural(self.sources, 'source')}, {plural(self.origins, 'origin')}"


def subject_column(model: type[Model]) -> str:
    """Which column of `Citation` points to this kind of record; "" for kinds that no citation is about."""
    table = model._meta.db_table
    return next((column for column in SUBJECTS if table_of(column) == table), "")


def weigh(model: type[Model], keys: Sequence[int]) -> Mapping[int, Weight]:
    """The weight of each record, by its primary key."""
    column = subject_column(model)
    if not column or not keys:
        return {}
    # The column is one of the fixed list above, never text from an address.
    statement = f"SELECT record_id, sources, origins, best_rung FROM grades_of_{column}(%s)"  # noqa: S608
    with connections[router.db_for_read(model)].cursor() as cursor:
        cursor.execute(statement, [list(keys)])
        return {key: Weight(sources, origins, rung) for key, sources, origins, rung in cursor.fetchall()}


def weighed(rows: Iterable[Any]) -> list[Any]:
    """The rows, each with its `weight`; what has no citations of its own stays as it is."""
    found = list(rows)
    if found and subject_column(type(found[0])):
        weights = weigh(type(found[0]), [row.pk for row in found])
        for row in found:
            row.weight = weights.get(row.pk, Weight())
    return found
