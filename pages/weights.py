"""How well records are carried, for many at once: "3 sources, 1 origin". One query whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from core.merging import settle
from evidence.grading import counts_in_words
from evidence.selectors import grades_of_all
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
    return weigh_all({column: keys})[column] if column and keys else {}


def weigh_all(
    wanted: Mapping[str, Collection[int]], known_on: date | None = None
) -> Mapping[str, Mapping[int, Weight]]:
    """The same for records of several kinds, by the citation's column and the key; with a day, as it was then."""
    return {
        column: {key: Weight(one.sources, one.origins, one.best_rung) for key, one in graded.items()}
        for column, graded in grades_of_all(wanted, known_on).items()
    }


def weighed(rows: Iterable[Any]) -> list[Any]:
    """The rows, each with its `weight`, and with kept records in the place of those judged the same."""
    found = settle(rows)
    add_weights(found)
    return found


def add_weights(rows: Iterable[Any]) -> None:
    """Give every row its `weight`, whatever mixture of kinds they are: one query."""
    by_column: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_column[subject_column(type(row))].append(row)
    by_column.pop("", None)
    weights = weigh_all({column: [row.pk for row in found] for column, found in by_column.items()})
    for column, found in by_column.items():
        for row in found:
            row.weight = weights[column].get(row.pk, Weight())
