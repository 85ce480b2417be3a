"""The records that rows describe: rows of one key are one record, and rows may point to each other by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.text import normalise_name
from editorial.choices import RowStatus
from importers.pipeline.planning import Ask
from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.cells import Value
from importers.spreadsheets.columns import Sheet
from importers.spreadsheets.evidence import NEW
from importers.spreadsheets.rows import SheetRow, Table


@dataclass(eq=False, slots=True)
class Subject:
    """One record, here or to be made.

    `pk` is the record that is here; `links` are the resolved values of links, countries and lists, by column.
    `known_as` is the column by which it was found: that text is one of its names, whichever is written here.
    `blocked` says why nothing is made of it, though its own cells can be read; `asks` what a person may decide then.
    """

    sheet: Sheet
    rows: list[SheetRow]
    values: dict[str, Value]
    name: str = ""
    pk: int | None = None
    handle: str = ""
    public_id: str = ""
    asked_new: bool = False
    known_as: str = ""
    links: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, tuple[Value, Value]] = field(default_factory=dict)
    blocked: tuple[RowStatus, str] | None = None
    asks: tuple[Ask, ...] = ()
    reserved: int = 0

    @property
    def label(self) -> str:
        return str(self.values.get(self.sheet.label) or self.name or "")

    @property
    def is_new(self) -> bool:
        return self.pk is None

    @property
    def is_sound(self) -> bool:
        """True where the record is here, or can be made: its first row can be read and names what it needs."""
        return not self.is_new or (self.blocked is None and not any(row.problems for row in self.rows[:1]))

    @property
    def key(self) -> int:
        """The primary key: of the record here, or the one kept for it while writing."""
        return self.pk or self.reserved

    def value(self, column: str) -> Any:
        """What the row states, links resolved; None where it states nothing."""
        return self.links.get(column, self.values.get(column))

    def fault(self, column: str, error: CellError) -> None:
        """Note a problem at the row that describes the record; a source in a row's own columns has no such row."""
        if not self.rows:
            self.block(error.status, f"{column}: {error.words}", error.asks)
        for row in self.rows[:1]:
            row.fault(column, error)

    def block(self, status: RowStatus, why: str, asks: tuple[Ask, ...] = ()) -> None:
        if self.blocked is None:
            self.blocked, self.asks = (status, why), asks


@dataclass(frozen=True, slots=True)
class NewPublisher:
    """A publisher that is not here yet: it needs no more than its name."""

    name: str


Found = int | Subject | NewPublisher
"""What a link leads to: a record that is here, by its key, or one of the same files."""


class Book:
    """Every record that the files describe: `book.named("parties", "baykar")`."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.subjects: list[Subject] = []
        self.of_row: dict[int, Subject] = {}
        self._names: dict[tuple[str, str], Subject] = {}
        self._labels: dict[tuple[str, str], set[int]] = {}
        self._said: dict[tuple[str, ...], SheetRow] = {}
        for table in tables:
            for row in table.rows:
                self._take(row)
        for place, subject in enumerate(self.subjects):
            if subject.label:
                label = (subject.sheet.name, normalise_name(subject.label))
                self._labels.setdefault(label, set()).add(place)

    def of(self, sheet: str) -> Iterator[Subject]:
        """The records of one kind, in the order of their rows."""
        return (subject for subject in self.subjects if subject.sheet.name == sheet)

    def named(self, sheet: str, text: str) -> Subject | None:
        """By key or by what stands in “record”; else by the name, where one row alone has it."""
        found = self._names.get((sheet, text))
        if found is not None:
            return found
        places = self._labels.get((sheet, normalise_name(text)), set())
        return self.subjects[next(iter(places))] if len(places) == 1 else None

    def add(self, subject: Subject) -> None:
        """A record that a row describes beside its own: the source in its columns."""
        self.subjects.append(subject)

    def _take(self, row: SheetRow) -> None:
        texts = [text for text in (row.get("key"), row.get("record")) if text and text != NEW]
        row.twin = self._said.setdefault(_said(row), row)
        if row.twin is not row:
            self._take_twin(row, row.twin, texts)
            return
        row.twin = None
        known = [found for text in texts if (found := self._names.get((row.sheet.name, text)))]
        subject = known[0] if known else self._subject(row)
        if any(found is not subject for found in known):
            row.fault("record", CellError("This row's key and record stand on two different rows above."))
        for text in texts:
            self._names.setdefault((row.sheet.name, text), subject)
        if known:
            _compare(subject, row)
            subject.rows.append(row)
        self.of_row[id(row)] = subject

    def _take_twin(self, row: SheetRow, first: SheetRow, texts: Iterable[str]) -> None:
        """What points to the row by its key means the record of the one above."""
        self.of_row[id(row)] = self.of_row[id(first)]
        for text in texts:
            self._names.setdefault((row.sheet.name, text), self.of_row[id(first)])

    def _subject(self, row: SheetRow) -> Subject:
        described = {column.name for column in row.sheet.described}
        values = {name: value for name, value in row.values.items() if name in described}
        record = row.get("record") or ""
        subject = Subject(row.sheet, [row], values, name="" if record == NEW else record, asked_new=record == NEW)
        self.subjects.append(subject)
        return subject


def _said(row: SheetRow) -> tuple[str, ...]:
    """All that a row says but its key; a row that cannot be read says something of its own."""
    if row.problems:
        return (str(id(row)),)
    return (row.sheet.name, *(f"{name} {row.values[name]}" for name in sorted(row.values) if name != "key"))


def _compare(subject: Subject, row: SheetRow) -> None:
    """A row that repeats a key adds a source: what else it states must be what the first row states."""
    for column in row.sheet.described:
        stated = row.get(column.name)
        if stated is not None and stated != subject.values.get(column.name):
            first = subject.rows[0].where(column.name) or f"line {subject.rows[0].line.number}"
            words = f"{first} states otherwise of the same record. Leave this cell empty, or give the row another key."
            row.fault(column.name, CellError(words))
    stated_record = row.get("record")
    if stated_record and stated_record not in (subject.name, NEW):
        subject.name = subject.name or stated_record
