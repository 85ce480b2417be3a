"""Lanes from left to right, their names in a column at the left: the axis for desks and paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracing.layout_text import cut, text_width, wrap
from tracing.picture import Box, Text
from tracing.timeline.axis import Axis, Bar, LaneDrawn, notes_on, nothing_drawn
from tracing.timeline.bars import Span, span_on, thin_bars
from tracing.timeline.labels import INSET, SIZE, SPACE, Place, full_width, inside, line_in, stated_words
from tracing.timeline.moments import Lane, Moment
from tracing.timeline.scale import Scale, make_scale

LEFT, RIGHT_EDGE = 112.0, 2.0
ROW, BAR, GAP = 23.0, 16.0, 9.0
BASE = 12.0
"""From a bar's top to the base of the words in it."""
TICK_ROOM, TICK_HEIGHT = 60.0, 20.0
MANY_ROWS = 14
"""From here on the dates stand over the lanes too."""
READING_SIZE, LEAST_STATED = 10.5, 160.0


def across(moments: Sequence[Moment], width: float, title: str) -> Axis:
    """Place the moments on a canvas of this width; the height follows."""
    scale = make_scale(moments, LEFT, width - RIGHT_EDGE)
    notes, lines = notes_on(moments, scale), tuple(one.line for one in moments)
    if scale is None:
        return Axis(width, 0, (), (), (), 0, 0, title, notes, lines)
    packed = {lane: _packed([one for one in moments if one.lane == lane], scale) for lane in Lane}
    many = sum(len(rows) for rows in packed.values()) >= MANY_ROWS
    top = TICK_HEIGHT if many else 2.0
    lanes, y = [], top + GAP / 2
    for lane, rows in packed.items():
        of_lane = [one for one in moments if one.lane == lane]
        drawn = _lane(lane, rows, y, nothing_drawn(of_lane))
        lanes.append(drawn)
        y = drawn.bottom
    floor = y
    tick_rows = (TICK_HEIGHT - 7, floor + 14) if many else (floor + 14,)
    ticks = tuple(scale.ticks(TICK_ROOM))
    return Axis(width, floor + TICK_HEIGHT, tuple(lanes), ticks, tick_rows, top, floor, title, notes, lines)


def _lane(lane: Lane, rows: list[list[Bar]], top: float, empty: str) -> LaneDrawn:
    bars, y = [], top + GAP / 2
    for row in rows:
        bars += [bar.lowered(y) for bar in sorted(row, key=_begin)]
        y += max(_height(bar) for bar in row)
    name = wrap(str(lane.label), LEFT - 12, SIZE, True, 2)
    texts = [Text(2, top + GAP / 2 + BASE + n * 14, line, "when", SIZE, True) for n, line in enumerate(name)]
    if not rows:
        y += ROW
        texts.append(Text(LEFT + INSET, top + GAP / 2 + BASE, empty, "when", SIZE))
    return LaneDrawn(lane, top, max(y, top + GAP + 14 * len(name)) + GAP / 2, tuple(texts), tuple(bars))


def _begin(bar: Bar) -> float:
    return min(box.x for box in bar.boxes)


def _finish(bar: Bar) -> float:
    return max(box.right for box in bar.boxes)


def _height(bar: Bar) -> float:
    """Of its row, from a bar that is still at the top."""
    return max(box.bottom for box in bar.boxes) - BAR + ROW + (2 if bar.readings else 0)


def _packed(moments: Iterable[Moment], scale: Scale) -> list[list[Bar]]:
    """Each bar in the first row in which neither it nor its words meet another."""
    rows: list[list[Bar]] = []
    bars = [_bar(one, scale) for one in moments if scale.shows(one.when)]
    for bar in sorted(bars, key=lambda bar: (bar.span.left, _begin(bar))):
        free = next((row for row in rows if _finish(row[-1]) + SPACE < _begin(bar)), None)
        if free is None:
            rows.append([bar])
        else:
            free.append(bar)
    return rows


def _bar(moment: Moment, scale: Scale) -> Bar:
    span = span_on(scale, moment.when)
    line = line_in(moment, _label_place(moment, span, scale), BASE)
    readings = thin_bars(moment, scale, BAR + 3)
    texts = (_stated(moment, scale, readings),) if readings else ()
    return Bar(moment, span, 0, BAR, line, texts, readings)


def _label_place(moment: Moment, span: Span, scale: Scale) -> Place:
    """In the bar if there is room, else after it, else before it; where none will do, in the roomiest, cut."""
    needs = full_width(moment)
    after = Place(span.right + SPACE, scale.right - span.right - SPACE)
    before = Place(span.left - SPACE, span.left - SPACE - scale.left, "end")
    places = (inside(span), after, before)
    return next((one for one in places if one.width >= needs), max(places, key=lambda one: one.width))


def _stated(moment: Moment, scale: Scale, thin: Sequence[Box]) -> Text:
    """The dates of the thin bars in words: after them, before them, or under them where they fill the picture."""
    words, y = stated_words(moment), thin[0].y + 9
    left, right = min(box.x for box in thin), max(box.right for box in thin)
    before, after = left - SPACE - scale.left, scale.right - right - SPACE
    needs = min(text_width(words, READING_SIZE), LEAST_STATED)
    if max(before, after) < needs:
        y, shown = max(box.bottom for box in thin) + READING_SIZE, cut(words, scale.right - scale.left, READING_SIZE)
        return Text(scale.left, round(y, 1), shown, "when", READING_SIZE, full=words)
    if after >= min(text_width(words, READING_SIZE), before):
        return Text(round(right + SPACE, 1), y, cut(words, after, READING_SIZE), "when", READING_SIZE, full=words)
    shown = cut(words, before, READING_SIZE)
    return Text(round(left - SPACE, 1), y, shown, "when", READING_SIZE, anchor="end", full=words)
