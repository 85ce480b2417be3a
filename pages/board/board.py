"""The board as its address describes it: the same parameters, sentence, facets and pages as every list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from evidence.choices import ContradictionState
from evidence.contradictions.board import ANY, Narrowed, every_contradiction
from evidence.contradictions.loading import Key
from evidence.contradictions.model import Contradiction
from evidence.models import Citation
from pages.board.columns import COLUMNS
from pages.board.filters import WHOLE, BoardFilter
from pages.board.rows import BoardRow, board_rows, with_records
from pages.facets import Facet, FacetValue
from pages.listing import Listing
from pages.resources import Resource
from pages.tables import Table, Value, csv_row
from tracing.reliance import reliance_of

T = TypeVar("T")
BATCH = 1_000
FIELDS_SHOWN = 12
ASPECTS: dict[str, Callable[[Contradiction], str]] = {
    "kind": lambda one: one.kind.value,
    "state": lambda one: one.state.value,
    "record": lambda one: one.subject.column,
    "field": lambda one: one.field or WHOLE,
}
CLEARED: dict[str, dict[str, Any]] = {
    "kind": {"kind": ""}, "state": {"state": ANY}, "record": {"record": ""}, "field": {"field": None},
}  # fmt: skip
SORTS: dict[str, Callable[[BoardRow], Any]] = {
    "kind": lambda row: row.found.kind.value,
    "state": lambda row: list(ContradictionState).index(row.found.state),
    "question": lambda row: row.found.question,
    "chains": lambda row: (row.chains, row.only_carrier),
}
BOARD = Resource(
    "contradictions",
    "contradiction",
    "contradictions",
    "Where sources, or records of the same thing, state different things. First those that most chains rest on.",
    Citation.objects.none,
    BoardFilter,
    COLUMNS,
    "-chains",
)


class Board(Listing):
    """`Board(request.GET)`; raises like Listing. All contradictions are computed, then one page of them is shown."""

    table_template = "pages/_board_table.html"

    def __init__(self, query: QueryDict, only: set[Key] | None = None) -> None:
        self.only = only
        super().__init__(BOARD, query)

    @cached_property
    def narrowed(self) -> Narrowed:
        """What the address asks for."""
        filters: BoardFilter = self.filterset  # type: ignore[assignment]  # BOARD.filters
        asked = filters.narrowed()
        return asked if self.only is None else replace(asked, about=self.only)

    @cached_property
    def every(self) -> list[Contradiction]:
        """All contradictions that there are."""
        return self.answers.once("every contradiction", every_contradiction)

    def remembered(self, what: tuple[str, ...], make: Callable[[], T]) -> T:
        """Counted in memory from what is remembered as a whole."""
        return make()

    @cached_property
    def rows(self) -> list[BoardRow]:  # type: ignore[override]  # computed, so no rows of a table
        """All rows of the list in its order."""
        kept = [one for one in self.every if self.narrowed.keeps(one)]
        counted = reliance_of(one.subject.key for one in kept)
        rows = board_rows(kept, counted)
        name = self._order.lstrip("-")
        return sorted(rows, key=SORTS[name], reverse=self._order.startswith("-"))

    @cached_property
    def table(self) -> Table:
        """The page's rows with their records."""
        return Table(self.resource.columns, with_records(list(self.page.object_list)))  # type: ignore[arg-type]

    @cached_property
    def facets(self) -> list[Facet]:
        """As of every list; counted in memory."""
        facets = [self._facet(name) for name in self.filterset.facets]
        return [facet for facet in facets if len(facet.values) > 1 or any(value.is_chosen for value in facet.values)]

    def _facet(self, name: str) -> Facet:
        chosen = self.filterset.form.cleaned_data[name]
        others = replace(self.narrowed, **CLEARED[name])
        kept = [one for one in self.every if others.keeps(one)]
        counts = Counter(map(ASPECTS[name], kept))
        values = (
            FacetValue(label, counts[value], self.address({name: "" if value == chosen else value}), value == chosen)
            for value, label in self._labels(name, kept)
            if counts[value]
        )
        return Facet(str(self.filterset.filters[name].label), tuple(values))

    def _labels(self, name: str, kept: Iterable[Contradiction]) -> list[tuple[str, str]]:
        if name == "field":
            return _commonest_fields(kept, self.filterset.form.cleaned_data["field"])
        labels = dict(self.filterset.form.fields[name].choices)  # type: ignore[attr-defined]  # a ChoiceField
        return [(str(value), str(label).lower()) for value, label in labels.items() if value]

    @property
    def everything(self) -> str:
        """What the board holds without filters."""
        return _("open or decided")

    @property
    def counted_at(self) -> datetime | None:
        """When the chains were counted; None if never."""
        return max((row.counted_at for row in self.rows if row.counted_at), default=None)

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What is left out, with the address that shows it."""
        if self.narrowed.state:
            return []
        left_out = replace(self.narrowed, state=ContradictionState.COMPATIBLE.value)
        number = sum(left_out.keeps(one) for one in self.every)
        words = _("%(number)d more, whose values can all hold at once, are left out.") % {"number": number}
        return [(words, self.address({"state": ContradictionState.COMPATIBLE.value}))] if number else []

    def all_rows(self) -> Iterator[BoardRow]:
        """Every row with its record, a batch at a time."""
        for start in range(0, len(self.rows), BATCH):
            yield from with_records(self.rows[start : start + BATCH])

    def csv_rows(self) -> Iterator[list[Value]]:
        """Every row as a line of the CSV."""
        return (csv_row(self.resource.columns, row) for row in self.all_rows())


def _commonest_fields(kept: Iterable[Contradiction], chosen: str) -> list[tuple[str, str]]:
    words = {one.field or WHOLE: one.question for one in kept}
    counts = Counter(one.field or WHOLE for one in kept)
    shown = [field for field, _number in counts.most_common(FIELDS_SHOWN)]
    more = [chosen] if chosen in words and chosen not in shown else []
    return [(field, words[field]) for field in [*shown, *more]]
