"""Where a cell stands, as spreadsheets write it, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from editorial.choices import RowStatus
from importers.pipeline.planning import Ask


def address(place: int, line: int, sheet: str = "") -> str:
    """`C7`, or `shipments!C7` where a workbook has several sheets; `place` counts columns from 0."""
    cell = f"{get_column_letter(place + 1)}{line}"
    return f"{sheet}!{cell}" if sheet else cell


class CellError(Exception):
    """What is wrong with the text of a cell, as a sentence; whoever knows the cell adds its address."""

    def __init__(self, words: str, status: RowStatus = RowStatus.ERROR, asks: tuple[Ask, ...] = ()) -> None:
        self.words = words
        self.status = status
        self.asks = asks
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a row. `where` is empty where it is about the row as a whole."""

    where: str
    column: str
    words: str
    status: RowStatus = RowStatus.ERROR
    asks: tuple[Ask, ...] = ()

    def __str__(self) -> str:
        place = " ".join(part for part in (self.where, f"({self.column})" if self.column else "") if part)
        return f"{place}: {self.words}" if place else self.words
