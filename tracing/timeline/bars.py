"""A moment as a bar: wide as its source is vague, solid where it went on, dashed where nobody knows just when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tracing.picture import Box
from tracing.timeline.moments import Moment
from tracing.timeline.scale import Scale
from tracing.timeline.when import When

NARROWEST = 5.0
READING, HAIRLINE, READING_STEP = 3.0, 1.0, 4.0
MOST_READINGS = 6


class Look(Enum):
    """How a stretch of a bar is drawn. No two are alike without colour."""

    LASTED = "lasted"
    DAY = "day"
    WITHIN = "within"
    DOUBTFUL = "doubtful"


class Cap(Enum):
    """How a bar ends."""

    CLOSED = "closed"
    OPEN = "open"
    """Nothing is recorded of where it ends."""
    BEYOND = "beyond"
    """It ends on a known day outside the picture."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar with one look."""

    left: float
    right: float
    look: Look


@dataclass(frozen=True, slots=True)
class Span:
    """A whole bar on the axis, before it has a row."""

    segments: tuple[Segment, ...]
    starts: Cap
    ends: Cap

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right

    @property
    def core(self) -> Segment:
        """Its widest stretch, in which a label finds room."""
        return max(self.segments, key=lambda one: one.right - one.left)


def span_on(scale: Scale, when: When) -> Span:
    """The bar of something that the scale shows."""
    starts = _cap(when.first, when.first is not None and when.first.toordinal() < scale.start)
    ends = _cap(when.last, when.last is not None and when.last.toordinal() >= scale.end)
    left = scale.x(when.first.toordinal() if when.first else scale.start)
    right = scale.x(when.last.toordinal() + 1 if when.last else scale.end)
    if right - left < NARROWEST:
        left, right = _widened(scale, left)
        return Span((Segment(left, right, _narrow_look(when)),), starts, ends)
    return Span(tuple(_segments(scale, when, left, right)), starts, ends)


def _cap(day: date | None, is_outside: bool) -> Cap:
    if day is None:
        return Cap.OPEN
    return Cap.BEYOND if is_outside else Cap.CLOSED


def _widened(scale: Scale, left: float) -> tuple[float, float]:
    """Wide enough to be seen, and still in the picture."""
    left = round(min(left, scale.right - NARROWEST), 1)
    return left, round(left + NARROWEST, 1)


def _narrow_look(when: When) -> Look:
    if any(when.doubtful):
        return Look.DOUBTFUL
    if when.is_one_day:
        return Look.DAY
    return Look.LASTED if when.sure else Look.WITHIN


def _segments(scale: Scale, when: When, left: float, right: float) -> list[Segment]:
    vague_start, vague_end = (Look.DOUBTFUL if marked else Look.WITHIN for marked in when.doubtful)
    if when.sure is None:
        exact = Look.DAY if when.is_one_day and vague_start is Look.WITHIN else vague_start
        return [Segment(left, right, exact)]
    begin, until = when.sure
    sure_left = scale.x(begin.toordinal())
    sure_right = scale.x(until.toordinal() + 1) if until else right
    parts = (
        Segment(left, sure_left, vague_start),
        Segment(sure_left, sure_right, Look.LASTED),
        Segment(sure_right, right, vague_end),
    )
    return [part for part in parts if part.right > part.left]


def thin_bars(moment: Moment, scale: Scale, y: float) -> tuple[Box, ...]:
    """One for each date that sources state, a step lower each so that neighbouring days stay apart."""
    shown = [reading for reading in moment.readings if scale.shows(When(reading.when))][:MOST_READINGS]
    boxes = []
    for place, reading in enumerate(shown):
        span = span_on(scale, When(reading.when))
        thickness = HAIRLINE if reading.only_mentioned else READING
        boxes.append(Box(span.left, y + place * READING_STEP, round(span.right - span.left, 1), thickness))
    return tuple(boxes)
