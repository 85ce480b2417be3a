"""A table with a header: found by its names, columns read by name, each cell able to say where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from importers.errors import BadInputError
from importers.reading.lines import Line

# SIPRI writes eleven lines above its header; nobody writes fifty.
LINES_ABOVE_HEADER = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `row["Supplier"]` is the trimmed text; `row.fault("Supplier", "…")` is the error that names the cell."""

    file: str
    line: Line
    columns: dict[str, int]

    def __getitem__(self, column: str) -> str:
        return self.line.cells[self.columns[column]].strip()

    def get(self, column: str) -> str:
        """As `row[column]`, for columns that some releases do not have."""
        return self[column] if column in self.columns else ""

    def fault(self, column: str, problem: str) -> BadInputError:
        return BadInputError(problem, file=self.file, line=self.line.number, column=column)

    def whole(self, column: str) -> int:
        """A whole number that is not below zero."""
        text = self[column]
        if not (text.isascii() and text.isdigit() and len(text) <= 12):
            raise self.fault(column, f"“{text[:40]}” is not a whole number.")
        return int(text)

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """One of the values that the register uses."""
        text, known = self[column], tuple(allowed)
        if text not in known:
            raise self.fault(column, f"“{text[:40]}” is none of: {', '.join(repr(one) for one in known)}.")
        return text


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table and what stands above it."""

    line: Line
    above: tuple[str, ...]
    columns: dict[str, int]


def find_header(lines: Iterator[Line], first: str, file: str) -> Header:
    """Use to move `lines` to just below the header: the line that has a cell named `first`."""
    above: list[str] = []
    for line in islice(lines, LINES_ABOVE_HEADER):
        names = [cell.strip().strip("\ufeff") for cell in line.cells]
        if first in names:
            return Header(line, tuple(above), _columns(names, line, file))
        above.append(line.raw)
    raise BadInputError(
        f"No line among the first {LINES_ABOVE_HEADER} is a header with a column “{first}”. "
        "Is this the file of that register?",
        file=file,
        line=1,
        column=first,
    )


def require(header: Header, columns: Iterable[str], file: str) -> None:
    """Use after `find_header`: name the first column that is missing."""
    for name in columns:
        if name not in header.columns:
            raise BadInputError(
                f"The header has no column “{name}”. Is this the file of that register?",
                file=file,
                line=header.line.number,
                column=name,
            )


def rows(lines: Iterable[Line], header: Header, file: str) -> Iterator[Row]:
    """The rows below the header. Blank lines are left out; any other width than the header's is refused."""
    width = len(header.line.cells)
    for line in lines:
        if not any(cell.strip() for cell in line.cells):
            continue
        if len(line.cells) != width:
            raise BadInputError(
                f"This line has {len(line.cells)} cells and the header has {width}. "
                "If it is the last line, the file was cut: get it again.",
                file=file,
                line=line.number,
                column=_last_name(header, len(line.cells)),
            )
        row = Row(file, line, header.columns)
        _refuse_formulas(row)
        yield row


def _columns(names: list[str], line: Line, file: str) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        if name and name in columns:
            raise BadInputError(
                f"Two columns are named “{name}” ({columns[name] + 1} and {place + 1}). Remove or rename one.",
                file=file,
                line=line.number,
                column=name,
            )
        columns.setdefault(name, place)
    columns.pop("", None)
    return columns


def _refuse_formulas(row: Row) -> None:
    if "=" not in row.line.raw:
        return
    for name, place in row.columns.items():
        if row.line.cells[place].lstrip().startswith("="):
            raise row.fault(name, "This cell is a formula. Save the sheet with its values.")


def _last_name(header: Header, width: int) -> str:
    names = [cell.strip() for cell in header.line.cells]
    return names[min(width, len(names)) - 1]
