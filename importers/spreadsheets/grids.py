"""Files as grids of cells: a CSV is one grid, a workbook one for each sheet. An error of a cell stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from importers.errors import BadInputError
from importers.reading.lines import MOST_LINES, Line, read_lines
from importers.reading.sealing import Sealed
from importers.reading.spreadsheet import MOST_COLUMNS, UNREADABLE, damaged, refuse_bombs
from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.cells import unguarded

README, WORDS = "Read me", "Words"
MARK = "Armstrace spreadsheet"
EXACT_DIGITS = 10**15
WRONG = {
    "f": "This cell is a formula. Save the sheet with its values.",
    "e": "This cell holds an error of the spreadsheet instead of a value.",
}


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its text, or what is wrong with it. `is_day` where the workbook holds a day and not its text."""

    text: str = ""
    wrong: str = ""
    is_day: bool = False
    is_number: bool = False


@dataclass(slots=True)
class Grid:
    """One sheet: `name` is empty for CSV. The first row is the header."""

    file: Sealed
    name: str
    rows: list[tuple[Line, Sequence[GridCell]]] = field(default_factory=list)


def grids(file: Sealed) -> list[Grid]:
    """Every sheet of a file that has rows; the sheets that explain are passed over."""
    if not file.is_spreadsheet:
        grid = Grid(file, "", [(line, [_of_text(cell) for cell in line.cells]) for line in read_lines(file)])
        return [replace(grid, rows=[row for row in grid.rows if any(cell.text or cell.wrong for cell in row[1])])]
    refuse_bombs(file)
    try:
        book = load_workbook(file.path, read_only=True, data_only=False, keep_links=False)
        found = [
            Grid(file, sheet.title, list(_rows(sheet, file)))
            for sheet in book.worksheets
            if sheet.title not in (README, WORDS)
        ]
        book.close()
    except BadInputError:
        raise
    except UNREADABLE as problem:
        raise damaged(file) from problem
    return [grid for grid in found if grid.rows]


def _rows(sheet: Any, file: Sealed) -> Iterator[tuple[Line, Sequence[GridCell]]]:
    for count, row in enumerate(sheet.iter_rows(), start=1):
        if len(row) > MOST_COLUMNS or count > MOST_LINES:
            raise BadInputError(f"The sheet “{sheet.title}” has too many rows or columns.", file=file.name, line=count)
        cells = [_of_cell(cell) for cell in row]
        if any(cell.text or cell.wrong for cell in cells):
            texts = tuple(cell.text for cell in cells)
            yield Line(count, " | ".join(texts), texts), cells


def _of_text(text: str) -> GridCell:
    try:
        return GridCell(unguarded(text))
    except CellError as problem:
        return GridCell(text, problem.words)


def _of_cell(cell: Any) -> GridCell:
    value = cell.value
    if value is None:
        return GridCell()
    if cell.data_type in WRONG:
        return GridCell(str(value), WRONG[cell.data_type])
    if isinstance(value, bool):
        return GridCell("yes" if value else "no")
    if isinstance(value, datetime | date | time):
        return _of_day(value)
    if isinstance(value, int | float):
        return _of_number(value)
    return GridCell(str(value).replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _of_day(value: datetime | date | time) -> GridCell:
    if isinstance(value, time) or (isinstance(value, datetime) and value.time() != time()):
        return GridCell(str(value), "This cell has a time of day; write the day alone, as text: 2020-10-19.")
    return GridCell(value.isoformat()[:10], is_day=True)


def _of_number(value: float) -> GridCell:
    if abs(value) >= EXACT_DIGITS:
        return GridCell(
            f"{value:.0f}",
            "This is a number of more than 15 digits, of which a spreadsheet keeps no more. "
            "Format the column as text and write the number again from its source.",
        )
    return GridCell(str(int(value)) if float(value).is_integer() else repr(value), is_number=True)
