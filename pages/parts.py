"""What record pages are made of: facts, sections, tables. Builders in pages/records fill them; templates draw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from core.choices import Strength
from core.kept import Kept
from core.merging import settle
from entities.models import Country
from pages.addresses import record_url
from pages.rows import Rows
from pages.tables import Cell, Column, Table, named_as
from pages.weights import Weight, add_weights, subject_column

MOST_ROWS = 25


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a record's facts: a label and one or more values."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page: `template` draws `content`."""

    ident: str
    title: str
    template: str
    content: Any
    note: str = ""
    more: Cell | None = None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record's page, ready to be drawn."""

    record: Any
    kind: str
    title: str
    lead: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    tags: tuple[str, ...] = ()
    list_url: str = ""
    list_name: str = ""
    weight: Weight | None = None
    traces: tuple[Cell, ...] = ()

    @property
    def level(self) -> Strength | None:
        """Its strength, for records that have one."""
        return Strength(self.record.strength) if hasattr(self.record, "strength") else None


@dataclass
class Builder:
    """Collects the parts of one page; empty ones are left out."""

    record: Any
    facts: list[Fact] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)
    """Of all tables, so that one query weighs them all."""
    merged: tuple[int, ...] = ()
    """Keys of the records that were judged the same as this one."""

    def fact(self, label: str, *values: object) -> None:
        """Add a line of facts; values may be text, cells, records, countries, dates, lists of those or nothing."""
        cells = tuple(cell for value in values for cell in cells_of(value) if cell.text)
        if cells:
            self.facts.append(Fact(label, cells))

    def section(self, ident: str, title: str, template: str, content: Any, note: str = "") -> None:
        """Add a section, if it has something to show."""
        if content:
            self.sections.append(Section(ident, title, f"pages/sections/{template}.html", content, note))

    def table(
        self,
        ident: str,
        title: str,
        columns: Iterable[Column],
        rows: Rows | Sequence[Any],
        *,
        note: str = "",
        more: str = "",
    ) -> None:
        """Add a table of the first rows; where there are more, a link to the list that has them all.

        `rows` is a queryset, or what `first_rows` found.
        """
        found = settle(rows[: MOST_ROWS + 1])
        if not found:
            return
        shown = found[:MOST_ROWS]
        self.rows += shown
        rest = Cell("See all of them in the list", more) if len(found) > MOST_ROWS and more else None
        if len(found) > MOST_ROWS:
            note = f"{note} The first {MOST_ROWS} are shown.".strip()
        table = Table(tuple(columns), shown)
        self.sections.append(Section(ident, title, "pages/sections/table.html", table, note, rest))

    def page(self, kind: str, title: str, lead: str = "", tags: Iterable[str] = (), **more: Any) -> RecordPage:
        """The finished page."""
        add_weights([*self.rows, *([self.record] if subject_column(type(self.record)) else [])])
        return RecordPage(
            self.record,
            kind,
            title,
            lead,
            tuple(self.facts),
            tuple(self.sections),
            tuple(tags),
            weight=getattr(self.record, "weight", None),
            **more,
        )


def first_rows(rows: Rows) -> Kept[Any]:
    """Use once for each table of a page: its rows with `keys()` in the place of the record, and then `(keys=[pk])`."""
    return Kept(rows[: MOST_ROWS + 1])


def cells_of(value: object) -> list[Cell]:
    """Any value as cells: records and countries become links, nothing becomes no cell."""
    match value:
        case None | "":
            return []
        case Cell():
            return [value]
        case Model():
            return [Cell(value.name if isinstance(value, Country) else str(value), record_url(value), named_as(value))]
        case str():
            return [Cell(value)]
        case Iterable():
            return [cell for part in value for cell in cells_of(part)]
    return [Cell(str(value))]


def only(columns: Iterable[Column], *names: str) -> tuple[Column, ...]:
    """Some columns of a list, in the order in which they are named."""
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in names)
