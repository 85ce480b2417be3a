"""What sources had published by a day: use it to show records as they could be read then.

Three-valued as every date: a source dated only "2020" cannot be placed before or after 6 October 2020. `Public(day)`
counts what was out in every reading of its date; `Public(day, loosely=True)` also what was out in some, and what has
no date.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Value
from django.db.models.lookups import LessThanOrEqual

from evidence.choices import Stance
from evidence.models import Citation


@dataclass(frozen=True, slots=True)
class Public:
    """Which citations and records count; without a day, every one."""

    day: date | None = None
    loosely: bool = False

    def citations(self, rows: models.QuerySet[Citation]) -> models.QuerySet[Citation]:
        """Those whose source was out by the day."""
        return rows if self.day is None else rows.filter(self._published("source__"))

    def only(self, rows: Any, column: str, key: str = "pk") -> Any:
        """Those of the rows whose record (of the kind `column`, found at `key`) somebody had stated by the day.

        A denial alone does not count: what nobody had stated could not be read.
        """
        if self.day is None:
            return rows
        said = Citation.objects.filter(self._published("source__"), stance=Stance.SUPPORTS)
        return rows.filter(Exists(said.filter(**{f"{column}_id": OuterRef(key)})))

    def known(self, column: str, ids: Collection[int]) -> set[int]:
        """Those of the ids whose record somebody had stated by the day."""
        if self.day is None or not ids:
            return set(ids)
        said = self.citations(Citation.objects.filter(stance=Stance.SUPPORTS, **{f"{column}__in": list(ids)}))
        return set(said.values_list(f"{column}_id", flat=True))

    def _published(self, source: str) -> LessThanOrEqual:
        name, side = ("possibly_published", "earliest") if self.loosely else ("surely_published", "latest")
        since = Func(
            F(f"{source}published"), F(f"{source}published_{side}"), function=name, output_field=models.DateField()
        )
        return LessThanOrEqual(since, Value(self.day))
