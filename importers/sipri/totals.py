"""SIPRI's own tables of imports and exports by country and year, and whether our sums give the same.

A yearly value is the delivery's, never the deal's: putting a deal's TIV on each of its years inflates the world's total
four and a half times, and splitting it evenly is wrong for more than half of the deals that take several years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from importers.errors import BadInputError
from importers.reading.lines import read_lines
from importers.reading.sealing import UTF8, WINDOWS, Sealed
from importers.reading.tables import find_header, rows
from importers.sipri.deals import Deal
from importers.sipri.trade_register import YEAR, tiv

Cell = tuple[str, int]
Sums = Mapping[Cell, Decimal]
# What SIPRI rounds away.
ROUNDING = Decimal("0.5")
ENCODINGS = (UTF8, WINDOWS)
SIDES = {"Recipient": "recipient", "Exports by": "supplier"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of SIPRI's table that our sum does not give."""

    country: str
    year: int
    printed: Decimal | None
    summed: Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """One of SIPRI's tables. `side` is what it sums by: “recipient” or “supplier”. An empty cell is not in it."""

    side: str
    cells: Sums
    years: tuple[int, ...]


def read_table(file: Sealed) -> Table:
    """Read a table of import or export values. “0” means more than none, up to half a million TIV."""
    lines = read_lines(file)
    for side, attribute in SIDES.items():
        try:
            header = find_header(lines, side, file.name)
        except BadInputError:
            lines = read_lines(file)
            continue
        years = {name: int(name) for name in header.columns if YEAR.fullmatch(name)}
        cells = {
            (row[side], year): value
            for row in rows(lines, header, file.name)
            if not row[side].startswith("Total")
            for name, year in years.items()
            if (value := tiv(row, row[name], name)) is not None
        }
        return Table(attribute, cells, tuple(years.values()))
    raise BadInputError("This is no table of import or export values.", file=file.name, line=1)


def sums(deals: Iterable[Deal], side: str) -> Sums:
    """What was delivered by recipient or supplier and year; years without a value of their own are left out."""
    found: dict[Cell, Decimal] = defaultdict(Decimal)
    for deal in deals:
        for one in deal.years:
            if one.tiv is not None:
                found[getattr(deal, side), one.year] += one.tiv
    return found


def differences(table: Table, summed: Sums) -> list[Difference]:
    """The cells in which the two differ by more than rounding; a cell that only one of them has is one, too."""
    ours = {cell for cell in summed if cell[1] in table.years}
    return [
        Difference(*cell, table.cells.get(cell), summed.get(cell))
        for cell in sorted(ours | table.cells.keys())
        if cell not in ours or cell not in table.cells or abs(table.cells[cell] - summed[cell]) > ROUNDING
    ]
