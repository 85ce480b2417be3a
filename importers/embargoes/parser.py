"""Reads SIPRI's archive of embargoes, whose days have years of two digits and whose issuer has no column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from importers.reading.lines import read_lines
from importers.reading.sealing import Sealed
from importers.reading.tables import Row, find_header, require, rows

COLUMNS = ("Target", "Entry into force", "Suspended", "Lifted", "Establishing document")
DAY = re.compile(r"\d{1,2}-[A-Z][a-z]{2}-\d\d")
# The archive is of 2021 and none of its days lies after it: “66” is 1966, whatever a computer's pivot says.
LATEST = 2021


@dataclass(frozen=True, slots=True)
class Embargo:
    """One row of the archive."""

    target: str
    began: date
    suspended: date | None
    lifted: date | None
    document: str


def embargoes(file: Sealed) -> Iterator[tuple[Row, Embargo]]:
    """Every row of the file; rows of commas only are left out. Raises BadInputError with line and column."""
    lines = read_lines(file)
    header = find_header(lines, "Entry into force", file.name)
    require(header, COLUMNS, file.name)
    for row in rows(lines, header, file.name):
        yield row, _embargo(row)


def _embargo(row: Row) -> Embargo:
    began = _day(row, "Entry into force")
    if began is None:
        raise row.fault("Entry into force", "This cell is empty.")
    return Embargo(
        target=_text(row, "Target"),
        began=began,
        suspended=_day(row, "Suspended"),
        lifted=_day(row, "Lifted"),
        document=_text(row, "Establishing document"),
    )


def _text(row: Row, column: str) -> str:
    text = row[column]
    if not text or len(text) > 200:
        raise row.fault(column, "This cell is empty." if not text else "This cell has more than 200 characters.")
    return text


def _day(row: Row, column: str) -> date | None:
    text = row[column]
    if not text:
        return None
    try:
        if not DAY.fullmatch(text):
            raise ValueError(text)
        day = datetime.strptime(text, "%d-%b-%y").date()  # noqa: DTZ007  # a day as printed, without a zone
        return day.replace(year=day.year - 100) if day.year > LATEST else day
    except ValueError:
        raise row.fault(column, f"“{text[:40]}” is not a day such as 29-Jul-93.") from None
