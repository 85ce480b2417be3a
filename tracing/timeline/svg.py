"""A time axis as SVG: inline on a page, or as a file that carries everything with it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from tracing.layout_text import text_width
from tracing.picture import Text
from tracing.svg import FRAME, finished, page_address
from tracing.svg_caption import Caption, add_heading
from tracing.svg_parts import add, add_text, add_words, clean, number
from tracing.svg_style import FONT, PAPER, QUIET
from tracing.timeline.axis import Axis, Bar
from tracing.timeline.labels import SIZE, SPACE, Line
from tracing.timeline.moments import Lane
from tracing.timeline.scale import Tick
from tracing.timeline.svg_bars import Paint, add_bar, add_reading
from tracing.timeline.svg_legend import add_footer
from tracing.timeline.svg_style import AXIS_STYLE, COLOURS, GRID

TICK_SIZE = 10.5


def axis_inline(axis: Axis, caption: Caption, ident: str = "axis") -> str:
    """For a page, with the table below it: classes of axis.css colour it, its bars are links."""
    root = _root(axis, ident, "group", _("The table under the picture has every moment as a row, with its sources."))
    bottom = _draw(add(root, "g"), axis, base="")
    bottom = add_footer(root, axis, caption, bottom)
    return finished(root, axis.width, bottom)


def axis_file(axis: Axis, caption: Caption, base: str = "") -> str:
    """For a file: title, date, address, credit, colours and every moment in words inside; links only with a `base`."""
    root = _root(axis, "axis", "img", "\n".join((axis.title, *axis.lines)))
    add_words(root, "style", AXIS_STYLE)
    add(root, "rect", width="100%", height="100%", fill=PAPER, class_="ch-paper")
    head = add(root, "g", transform=f"translate({number(FRAME)} {number(FRAME)})")
    top = add_heading(head, caption, axis.width)
    body = add(root, "g", transform=f"translate({number(FRAME)} {number(FRAME + top)})")
    bottom = _draw(body, axis, base or None)
    bottom = add_footer(body, axis, caption, bottom)
    return finished(root, axis.width + 2 * FRAME, bottom + top + 2 * FRAME)


def _root(axis: Axis, ident: str, role: str, description: str) -> Element:
    """A file is one image. Inline it holds links, and an image role would hide those from screen readers."""
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": role, "class": "chain-picture axis-picture"})
    root.set("aria-labelledby", f"{ident}-title")
    root.set("aria-describedby", f"{ident}-desc")
    root.set("font-family", FONT)
    add_words(root, "title", _("Time axis: %(chain)s") % {"chain": axis.title}, f"{ident}-title")
    add_words(root, "desc", description, f"{ident}-desc")
    return root


def _draw(parent: Element, axis: Axis, base: str | None) -> float:
    for tick in axis.ticks:
        _add_tick(parent, axis, tick)
    for lane in axis.lanes:
        _add_rule(parent, axis, lane.top)
        group = add(parent, "g", class_="ax-lane")
        for text in lane.texts:
            add_text(group, text)
        for bar in lane.bars:
            _add_moment(group, bar, lane.lane, base)
    if axis.lanes:
        _add_rule(parent, axis, axis.floor)
    return axis.height


def _add_tick(parent: Element, axis: Axis, tick: Tick) -> None:
    line = f"M{number(tick.x)} {number(axis.top)} V{number(axis.floor)}"
    add(parent, "path", d=line, stroke=GRID, stroke_width=1.1 if tick.is_year else 0.6, class_="ax-grid")
    half = text_width(tick.label, TICK_SIZE, tick.is_year) / 2
    x = round(min(max(tick.x, half), axis.width - half), 1)
    for y in axis.tick_rows:
        add_text(parent, Text(x, y, tick.label, "when", TICK_SIZE, tick.is_year, "middle"))


def _add_rule(parent: Element, axis: Axis, y: float) -> None:
    add(parent, "path", d=f"M0 {number(y)} H{number(axis.width)}", stroke=GRID, stroke_width=0.8, class_="ax-rule")


def _add_moment(parent: Element, bar: Bar, lane: Lane, base: str | None) -> None:
    """A bar with its words, linked to its record; its title is the whole in one line."""
    href = page_address(bar.moment.url, base)
    group = add(parent, "a", href=href, class_="ax-moment") if href else add(parent, "g", class_="ax-moment")
    add_words(group, "title", bar.moment.line)
    paint = Paint(COLOURS[lane], f"ax-{lane.value}")
    add_bar(group, bar.span, bar.y, bar.height, paint)
    for box in bar.readings:
        add_reading(group, box, paint)
    if bar.line:
        _add_line(group, bar.line)
    for text in bar.texts:
        add_text(group, text)


def _add_line(parent: Element, line: Line) -> None:
    """Title, then the date in a quieter tone, in one line of text."""
    title = Text(line.x, line.y, line.title, "verb" if line.is_bold else "quantity", SIZE, line.is_bold, line.anchor)
    text = add_text(parent, title)
    date = SubElement(text, "tspan", {"class": "ch-when", "fill": QUIET, "dx": number(SPACE), "font-weight": "400"})
    date.text = clean(line.date)
