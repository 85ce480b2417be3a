"""Dates as vague as their source: written in EDTF, compared in three values, read out in words.

A `PartialDate` is **one moment somewhere within its bounds**: "2020-05" is some time in May 2020, and so is a moment
"2020-10-19/2020-10-22" some time in those four days. A stretch of time (a permit's validity, a war) is a `Period`.

Marks (`?` uncertain, `~` approximate, `%` both) leave the bounds as written and never pad them with invented numbers.
Comparisons are more careful: an answer that rests on the edge of a marked date holds only if at least one whole unit
as written (day, month, year, decade) lies between; otherwise it is "cannot tell". So "2020-05~" is before July 2020,
while against June 2020 nobody can tell.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from core.date_parts import DatePart, read_part
from core.date_words import period_words, words_of
from core.truth import Truth

__all__ = ["PartialDate", "PartialDateError", "Period", "Truth", "period_words"]

OPEN = ".."
LONGEST = len("2020-10-19~/2020-10-22~")
ALLOWED = (
    "Write a year, month or day as 2020, 2020-05 or 2020-10-19; add ? if it is uncertain, ~ if approximate, % if both; "
    "write X for digits that are not known (202X, 2020-XX, 2020-10-XX); write a range as 2020-10-19/2020-10-22, "
    "and .. for an open end (2020-04-16/.. or ../2021-06). Years run from 1000 to 9999."
)


class PartialDateError(ValueError):
    """Raised for text that is no partial date; its message is a sentence to show to the editor."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Use for every date that a source gives: `PartialDate.parse("2020-05")`; equal if written alike.

    `start` and `end` are its written sides: the same for a single date, None for an open end.
    """

    edtf: str
    start: DatePart | None = field(compare=False, repr=False)
    end: DatePart | None = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Use to read EDTF text; raises PartialDateError with a sentence that says what is allowed."""
        return _parse(text.strip())

    @classmethod
    def of_day(cls, day: date) -> "PartialDate":
        """Use to compare a partial date with an exact day, such as today."""
        return _parse(day.isoformat())

    @property
    def earliest(self) -> date | None:
        """The first day it can have been; None if it has no first day."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> date | None:
        """The last day it can have been; None if it has no last day."""
        return self.end.latest if self.end else None

    @property
    def uncertain(self) -> bool:
        """True if the source marks it, or one side of it, as uncertain."""
        return any(part.uncertain for part in (self.start, self.end) if part)

    @property
    def approximate(self) -> bool:
        """True if the source marks it, or one side of it, as approximate."""
        return any(part.approximate for part in (self.start, self.end) if part)

    @property
    def is_interval(self) -> bool:
        """True if it is written with a slash."""
        return "/" in self.edtf

    def words(self, period: bool = False) -> str:
        """Use to show it: "some time in May 2020"; with `period=True` as a stretch: "from 2008 to 2009"."""
        return words_of(self.start, self.end, period=period, interval=self.is_interval)

    def __str__(self) -> str:
        return self.edtf

    def before(self, other: "PartialDate") -> Truth:
        """Use to ask if it was on an earlier day than the other."""
        return Truth.of(
            certainly=_first(other) > _last(self),
            possibly=_first(self) < _last(other),
        )

    def after(self, other: "PartialDate") -> Truth:
        """Use to ask if it was on a later day than the other."""
        return other.before(self)

    def overlaps(self, other: "PartialDate") -> Truth:
        """Use to ask if both were on the same day (one of before, overlaps and after is always so)."""
        return Truth.of(
            certainly=_first(self) == _last(self) == _first(other) == _last(other),
            possibly=_first(self) <= _last(other) and _first(other) <= _last(self),
        )

    def within(self, other: "PartialDate") -> Truth:
        """Use to ask if it fell within the other, read as a stretch of time."""
        return Period.of(other).contains(self)


@dataclass(frozen=True, slots=True)
class Period:
    """Use for a stretch of time whose start and end are each as vague as their source.

    None is an open end: it goes on without limit, as far as is recorded. For "ended, nobody recorded when", give an end
    that says so, such as PartialDate.parse("2020-10-05/.."): the answers are then "cannot tell" after that day.
    """

    start: PartialDate | None
    end: PartialDate | None

    @classmethod
    def of(cls, written: PartialDate) -> "Period":
        """Use to read a partial date as a stretch: "2020" is the whole year, "2020-05/.." goes on from May 2020.

        Unspecified digits and marks name no whole unit: "2020-XX" is some month of 2020, and we cannot tell which.
        """
        if written.is_interval:
            return cls(_moment(written.start), _moment(written.end))
        part = written.start
        if part is None or part.unspecified or part.doubtful:
            return cls(written, written)
        return cls(PartialDate.of_day(part.earliest), PartialDate.of_day(part.latest))

    def contains(self, moment: PartialDate) -> Truth:
        """Use to ask if something happened during it, its first and last day included."""
        started = Truth.YES if self.start is None else ~moment.before(self.start)
        not_ended = Truth.YES if self.end is None else ~self.end.before(moment)
        return started & not_ended

    def overlaps(self, other: "Period") -> Truth:
        """Use to ask if there was a day on which both went on."""
        return _not_over_before(self, other) & _not_over_before(other, self)

    def words(self) -> str:
        """Use to show it: "from 27 September to 10 November 2020"."""
        return period_words(self.start, self.end)


def _not_over_before(one: Period, other: Period) -> Truth:
    if one.end is None or other.start is None:
        return Truth.YES
    return ~one.end.before(other.start)


def _moment(part: DatePart | None) -> PartialDate | None:
    return _parse(part.text) if part else None


def _first(moment: PartialDate) -> date:
    return moment.start.earliest_to_rely_on if moment.start else date.min


def _last(moment: PartialDate) -> date:
    return moment.end.latest_to_rely_on if moment.end else date.max


@lru_cache(maxsize=65536)
def _parse(text: str) -> PartialDate:
    if len(text) > LONGEST:
        raise PartialDateError(f"This text is too long for a date. {ALLOWED}")
    sides = text.split("/")
    if len(sides) > 2 or sides in ([OPEN], [OPEN, OPEN]):
        raise PartialDateError(f"“{text}” is not a date that can be recorded. {ALLOWED}")
    start, end = (_side(side, text) for side in (sides[0], sides[-1]))
    if start and end and start.earliest > end.latest:
        raise PartialDateError(f"“{text}” ends before it starts. Write the earlier date first.")
    return PartialDate(text, start, end)


def _side(text: str, whole: str) -> DatePart | None:
    if text == OPEN:
        return None
    part = read_part(text)
    if part is None:
        raise PartialDateError(f"“{whole}” is not a date that can be recorded. {ALLOWED}")
    return part
