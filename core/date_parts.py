"""One side of a partial date: `2020`, `2020-05`, `2020-10-19`, `202X`, `2020-XX`, with a mark `?`, `~` or `%`.

Written by hand and not on top of the `edtf` parser: that one takes 3 to 9 milliseconds a date (measured, edtf 5.0.2),
so that a page of 300 dates would take seconds; it refuses `2019-02-XX/..`, and gives a float for an open end.
It is the reference in the property tests: where both read a text, they give the same bounds.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

SHAPE = re.compile(
    r"(?P<year>[1-9][0-9](?:[0-9]{2}|[0-9]X|XX))"
    r"(?:-(?P<month>XX|0[1-9]|1[0-2])(?:-(?P<day>XX|0[1-9]|[12][0-9]|3[01]))?)?"
    r"(?P<mark>[?~%]?)",
    re.ASCII,
)
LAST_DAY = date.max  # 9999-12-31: years have four digits


class Unit(Enum):
    """How finely a date is written; the value is its length in months (0 for a day)."""

    DAY = 0
    MONTH = 1
    YEAR = 12
    DECADE = 120
    CENTURY = 1200


@dataclass(frozen=True, slots=True)
class DatePart:
    """Use for one written date: its digits, how fine they are, and the first and last day they allow."""

    text: str
    unit: Unit
    earliest: date
    latest: date
    uncertain: bool
    approximate: bool
    unspecified: bool

    @property
    def doubtful(self) -> bool:
        """True if the source itself marked the date as uncertain or approximate."""
        return self.uncertain or self.approximate

    @property
    def earliest_to_rely_on(self) -> date:
        """Use in comparisons: one written unit before the first day if the date is doubtful, else that day."""
        return _shifted(self.earliest, self.unit, -1) if self.doubtful else self.earliest

    @property
    def latest_to_rely_on(self) -> date:
        """Use in comparisons: one written unit after the last day if the date is doubtful, else that day."""
        if not self.doubtful or self.latest == LAST_DAY:
            return self.latest
        return _shifted(self.latest + timedelta(days=1), self.unit, 1) - timedelta(days=1)


@lru_cache(maxsize=65536)
def read_part(text: str) -> DatePart | None:
    """Use to read one side of a partial date; None if it is not written in the accepted way or no such day exists."""
    match = SHAPE.fullmatch(text)
    if match is None or ("X" in match["year"] and match["month"]):
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if month == "XX" and day not in (None, "XX"):
        return None
    bounds = _bounds(year, month, day)
    if bounds is None:
        return None
    return DatePart(
        text,
        _unit(year, month, day),
        *bounds,
        uncertain=match["mark"] in ("?", "%"),
        approximate=match["mark"] in ("~", "%"),
        unspecified="X" in text,
    )


def _unit(year: str, month: str | None, day: str | None) -> Unit:
    if "X" in year:
        return Unit.CENTURY if year.endswith("XX") else Unit.DECADE
    if month in (None, "XX"):
        return Unit.YEAR
    return Unit.MONTH if day in (None, "XX") else Unit.DAY


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date] | None:
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None or month == "XX":
        return date(first_year, 1, 1), date(last_year, 12, 31)
    last_day = monthrange(first_year, int(month))[1]
    if day is None or day == "XX":
        return date(first_year, int(month), 1), date(first_year, int(month), last_day)
    if int(day) > last_day:
        return None
    exact = date(first_year, int(month), int(day))
    return exact, exact


def _shifted(day: date, unit: Unit, steps: int) -> date:
    """Whole units earlier or later; a day of a month or year is its first one, so every month has it."""
    if unit is Unit.DAY:
        return day + timedelta(days=steps)
    months = day.year * 12 + day.month - 1 + steps * unit.value
    year, month = divmod(months, 12)
    return date(year, month + 1, day.day) if year <= LAST_DAY.year else LAST_DAY
