"""Value objects of a time axis: no database, safe to build by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import PartialDate
from tracing.text import sources_words
from tracing.timeline.when import When

UNDATED = When()


class Lane(TextChoices):
    """One kind of event, in the order of the lanes."""

    MEASURES = "measures", gettext_lazy("Measures")
    PERMITS = "permits", gettext_lazy("Permits")
    CONTACTS = "contacts", gettext_lazy("Contacts and meetings")
    MOVEMENT = "movement", gettext_lazy("Movement")
    INCIDENTS = "incidents", gettext_lazy("Incidents")


class Part(TextChoices):
    """How a moment stands to the chain."""

    CHAIN = "chain", gettext_lazy("record of the chain")
    RIVAL = "rival", gettext_lazy("rival reading")
    BESIDE = "beside", gettext_lazy("beside the chain")


@dataclass(frozen=True, slots=True)
class Reading:
    """A date that sources state for a moment, where they state different ones."""

    when: PartialDate
    stated_by: tuple[str, ...] = ()
    only_mentioned: bool = False
    of_the_end: bool = False
    """It is the end of a stretch that they date differently, not its start."""

    @property
    def words(self) -> str:
        """The date, and of which end of a stretch it is."""
        words = self.when.words()
        return _("ended %(when)s") % {"when": words} if self.of_the_end else words

    @property
    def brief(self) -> str:
        """The same for labels."""
        words = When(self.when).brief
        return _("ended %(when)s") % {"when": words} if self.of_the_end else words


@dataclass(frozen=True, slots=True)
class Moment:
    """One record on the time axis, and one row of the table beside it."""

    lane: Lane
    title: str
    when: When = UNDATED
    url: str = ""
    part: Part = Part.BESIDE
    sources: int = 0
    origins: int = 0
    readings: tuple[Reading, ...] = ()

    @property
    def is_own(self) -> bool:
        """True for records that carry the chain itself."""
        return self.part == Part.CHAIN

    @property
    def part_words(self) -> str:
        """ "rival reading"; "" for what only stands beside the chain."""
        return "" if self.part == Part.BESIDE else str(self.part.label)

    @property
    def sources_words(self) -> str:
        """ "5 sources, 4 origins"; "" where none are counted."""
        return sources_words(self.sources, self.origins) if self.sources else ""

    @property
    def line(self) -> str:
        """Everything in one line, for titles and for readers without the picture."""
        readings = _(" or ").join(one.words for one in self.readings)
        stated = _("sources state %(dates)s") % {"dates": readings} if readings else ""
        parts = (f"{self.title}: {self.when.words}", stated, self.part_words, self.sources_words)
        return " · ".join(part for part in parts if part)


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """By the first possible day, or the last where the first is open; what has no date comes last."""
    return sorted(moments, key=lambda one: (one.when.first or one.when.last or date.max, not one.is_own))
