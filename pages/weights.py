"""How well records are carried, for many at once: "3 sources, 1 origin". One query whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from evidence.grading import counts_in_words
from evidence.selectors import source_and_origin_counts
from evidence.subjects import SUBJECTS, table_of


@dataclass(frozen=True, slots=True)
class Weight:
    """Sources that state a record, the independent origins behind them, and the closest rung of proof."""

    sources: int = 0
    origins: int = 0
    rung: str = ""

    def __str__(self) -> str:
        return counts_in_words(self.sources, self.origins)


COLUMNS = {table_of(column): column for column in SUBJECTS}


def subject_column(model: type[Model]) -> str:
    """Which column of `Citation` points to this kind of record; "" for kinds that no citation is about."""
    return COLUMNS.get(model._meta.db_table, "")


def weigh(model: type[Model], keys: Sequence[int]) -> Mapping[int, Weight]:
    """The weight of each record, by its primary key."""
    column = subject_column(model)
    if not column or not keys:
        return {}
    return {key: Weight(*counts) for key, counts in source_and_origin_counts(column, keys).items()}


def weighed(rows: Iterable[Any]) -> list[Any]:
    """The rows, each with its `weight`; what has no citations of its own stays as it is."""
    found = list(rows)
    if found and subject_column(type(found[0])):
        weights = weigh(type(found[0]), [row.pk for row in found])
        for row in found:
            row.weight = weights.get(row.pk, Weight())
    return found
