"""Under the axis: what is not drawn, that order is not cause, what the bars mean, and whose picture it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from tracing.layout_text import text_width, wrap
from tracing.picture import Box, Text
from tracing.svg_caption import Caption
from tracing.svg_parts import add_text
from tracing.svg_style import QUIET
from tracing.timeline.axis import Axis, not_cause
from tracing.timeline.bars import Cap, Look, Segment, Span
from tracing.timeline.svg_bars import Paint, add_bar, add_reading

SIZE, ROW = 10.5, 17.0
SAMPLE, HEIGHT = 30.0, 10.0
START = 2.0
SAMPLE_PAINT = Paint(QUIET, "ax-sample")
READINGS, OWN = "readings", "own"
CLOSED = (Cap.CLOSED, Cap.CLOSED)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sample bar with its meaning; None: a word that is its own sample."""

    words: str
    look: Look | None
    caps: tuple[Cap, Cap] = CLOSED
    wide: float = SAMPLE
    is_reading: bool = False


def add_footer(parent: Element, axis: Axis, caption: Caption, y: float) -> float:
    """The y where it ends."""
    for note in axis.notes:
        for line in wrap(note, axis.width - 8, SIZE + 0.5, False, 3):
            y += ROW - 2
            add_text(parent, Text(START, y, line, "when", SIZE + 0.5, full=note))
    y += ROW + 3
    add_text(parent, Text(START, y, not_cause(), "verb", 12.5, True))
    y = _add_legend(parent, axis, y + ROW + 1) if axis.lanes else y
    for line in wrap(caption.line, axis.width - 8, SIZE, False, 4):
        y += ROW
        add_text(parent, Text(START, y, line, "credit", SIZE, full=caption.line))
    return y + 6


def _add_legend(parent: Element, axis: Axis, y: float) -> float:
    x = START
    for entry in _entries(axis):
        lead = entry.wide + 6 if entry.look or entry.is_reading else 0
        wide = lead + text_width(entry.words, SIZE, entry.look is None and not entry.is_reading) + 18
        if x > START and x + wide > axis.width:
            x, y = START, y + ROW
        _add_sample(parent, entry, x, y)
        is_bold = entry.look is None and not entry.is_reading
        add_text(parent, Text(x + lead, y, entry.words, "legend", SIZE, is_bold))
        x += wide
    return y


def _add_sample(parent: Element, entry: _Entry, x: float, y: float) -> None:
    if entry.is_reading:
        for place in range(2):
            add_reading(parent, Box(x + 6 * place, y - 7 + 4 * place, 10, 3), SAMPLE_PAINT)
    elif entry.look:
        span = Span((Segment(x, x + entry.wide, entry.look),), *entry.caps)
        add_bar(parent, span, y - 9, HEIGHT, SAMPLE_PAINT)


def _entries(axis: Axis) -> Iterator[_Entry]:
    """Only what occurs in this picture."""
    bars = [bar for lane in axis.lanes for bar in lane.bars]
    occurs: set[object] = {segment.look for bar in bars for segment in bar.span.segments}
    occurs |= {cap for bar in bars for cap in (bar.span.starts, bar.span.ends)}
    occurs |= {READINGS for bar in bars if bar.readings} | {OWN for bar in bars if bar.moment.is_own}
    return (entry for sign, entry in _known() if sign in occurs)


def _known() -> Iterator[tuple[object, _Entry]]:
    yield Look.LASTED, _Entry(_("solid outline: went on for so long"), Look.LASTED)
    yield Look.WITHIN, _Entry(_("dashed: some time within, the source says no more"), Look.WITHIN)
    yield Look.DOUBTFUL, _Entry(_("dotted: dated as “about” or uncertain"), Look.DOUBTFUL)
    yield Look.DAY, _Entry(_("on a known day"), Look.DAY, wide=5)
    yield Cap.OPEN, _Entry(_("point: no end, or no start, recorded"), Look.LASTED, (Cap.CLOSED, Cap.OPEN))
    yield Cap.BEYOND, _Entry(_("torn edge: reaches beyond the picture"), Look.LASTED, (Cap.BEYOND, Cap.CLOSED))
    yield (
        READINGS,
        _Entry(_("thin: each date that sources state; hairline: only mention"), None, wide=16, is_reading=True),
    )
    yield OWN, _Entry(_("Bold: records of the chain"), None)
