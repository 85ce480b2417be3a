"""When something was, as vague as its source: one moment somewhere within bounds, or a stretch that went on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.dates import PartialDate, Period, period_words


@dataclass(frozen=True, slots=True)
class When:
    """Use for every moment of a time axis; `lasts` tells how long something went on from how vague a date is."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    lasts: bool = False

    @classmethod
    def stretch(cls, start: PartialDate | None, end: PartialDate | None) -> When:
        """It went on from one date to the other, each as vague as its source; None: not recorded."""
        return cls(start, end, lasts=True)

    @classmethod
    def throughout(cls, written: PartialDate | None) -> When:
        """It went on through all of this date: "2020-09-27/2020-11-10" for a war."""
        if written is None:
            return cls()
        period = Period.of(written)
        return cls.stretch(period.start, period.end)

    @property
    def is_dated(self) -> bool:
        """True if any bound is known."""
        return self.first is not None or self.last is not None

    @property
    def first(self) -> date | None:
        """The first day that it can have been."""
        return self.start.earliest if self.start else None

    @property
    def last(self) -> date | None:
        """The last day that it can have been; None if that has no limit."""
        until = self.end if self.lasts else self.start
        return until.latest if until else None

    @property
    def sure(self) -> tuple[date, date | None] | None:
        """The days on which it went on in every reading; None as the second: no end is recorded.

        A side that its source marked as doubtful is relied on one written unit later (earlier), as in comparisons.
        """
        if not self.lasts or self.start is None or self.start.end is None:
            return None
        since = self.start.end.latest_to_rely_on
        if self.end is None:
            return since, None
        until = self.end.start.earliest_to_rely_on if self.end.start else None
        return (since, until) if until and since <= until else None

    @property
    def is_one_day(self) -> bool:
        """True if the very day is known."""
        return self.first is not None and self.first == self.last

    @property
    def doubtful(self) -> tuple[bool, bool]:
        """Whether the source marked its start, and its end, as approximate or uncertain."""
        sides = (self.start, self.end if self.lasts else self.start)
        start, end = (bool(side and (side.uncertain or side.approximate)) for side in sides)
        return start, end

    @property
    def edtf(self) -> str:
        """As recorded; two dates that are ranges themselves stand beside each other, as EDTF cannot nest them."""
        if not self.lasts or not (self.start or self.end):
            return self.start.edtf if self.start else ""
        sides = [side.edtf if side else ".." for side in (self.start, self.end)]
        is_nested = any(side and side.is_interval for side in (self.start, self.end))
        return " – ".join(sides) if is_nested else "/".join(sides)

    @property
    def words(self) -> str:
        """In full words; an open side is said."""
        if not self.is_dated:
            return _("date not recorded")
        if not self.lasts:
            return self.start.words() if self.start else ""
        if self.start and self.start == self.end and not self.start.is_interval:
            return self.start.words(period=True)
        words = period_words(self.start, self.end)
        if self.end is None:
            return _("%(when)s, no end recorded") % {"when": words}
        return _("%(when)s, start not recorded") % {"when": words} if self.start is None else words

    @property
    def brief(self) -> str:
        """The same with months cut to three letters, for labels."""
        words = self.words
        for name, short in _months(get_language()):
            words = words.replace(name, short)
        return words


@lru_cache(maxsize=32)
def _months(_language: str | None) -> tuple[tuple[str, str], ...]:
    """Month names with their short forms in the language that is active: looking them up costs more than to replace."""
    return tuple((str(name), str(MONTHS_3[number]).title()) for number, name in MONTHS.items())
