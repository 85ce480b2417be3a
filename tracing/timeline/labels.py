"""The words of a bar, measured and cut: title first, its date always whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracing.layout_text import cut, text_width
from tracing.picture import Anchor, Box, Text
from tracing.timeline.bars import Cap, Span
from tracing.timeline.moments import Moment

SIZE = 11.5
SPACE = 7.0
"""Between title and date, and between a bar and its words."""
INSET, CLEAR = 6.0, 5.0
LONGEST = 560.0
LEAST_TITLE = 90.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where words go: from x on, or up to x."""

    x: float
    width: float
    anchor: Anchor = "start"


def full_width(moment: Moment) -> float:
    """What title and date need side by side."""
    title = text_width(moment.title, SIZE, moment.is_own)
    return min(title + SPACE + text_width(date_words(moment), SIZE), LONGEST)


@dataclass(frozen=True, slots=True)
class Line:
    """Title and date as one line of text, so that real fonts leave no hole between the two."""

    x: float
    y: float
    title: str
    date: str
    is_bold: bool
    anchor: Anchor = "start"

    @property
    def width(self) -> float:
        """What it needs at most."""
        return text_width(self.title, SIZE, self.is_bold) + SPACE + text_width(self.date, SIZE)

    @property
    def box(self) -> Box:
        """Where it stands."""
        left = self.x if self.anchor == "start" else self.x - self.width
        return Box(left, self.y - SIZE * 0.8, self.width, SIZE)


def line_in(moment: Moment, place: Place, y: float) -> Line:
    """Title and date on one line within the place."""
    date = cut(date_words(moment), max(place.width - LEAST_TITLE, LEAST_TITLE), SIZE)
    title = cut(moment.title, max(place.width - text_width(date, SIZE) - SPACE, 0), SIZE, moment.is_own)
    return Line(round(place.x, 1), y, title, date, moment.is_own, place.anchor)


def inside(span: Span) -> Place:
    """The room in a bar's widest stretch, clear of a point or a torn edge."""
    core = span.core
    left = core.left + INSET + (CLEAR if core is span.segments[0] and span.starts is not Cap.CLOSED else 0)
    right = core.right - INSET - (CLEAR if core is span.segments[-1] and span.ends is not Cap.CLOSED else 0)
    return Place(left, right - left)


def date_words(moment: Moment) -> str:
    """Its date, and how it stands to the chain where that is worth a word."""
    part = "" if moment.is_own else moment.part_words
    return " · ".join(filter(None, (moment.when.brief, part)))


def stated_words(moment: Moment) -> str:
    """The dates that sources state, where they differ; then those that they only mention."""
    parts = (
        (_("stated: %(dates)s"), [one.brief for one in moment.readings if not one.only_mentioned]),
        (_("mentioned: %(dates)s"), [one.brief for one in moment.readings if one.only_mentioned]),
    )
    return "; ".join(words % {"dates": _(" or ").join(dates)} for words, dates in parts if dates)


def box_of(text: Text) -> Box:
    """Where a line of text stands at most."""
    width = text_width(text.text, text.size, text.bold)
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    return Box(left, text.y - text.size * 0.8, width, text.size)
