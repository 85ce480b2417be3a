"""The source of each row: one that it names, or one that it describes itself; and the citation that it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.cells import Value
from importers.spreadsheets.columns import Column
from importers.spreadsheets.evidence import CITATION, CITATION_FIELD, INLINE, SOURCE
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.lookups import Lookups
from importers.spreadsheets.rows import SheetRow, Table
from importers.spreadsheets.subjects import Book, Found, Subject

SOURCES = SHEETS["sources"]
NO_SOURCE = "This row names no source; fill in “source”, or “source_title” and “source_kind”."


@dataclass(slots=True)
class Cited:
    """A citation that a row states about its record."""

    row: SheetRow
    subject: Subject
    source: Found
    values: dict[str, Any]
    is_known: bool = False


class InlineSources:
    """Sources that rows describe in their own columns; rows that describe one alike share it."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._known: dict[tuple[Value, ...], Subject] = {}
        self.of_row: dict[int, Subject] = {}

    def take(self, row: SheetRow) -> None:
        """Note the source that a row describes, if it does."""
        values = {name: row.values[f"source_{name}"] for name in INLINE if f"source_{name}" in row.values}
        if not values or row.twin is not None:
            return
        if row.get("source"):
            row.fault("source", CellError("Name the source here or describe it in the columns that follow, not both."))
            return
        missing = [f"source_{name}" for name in SOURCES.required if name not in values]
        for name in missing:
            row.fault(name, CellError("A source that is described in the row needs this, too."))
        if not missing:
            self.of_row[id(row)] = self._source(row, values)

    def _source(self, row: SheetRow, values: dict[str, Value]) -> Subject:
        url = values.get("url")
        names = (url,) if url else (values["title"], values.get("publisher"), values.get("published"))
        known = self._known.get(names)
        if known is None:
            known = self._known[names] = Subject(SOURCES, [], values)
            self.book.add(known)
        for name, value in values.items():
            if known.values.get(name) != value:
                row.fault(
                    f"source_{name}", CellError("Another row describes the same source otherwise; make them equal.")
                )
        return known


def source_links(tables: list[Table]) -> Iterator[tuple[Column, str]]:
    """What the column “source” of every row names."""
    for table in tables:
        for row in table.rows:
            if text := row.get("source"):
                yield SOURCE, text


def cite(book: Book, tables: list[Table], inline: InlineSources, lookups: Lookups) -> list[Cited]:
    """The citation of every row that names a source; rows that state a problem there get it noted."""
    found = []
    for table in tables:
        for row in table.rows if table.sheet.is_cited else ():
            if row.twin is None and (source := _source_of(row, inline, lookups)) is not None:
                values = {CITATION_FIELD[column.name]: row.get(column.name) for column in CITATION}
                found.append(Cited(row, book.of_row[id(row)], source, values))
            if row.get("about_field") is None and (row.get("value_printed") or row.get("value_read")):
                row.fault("about_field", CellError("A printed or read value belongs to a field; name it here."))
    return found


def _source_of(row: SheetRow, inline: InlineSources, lookups: Lookups) -> Found | None:
    text = row.get("source")
    if not text:
        return inline.of_row.get(id(row))
    try:
        return lookups.find(SOURCE, text)
    except CellError as problem:
        row.fault("source", problem)
        return None
