"""From days to places on the axis: which days a picture shows, and where its ticks stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as date_format

from tracing.timeline.moments import Moment, Part
from tracing.timeline.when import When

NEAR, FAR = 120, 1100
"""What stands beside a chain is shown up to a third of the chain's span away, within these limits in days."""
LEAST_PAD, PAD = 20, 0.04
DAYS_A_MONTH = 30.44
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)
"""Months between ticks."""
LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis; `is_year` where a year begins."""

    x: float
    label: str
    is_year: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Days as ordinals, from `start` up to but not including `end`, spread over `left` to `right`."""

    start: int
    end: int
    left: float
    right: float

    def x(self, day: int) -> float:
        """Where this day begins; days outside stand at the edge."""
        share = (min(max(day, self.start), self.end) - self.start) / (self.end - self.start)
        return round(self.left + share * (self.right - self.left), 1)

    def shows(self, when: When) -> bool:
        """True if some day on which it can have been is in the picture."""
        if not when.is_dated:
            return False
        begins = when.first is None or when.first.toordinal() < self.end
        return begins and (when.last is None or when.last.toordinal() >= self.start)

    def ticks(self, room: float) -> Iterator[Tick]:
        """As many as leave each `room`; the first says its year."""
        per_day = (self.right - self.left) / (self.end - self.start)
        step = next((months for months in STEPS if months * DAYS_A_MONTH * per_day >= room), STEPS[-1])
        is_first = True
        for day in _days(step, self.start, self.end):
            is_year = day.month == 1
            label = str(day.year) if is_year else date_format(day, "M Y" if is_first else "M")
            yield Tick(self.x(day.toordinal()), label, is_year)
            is_first = False


def _days(step: int, start: int, end: int) -> Iterator[date]:
    """The first days of every so many months that lie inside, none of them at the very edge."""
    first, last = date.fromordinal(start), date.fromordinal(min(end, date.max.toordinal()))
    month = first.year * 12 + first.month - 1
    month += -month % step
    while month // 12 <= min(last.year, LAST_YEAR):
        day = date(month // 12, month % 12 + 1, 1)
        if start < day.toordinal() < end:
            yield day
        month += step


def make_scale(moments: Sequence[Moment], left: float, right: float) -> Scale | None:
    """The chain's own days with room for what is near; None where nothing is dated.

    What lies far away, as a request of 1992 does from a war of 2020, must not squeeze these days into nothing: it
    comes in from the edge if it went on, and is listed if it did not.
    """
    own = list(_known_days(moment for moment in moments if moment.part != Part.BESIDE))
    every = list(_known_days(moments))
    if not every:
        return None
    begin, end = min(own or every), max(own or every) + 1
    room = min(max((end - begin) // 3, NEAR), FAR)
    inside = [day for day in every if begin - room <= day < end + room]
    pad = max(int((max(inside) - min(inside)) * PAD), LEAST_PAD)
    start, stop = max(min(inside) - pad, 1), min(max(inside) + 1 + pad, date.max.toordinal())
    return Scale(start, stop, left, right)


def _known_days(moments: Iterable[Moment]) -> Iterator[int]:
    return (day.toordinal() for one in moments for day in (one.when.first, one.when.last) if day is not None)
