"""Cards, arrows and labels as SVG elements; ElementTree escapes whatever a name contains."""

from __future__ import annotations

import re
from math import hypot
from xml.etree.ElementTree import Element, SubElement

from tracing.choices import LinkKind
from tracing.layout_cards import BAR, DOT, DOT_STEP
from tracing.picture import Arrow, Box, Card, Dots, Pill, Point, Policy, Text
from tracing.svg_style import ACCENTS, INK, LINE, PAPER, TEXT_FILL, WARN, WARN_FILL, WARN_LINE

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_RADIUS = 6.0

# No two kinds share a pattern with the same head, so that a black-and-white print can be read.
DASHES = {
    LinkKind.AUTHORISED: "10 4",
    LinkKind.PRODUCED_UNDER_LICENCE: "12 3 3 3",
    LinkKind.RECORDED_AS: "2 3",
    LinkKind.SAME_TYPE: "7 3 2 3",
    LinkKind.NO_RECORD: "5 6",
}
HOLLOW = {LinkKind.AUTHORISED, LinkKind.RECORDED_AS, LinkKind.SAME_TYPE, LinkKind.NO_RECORD}
"""Hollow heads: nothing recorded says that the thing itself moved."""


def clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def number(value: float) -> str:
    """A coordinate, short and always written the same way."""
    return f"{value:.1f}".removesuffix(".0")


def add(parent: Element, tag: str, **attributes: str | float) -> Element:
    """A child element; `class_` and `font_size` become class and font-size."""
    named = {
        key.rstrip("_").replace("_", "-"): number(value) if isinstance(value, (int, float)) else clean(value)
        for key, value in attributes.items()
    }
    return SubElement(parent, tag, named)


def add_words(parent: Element, tag: str, words: str, ident: str = "") -> Element:
    """A title, description or style: an element that is all text."""
    child = SubElement(parent, tag, {"id": ident} if ident else {})
    child.text = clean(words)
    return child


def add_box(parent: Element, box: Box, **attributes: str | float) -> Element:
    return add(parent, "rect", x=box.x, y=box.y, width=box.width, height=box.height, **attributes)


def add_text(parent: Element, text: Text) -> Element:
    """One line; what was cut off is in its title."""
    extra: dict[str, str | float] = {"font_weight": "650"} if text.bold else {}
    if text.anchor != "start":
        extra["text_anchor"] = text.anchor
    if _RIGHT_TO_LEFT.search(text.text):
        extra["unicode_bidi"] = "plaintext"
    fill = TEXT_FILL.get(text.role, INK)
    place = {"x": text.x, "y": text.y, "font_size": text.size}
    line = add(parent, "text", **place, fill=fill, class_=f"ch-{text.role}", **extra)
    if text.full and text.full != text.text:
        add_words(line, "title", text.full).tail = clean(text.text)
    else:
        line.text = clean(text.text)
    return line


def add_card(parent: Element, card: Card, href: str) -> None:
    """A card: a bar in the accent of its kind, and the kind in words."""
    group = add(parent, "a", href=href, class_="ch-card") if href else add(parent, "g", class_="ch-card")
    if card.node.label:
        add_words(group, "title", f"{card.node.label} ({str(card.node.kind.label).lower()})")
    family = card.node.kind.family
    add_box(group, card.box, rx=7, fill=PAPER, stroke=LINE, class_="ch-box")
    bar = Box(card.box.x, card.box.y, card.box.width, BAR)
    add_box(group, bar, rx=2.5, fill=ACCENTS[family], class_=f"ch-bar ch-{family}")
    for text in card.texts:
        add_text(group, text)


def _toward(start: Point, end: Point, length: float) -> Point:
    whole = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    part = min(length, whole / 2) / whole
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def line_path(points: tuple[Point, ...]) -> str:
    """A path through the points with rounded corners."""
    parts = [f"M{_at(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        parts.append(f"L{_at(_toward(corner, before, _RADIUS))}")
        parts.append(f"Q{_at(corner)} {_at(_toward(corner, after, _RADIUS))}")
    return " ".join([*parts, f"L{_at(points[-1])}"])


def head_path(points: tuple[Point, ...]) -> str:
    """The triangle at the end of an arrow, pointing the way its last stretch goes."""
    (x0, y0), (x, y) = points[-2], points[-1]
    length = hypot(x - x0, y - y0) or 1.0
    dx, dy = (x - x0) / length, (y - y0) / length
    base_x, base_y = x - 9 * dx, y - 9 * dy
    left, right = (base_x - 5 * dy, base_y + 5 * dx), (base_x + 5 * dy, base_y - 5 * dx)
    return f"M{_at(left)} L{_at((x, y))} L{_at(right)} Z"


def add_line(parent: Element, points: tuple[Point, ...], kind: LinkKind | None, width: float) -> None:
    """Line and head: dash and head say the kind, width repeats the strength."""
    gap = kind == LinkKind.NO_RECORD
    stroke = WARN if gap else INK
    dash = {"stroke_dasharray": DASHES[kind]} if kind and kind in DASHES else {}
    names = "ch-line ch-line-gap" if gap else "ch-line"
    (x0, y0), end = points[-2], points[-1]
    shaft = (*points[:-1], _toward(end, (x0, y0), 8))
    add(parent, "path", d=line_path(shaft), fill="none", stroke=stroke, stroke_width=width, class_=names, **dash)
    hollow = kind in HOLLOW
    shape = "ch-head-gap" if gap else "ch-head-open" if hollow else "ch-head"
    fill = PAPER if hollow else stroke
    add(parent, "path", d=head_path(points), fill=fill, stroke=stroke, stroke_width=1.4, class_=shape)
    if kind == LinkKind.BUILT_IN:
        x, y = points[0]
        add(parent, "circle", cx=x, cy=y, r=4, fill=stroke, stroke=stroke, class_="ch-head")


def add_dots(parent: Element, dots: Dots) -> None:
    """Strength as four dots, with the word as a title."""
    group = add(parent, "g", class_="ch-dots")
    add_words(group, "title", f"strength: {dots.word}")
    for index in range(4):
        full = index < dots.filled
        names = "ch-dot ch-dot-full" if full else "ch-dot"
        place = {"cx": dots.x + index * DOT_STEP, "cy": dots.y, "r": DOT}
        add(group, "circle", **place, fill=INK if full else "none", stroke=INK, class_=names)


def add_leader(parent: Element, leader: tuple[Point, Point]) -> None:
    """A thin line from a rail to the words that belong to it."""
    start, end = leader
    path = f"M{_at(start)} L{_at(end)}"
    add(parent, "path", d=path, fill="none", stroke=INK, stroke_width=0.8, class_="ch-line")
    add(parent, "circle", cx=start[0], cy=start[1], r=3, fill=INK, stroke=INK, class_="ch-dot-full")


def add_pill(parent: Element, pill: Pill) -> None:
    add_box(parent, pill.box, rx=9, fill=WARN_FILL, stroke=WARN_LINE, class_="ch-pill")
    add_text(parent, pill.text)


def add_arrow(parent: Element, arrow: Arrow, href: str) -> None:
    """An arrow with all that is written on it, linked to its record; its title is the whole in one line."""
    group = add(parent, "g", class_="ch-arrow")
    add_words(group, "title", arrow.words)
    add_line(group, arrow.points, arrow.kind, arrow.width)
    if arrow.leader:
        add_leader(group, arrow.leader)
    words = add(group, "a", href=href, class_="ch-record") if href else group
    for text in arrow.label.texts:
        add_text(words, text)
    if arrow.label.dots:
        add_dots(group, arrow.label.dots)
    for pill in arrow.label.pills:
        add_pill(group, pill)


def add_policy(parent: Element, policy: Policy, href: str) -> None:
    """What was in force at a step: amber where a reader should look, dashed and grey where nothing is recorded."""
    note = policy.note
    group = add(parent, "a", href=href, class_="ch-policy-link") if href else add(parent, "g")
    add_words(group, "title", note.full or note.head)
    if note.is_flag:
        add_box(group, policy.box, rx=4, fill=WARN_FILL, stroke=WARN_LINE, class_="ch-pill")
    else:
        dash = {"stroke_dasharray": "3 3"} if note.is_quiet else {}
        add_box(group, policy.box, rx=4, fill=PAPER, stroke=LINE, class_="ch-box", **dash)
    for text in policy.texts:
        add_text(group, text)
