"""Moments in, geometry out: what the layouts hand to the SVG writer. Pure, without fonts or a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracing.picture import Box, Text
from tracing.timeline.bars import Span
from tracing.timeline.labels import Line, box_of
from tracing.timeline.moments import Lane, Moment
from tracing.timeline.scale import Scale, Tick


def not_cause() -> str:
    """Stands in every picture and over every table, whatever a page says around it."""
    return _("Order in time is not cause.")


@dataclass(frozen=True, slots=True)
class Bar:
    """One moment, placed: its bar, its words, and a thin bar for each date that sources state differently."""

    moment: Moment
    span: Span
    y: float
    height: float
    line: Line | None
    """Title and date beside or in the bar; a narrow picture has them over it, as `texts`."""
    texts: tuple[Text, ...] = ()
    readings: tuple[Box, ...] = ()

    @property
    def words(self) -> tuple[Box, ...]:
        """Where its words stand."""
        return (*((self.line.box,) if self.line else ()), *map(box_of, self.texts))

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Everything that it takes up: bar, words, thin bars."""
        bar = Box(self.span.left, self.y, self.span.right - self.span.left, self.height)
        return (bar, *self.words, *self.readings)

    def lowered(self, y: float) -> Bar:
        """The same further down."""
        return Bar(
            self.moment,
            self.span,
            round(self.y + y, 1),
            self.height,
            replace(self.line, y=round(self.line.y + y, 1)) if self.line else None,
            tuple(replace(text, y=round(text.y + y, 1)) for text in self.texts),
            tuple(replace(box, y=round(box.y + y, 1)) for box in self.readings),
        )


@dataclass(frozen=True, slots=True)
class LaneDrawn:
    """One kind of event from its top to its bottom; `texts` are its name, and a word where it is empty."""

    lane: Lane
    top: float
    bottom: float
    texts: tuple[Text, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The whole drawing; `notes` name what is not in it and why."""

    width: float
    height: float
    lanes: tuple[LaneDrawn, ...]
    ticks: tuple[Tick, ...]
    tick_rows: tuple[float, ...]
    """Where dates are written: under the lanes, and over them where there are many."""
    top: float
    floor: float
    title: str
    notes: tuple[str, ...]
    lines: tuple[str, ...]
    """The text equivalent: every moment."""


def notes_on(moments: Sequence[Moment], scale: Scale | None) -> tuple[str, ...]:
    """What is not drawn: undated, or all of it before or after the days that the picture shows."""
    if scale is None:
        nothing = _("Nothing around this chain has a recorded date, so there is no axis to draw.")
        return tuple(filter(None, (nothing, _undated(moments))))
    away = [one for one in moments if one.when.is_dated and not scale.shows(one.when)]
    earlier = [one for one in away if one.when.last and one.when.last.toordinal() < scale.start]
    later = [one for one in away if one not in earlier]
    return tuple(
        filter(
            None,
            (
                _undated(moments),
                _named(earlier, ngettext("Earlier (%(n)d): %(what)s", "Earlier (%(n)d): %(what)s", len(earlier))),
                _named(later, ngettext("Later (%(n)d): %(what)s", "Later (%(n)d): %(what)s", len(later))),
            ),
        )
    )


def _undated(moments: Iterable[Moment]) -> str:
    titles = [one.title for one in moments if not one.when.is_dated]
    words = ngettext(
        "Without a recorded date (%(n)d): %(what)s", "Without a recorded date (%(n)d): %(what)s", len(titles)
    )
    return words % {"n": len(titles), "what": "; ".join(titles)} if titles else ""


def _named(moments: Sequence[Moment], words: str) -> str:
    what = "; ".join(f"{one.title} ({one.when.brief})" for one in moments)
    return words % {"n": len(moments), "what": what} if moments else ""


def nothing_drawn(moments: Sequence[Moment]) -> str:
    """What an empty lane says: that is no claim that nothing happened."""
    return _("none within these dates") if moments else _("no record here")
