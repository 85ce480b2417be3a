"""Dates in cells: EDTF and nothing else. What can be read in two ways is refused with both readings, not guessed."""

from __future__ import annotations

import re
from datetime import date

from core.dates import PartialDate, PartialDateError
from editorial.choices import RowStatus
from importers.spreadsheets.addresses import CellError

NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)
SHORT_YEAR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[/. ](\d{1,2})[/. ](\d{1,2})|(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
# The days of 1932 to 2064 as spreadsheets count them; as a year they would lie far ahead.
DAY_NUMBER = re.compile(r"[1-5]\d{4}(?:\.\d+)?", re.ASCII)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MANGLED = re.compile(r"(?:\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d{2})", re.ASCII)


def read_date(text: str) -> str:
    """The EDTF text of a cell. Raises CellError with what to write instead."""
    if found := NUMBERS.fullmatch(text):
        raise _with_numbers(text, *map(int, found.groups()))
    if SHORT_YEAR.fullmatch(text):
        raise CellError(f"{text} has a year of two digits; write the day as 2020-10-19.", RowStatus.AMBIGUOUS_DATE)
    if DAY_NUMBER.fullmatch(text):
        raise CellError(
            f"{text} is the number under which a spreadsheet keeps a day, not a date. "
            "Format the column as text and write the date as 2020-10-19."
        )
    if MANGLED.fullmatch(text) and any(month in text.lower() for month in MONTHS):
        raise CellError(
            f"“{text}” was rewritten by a spreadsheet and may be a day or a month of a year; write 2020-10."
        )
    if (day := _year_first(text)) and text != day.isoformat():
        raise CellError(f"“{text}”: write {day.isoformat()}.")
    try:
        return PartialDate.parse(text).edtf
    except PartialDateError as problem:
        raise CellError(str(problem)) from problem


def _with_numbers(text: str, first: int, second: int, year: int) -> CellError:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first and month_first and day_first != month_first:
        return CellError(
            f"{text} can be {_words(day_first)} or {_words(month_first)}; "
            f"write {day_first.isoformat()} or {month_first.isoformat()}.",
            RowStatus.AMBIGUOUS_DATE,
        )
    day = day_first or month_first
    return CellError(
        f"{text} is not written as dates are here; write {day.isoformat()}." if day else f"{text} is no day."
    )


def _year_first(text: str) -> date | None:
    found = YEAR_FIRST.fullmatch(text)
    return _day(*(int(part) for part in found.groups() if part)) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _words(day: date) -> str:
    return f"{day.day} {day:%B}"
