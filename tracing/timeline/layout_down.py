"""One moment under the other, its words over its bar: the axis for a phone."""

from __future__ import annotations

from collections.abc import Sequence

from tracing.layout_text import wrap
from tracing.picture import Text
from tracing.timeline.axis import Axis, Bar, LaneDrawn, notes_on, nothing_drawn
from tracing.timeline.bars import span_on, thin_bars
from tracing.timeline.labels import date_words, stated_words
from tracing.timeline.moments import Lane, Moment
from tracing.timeline.scale import Scale, make_scale

MARGIN = 2.0
TITLE, DATE, LINE = 12.5, 11.0, 15.5
BAR, GAP, LANE_GAP = 11.0, 13.0, 10.0
HEADING = 20.0
TICK_ROOM, TICK_HEIGHT = 54.0, 20.0


def down(moments: Sequence[Moment], width: float, title: str) -> Axis:
    """Place the moments in one column of this width; the height follows."""
    scale = make_scale(moments, MARGIN, width - MARGIN)
    notes, lines = notes_on(moments, scale), tuple(one.line for one in moments)
    if scale is None:
        return Axis(width, 0, (), (), (), 0, 0, title, notes, lines)
    lanes, y = [], TICK_HEIGHT
    for lane in Lane:
        lanes.append(_lane([one for one in moments if one.lane == lane], lane, scale, y))
        y = lanes[-1].bottom
    ticks = tuple(scale.ticks(TICK_ROOM))
    return Axis(
        width, y + TICK_HEIGHT, tuple(lanes), ticks, (TICK_HEIGHT - 7, y + 14), TICK_HEIGHT, y, title, notes, lines
    )


def _lane(moments: Sequence[Moment], lane: Lane, scale: Scale, top: float) -> LaneDrawn:
    shown = [one for one in moments if scale.shows(one.when)]
    y = top + LANE_GAP + 11
    heading = [Text(MARGIN, y, str(lane.label), "when", TITLE, True)]
    if not shown:
        y += HEADING - 3
        heading.append(Text(MARGIN, y, nothing_drawn(moments), "when", DATE))
        return LaneDrawn(lane, top, y + LANE_GAP, tuple(heading), ())
    y += 7
    bars = []
    for moment in shown:
        bar = _bar(moment, scale, y)
        bars.append(bar)
        y = max(box.bottom for box in bar.boxes) + GAP
    return LaneDrawn(lane, top, y, tuple(heading), tuple(bars))


def _bar(moment: Moment, scale: Scale, y: float) -> Bar:
    room = scale.right - scale.left - 2
    role = "verb" if moment.is_own else "quantity"
    texts = []
    for line in wrap(moment.title, room, TITLE, moment.is_own, 2):
        y += LINE
        texts.append(Text(MARGIN, y, line, role, TITLE, moment.is_own, full=moment.title))
    for words in filter(None, (date_words(moment), stated_words(moment))):
        for line in wrap(words, room, DATE, False, 2):
            y += LINE - 1
            texts.append(Text(MARGIN, y, line, "when", DATE, full=words))
    y += 6
    readings = thin_bars(moment, scale, y + BAR + 3)
    return Bar(moment, span_on(scale, moment.when), y, BAR, None, tuple(texts), readings)
