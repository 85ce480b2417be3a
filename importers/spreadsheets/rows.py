"""Rows of sheets with their values, and every problem of every cell with its address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePath

from importers.errors import BadInputError
from importers.reading.lines import Line
from importers.reading.sealing import Sealed
from importers.spreadsheets.addresses import CellError, Problem, address
from importers.spreadsheets.cells import Value, read
from importers.spreadsheets.columns import Column, Sheet, Type
from importers.spreadsheets.evidence import EXAMPLE
from importers.spreadsheets.grids import Grid, GridCell, grids
from importers.spreadsheets.kinds import SHEETS

TEXTS = frozenset({Type.TEXT, Type.LONG_TEXT, Type.LINK, Type.ADDRESS, Type.ENTRIES})


@dataclass(slots=True)
class SheetRow:
    """One row: its values by column (what is empty is left out), the texts behind them, and its problems.

    `twin` is a row above it that says the same, word for word but for the key.
    """

    sheet: Sheet
    table: Table
    line: Line
    values: dict[str, Value]
    printed: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    twin: SheetRow | None = None

    def fault(self, column: str, error: CellError) -> None:
        """Note a problem of this row; nothing is made of it then."""
        self.problems.append(Problem(self.where(column), column, error.words, error.status, error.asks))

    def where(self, column: str) -> str:
        """The address of a cell of this row; empty where the file has no such column."""
        place = self.table.places.get(column)
        return "" if place is None else address(place, self.line.number, self.table.grid.name)

    def get(self, column: str) -> Value:
        return self.values.get(column)


@dataclass(slots=True)
class Table:
    """One sheet of a file: which kind it is, and where its columns are. `place` counts the tables of an import."""

    place: int
    sheet: Sheet
    grid: Grid
    places: dict[str, int]
    rows: list[SheetRow] = field(default_factory=list)

    @property
    def title(self) -> str:
        name = self.grid.file.name
        return f"{name}, sheet {self.grid.name}" if self.grid.name else name


def tables(files: Sequence[Sealed]) -> list[Table]:
    """Every sheet of every file with all its rows. Raises BadInputError for what is wrong with headers, all of it."""
    found: list[Table] = []
    for file in files:
        here = [grid for grid in grids(file) if grid.rows]
        if not here:
            raise BadInputError("There is no sheet with a header in this file.", file=file.name, line=1)
        for grid in here:
            table = _table(grid, len(found))
            table.rows = list(_rows(table))
            found.append(table)
    return found


def _table(grid: Grid, place: int) -> Table:
    line, cells = grid.rows[0]
    names = [cell.text.strip().strip("\ufeff") for cell in cells]
    sheet = _sheet(grid, names)
    places = {name: at for at, name in enumerate(names) if name}
    problems = [*_unknown(sheet, names), *_twice(names), *_missing(sheet, names)]
    if problems:
        where = [f"{address(at, line.number, grid.name)}: {words}" for at, words in sorted(problems)]
        raise BadInputError(" ".join(where), file=grid.file.name, line=line.number)
    return Table(place, sheet, grid, places)


def _sheet(grid: Grid, names: Sequence[str]) -> Sheet:
    """By the name of the sheet or of the file; else by its columns."""
    if grid.name and grid.name not in SHEETS and len(set(names) & {"key", "record"}) < 2:
        near = get_close_matches(grid.name, SHEETS, 1, 0.6)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise BadInputError(
            f"There is no kind of sheet “{grid.name[:40]}”; sheets are named {', '.join(SHEETS)}.{hint}",
            file=grid.file.name, line=1,
        )  # fmt: skip
    if len(names) == 1 and names[0].count(";") > 1:
        raise BadInputError(
            "The cells of this file are separated by semicolons. Save it as CSV with commas, or as XLSX.",
            file=grid.file.name,
            line=1,
        )
    stem = PurePath(grid.file.name).stem.lower()
    named = grid.name or next((name for name in sorted(SHEETS, key=len, reverse=True) if stem.startswith(name)), "")
    if named in SHEETS and set(names) & set(SHEETS[named].by_name):
        return SHEETS[named]
    known = {name: len(set(names) & set(sheet.by_name)) for name, sheet in SHEETS.items()}
    best = max(known, key=lambda name: (set(SHEETS[name].required) <= set(names), known[name]))
    if known[best] < 3:
        raise BadInputError(
            "The first row is not the header of a template: none of the templates has these columns. "
            "Take one from the page of templates, and keep its first row.",
            file=grid.file.name, line=1, column=names[0] if names else "",
        )  # fmt: skip
    return SHEETS[best]


def _unknown(sheet: Sheet, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for at, name in enumerate(names):
        if name and name not in sheet.by_name:
            near = get_close_matches(name.lower().replace(" ", "_"), sheet.by_name, 1, 0.6)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            yield at, f"The sheet of {sheet.name} has no column “{name[:60]}”; rename or remove it.{hint}"


def _twice(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for name, count in Counter(name for name in names if name).items():
        if count > 1:
            at = [place for place, one in enumerate(names) if one == name]
            yield at[1], f"Two columns are named “{name}”; the other is in {address(at[0], 1)}. Remove or rename one."


def _missing(sheet: Sheet, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for name in sheet.required:
        if name not in names:
            yield len(names), f"The column “{name}” is missing, which every row of {sheet.name} needs."


def _rows(table: Table) -> Iterator[SheetRow]:
    """All rows but the examples."""
    for line, cells in table.grid.rows[1:]:
        row = SheetRow(table.sheet, table, line, {}, {})
        for name, place in table.places.items():
            if place < len(cells):
                _read(row, table.sheet.by_name[name], cells[place])
        _beyond(row, table, cells)
        if not str(row.get("key") or "").startswith(EXAMPLE):
            yield row


def _read(row: SheetRow, column: Column, cell: GridCell) -> None:
    if cell.text.strip():
        row.printed[column.name] = cell.text.strip()
    try:
        if cell.wrong:
            raise CellError(cell.wrong)
        _refuse_conversions(column, cell)
        value = read(column, cell.text)
    except CellError as problem:
        row.fault(column.name, problem)
        return
    if value is not None:
        row.values[column.name] = value


def _refuse_conversions(column: Column, cell: GridCell) -> None:
    """What a spreadsheet made of a text by itself: a day of “MAR 1”, the number 1.1 of “1.10”."""
    if cell.is_day and column.form is not Type.DATE:
        raise CellError(
            f"A spreadsheet has made a day of this cell ({cell.text}). Format the column as text and write it again."
        )
    if cell.is_number and column.form in TEXTS and "." in cell.text:
        raise CellError(
            f"A spreadsheet has made a number of this cell ({cell.text}) and may have dropped digits. "
            "Format the column as text and write it again."
        )


def _beyond(row: SheetRow, table: Table, cells: Sequence[GridCell]) -> None:
    """Cells with something in them under no header: the row was moved, or a comma was not quoted."""
    width = len(table.grid.rows[0][1])
    named = set(table.places.values())
    for place, cell in enumerate(cells):
        if (cell.text.strip() or cell.wrong) and place not in named:
            where = address(place, row.line.number, table.grid.name)
            words = "This cell stands under no header; is a comma in this row not in quotation marks?"
            row.problems.append(Problem(where, "", words))
    if not table.grid.name and len(cells) < width and len(cells) > 1:
        where = address(len(cells), row.line.number)
        row.problems.append(Problem(where, "", f"The row ends after {len(cells)} of {width} cells: the file was cut."))
