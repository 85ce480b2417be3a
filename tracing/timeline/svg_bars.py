"""Bars as SVG paths: outline, dash and ends say what a bar means; colour only repeats the lane."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tracing.picture import Box
from tracing.svg_parts import add, add_box, number
from tracing.timeline.bars import Cap, Look, Span
from tracing.timeline.svg_style import TINT

DASHES = {Look.WITHIN: "5 3", Look.DOUBTFUL: "1.5 2.5"}
OPACITY = {Look.DAY: 1.0, Look.LASTED: TINT}
TIP = 6.0


@dataclass(frozen=True, slots=True)
class Paint:
    """The colour of a lane, as a value for files and as a class for pages."""

    colour: str
    name: str


def add_bar(parent: Element, span: Span, y: float, height: float, paint: Paint) -> None:
    """A bar as wide as its span; inner sides, where one look meets the next, stay open."""
    last = len(span.segments) - 1
    for place, segment in enumerate(span.segments):
        caps = (span.starts if place == 0 else None, span.ends if place == last else None)
        box = Box(segment.left, y, segment.right - segment.left, height)
        _add_segment(parent, segment.look, caps, box, paint)


def _add_segment(parent: Element, look: Look, caps: tuple[Cap | None, Cap | None], box: Box, paint: Paint) -> None:
    common = {"fill": paint.colour, "stroke": paint.colour, "class_": f"ax-{look.value} {paint.name}"}
    if look in OPACITY:
        area = f"{_left_side(box, caps[0])} {_right_side(box, caps[1])} Z"
        add(parent, "path", d=area, **common, fill_opacity=f"{OPACITY[look]:g}", stroke_opacity="0")
    dash = {"stroke_dasharray": DASHES[look]} if look in DASHES else {}
    add(parent, "path", d=_outline(box, *caps), **common, fill_opacity="0", stroke_width="1.5", **dash)


def _outline(box: Box, starts: Cap | None, ends: Cap | None) -> str:
    """The lines to draw: an inner side has none."""
    top = f"M{_at(_inset(box, starts), box.y)} L{_at(_right_inset(box, ends), box.y)}"
    foot = f"M{_at(_inset(box, starts), box.bottom)} L{_at(_right_inset(box, ends), box.bottom)}"
    left = _left_side(box, starts) if starts else ""
    right = f"M{_right_side(box, ends)[1:]}" if ends else ""
    return " ".join(filter(None, (top, foot, left, right)))


def _tip(box: Box) -> float:
    return min(TIP, box.width / 2)


def _inset(box: Box, cap: Cap | None) -> float:
    return box.x + (_tip(box) if cap is Cap.OPEN else 0)


def _right_inset(box: Box, cap: Cap | None) -> float:
    return box.right - (_tip(box) if cap is Cap.OPEN else 0)


def _left_side(box: Box, cap: Cap | None) -> str:
    """From the foot up to the top."""
    middle, tip = box.y + box.height / 2, _tip(box)
    if cap is Cap.OPEN:
        points = [(box.x + tip, box.bottom), (box.x, middle), (box.x + tip, box.y)]
    elif cap is Cap.BEYOND:
        points = [(box.x + x, box.bottom - box.height * n / 4) for n, x in enumerate(_torn(tip))]
    else:
        points = [(box.x, box.bottom), (box.x, box.y)]
    return "M" + " L".join(_at(*point) for point in points)


def _right_side(box: Box, cap: Cap | None) -> str:
    """From the top down to the foot."""
    middle, tip = box.y + box.height / 2, _tip(box)
    if cap is Cap.OPEN:
        points = [(box.right - tip, box.y), (box.right, middle), (box.right - tip, box.bottom)]
    elif cap is Cap.BEYOND:
        points = [(box.right - x, box.y + box.height * n / 4) for n, x in enumerate(_torn(tip))]
    else:
        points = [(box.right, box.y), (box.right, box.bottom)]
    return "L" + " L".join(_at(*point) for point in points)


def _torn(tip: float) -> tuple[float, ...]:
    return (0, tip * 0.75, 0, tip * 0.75, 0)


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def add_reading(parent: Element, box: Box, paint: Paint) -> None:
    """A thin bar: a date that some source states."""
    add_box(parent, box, fill=paint.colour, class_=f"ax-reading {paint.name}")
