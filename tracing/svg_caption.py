"""What a picture says about itself: title, date, address, credit, and a key to its lines and dots."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from tracing.choices import STRENGTH_ORDER, LinkKind
from tracing.layout_text import text_width, wrap
from tracing.picture import Dots, Picture, Text
from tracing.svg_parts import add_dots, add_line, add_text

SIZE = 10.5
ROW = 17.0
START = 6.0
NARROW_HEADING = 500.0
SAMPLE = 40.0
"""Room for a dot row or a sample line before its word."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Travels inside the picture, so that it survives being pasted into an article."""

    title: str
    date: str = ""
    address: str = ""
    credit: str = "Armstrace"

    @property
    def line(self) -> str:
        parts = (self.credit, self.address, _("as recorded on %(date)s") % {"date": self.date} if self.date else "")
        return " · ".join(part for part in parts if part)


def add_heading(parent: Element, caption: Caption, width: float) -> float:
    """The title over the picture; the height it took."""
    y = 0.0
    for line in wrap(caption.title, width - 8, 19, True, 3 if width > NARROW_HEADING else 9):
        y += 25
        add_text(parent, Text(2, y, line, "heading", 19, True, full=caption.title))
    return y + 18


def _key(picture: Picture) -> list[tuple[LinkKind | str, str]]:
    """Strengths and link kinds that occur here, each with its word."""
    strengths = {arrow.label.dots.word for arrow in picture.arrows if arrow.label.dots}
    kinds = {arrow.kind for arrow in picture.arrows if arrow.kind}
    items: list[tuple[LinkKind | str, str]] = [(s, s) for s in reversed(STRENGTH_ORDER) if s in strengths]
    return items + [(kind, kind.verb) for kind in LinkKind if kind in kinds]


def _add_item(parent: Element, item: LinkKind | str, word: str, x: float, y: float) -> None:
    if isinstance(item, LinkKind):
        add_line(parent, ((x, y - 3.5), (x + 32, y - 3.5)), item, 1.8)
    else:
        add_dots(parent, Dots(x + 3.2, y - 3.5, STRENGTH_ORDER.index(item), item))
    add_text(parent, Text(x + SAMPLE, y, word, "legend", SIZE))


def add_footer(parent: Element, picture: Picture, caption: Caption, y: float) -> float:
    """Notes, key and credit under the picture; the y where it ends."""
    for note in picture.notes:
        for line in wrap(note, picture.width - 8, 12.5, True, 4):
            y += 18
            add_text(parent, Text(2, y, line, "mark", 12.5, True))
    x, y = START, y + ROW + 6
    for item, word in _key(picture):
        wide = SAMPLE + text_width(word, SIZE) + 20
        if x > START and x + wide > picture.width:
            x, y = START, y + ROW
        _add_item(parent, item, word, x, y)
        x += wide
    for line in wrap(caption.line, picture.width - 8, SIZE, False, 4):
        y += ROW
        add_text(parent, Text(2, y, line, "credit", SIZE, full=caption.line))
    return y + 6
