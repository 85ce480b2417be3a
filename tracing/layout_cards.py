"""What is written on a card and on an arrow, measured and placed from a corner at (0, 0)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracing.choices import STRENGTH_ORDER
from tracing.layout_graph import Edge, Vertex
from tracing.layout_text import cut, text_width, whole_word_size, wrap
from tracing.model import Link
from tracing.picture import Anchor, Box, Card, Dots, Label, Pill, Text
from tracing.steps import ArrowStep
from tracing.text import arrow_words, proof_words, sources_words

PAD = 10.0
BAR = 5.0
TOP_TO_LINE = 44.0
"""From a card's top edge to where arrows meet it."""
MIN_HEIGHT = 88.0
PILL = 12.0
ON_LINE = -15.0
"""Where the words of a gap start, so that they sit on its line."""
DOT, DOT_STEP = 3.2, 9.0


def _lines(text: str, width: float, size: float, bold: bool, most: int) -> list[tuple[str, str]]:
    """Wrapped lines, each with the whole text where something was cut."""
    shown = wrap(text, width, size, bold, most)
    whole = " ".join(text.split())
    is_cut = bool(shown) and shown[-1].endswith("…") and not whole.endswith("…")
    return [(line, whole if is_cut else "") for line in shown]


def card_at(vertex: Vertex, x: float, y: float, width: float, least: float = MIN_HEIGHT) -> Card:
    """A card with its kind, country, name and one line of detail."""
    node, inner = vertex.node, width - 2 * PAD
    country = cut(node.country, inner / 2, 9.5, True)
    left = inner - (text_width(country, 9.5, True) + 4 if country else 0)
    kind = str(node.kind.label).upper()
    texts = [Text(x + PAD, y + 23, cut(kind, left, 9.5), "kind", 9.5, full=str(node.kind.label))]
    if country:
        texts.append(Text(x + width - PAD, y + 23, country, "country", 9.5, True, "end", node.country))
    at = y + 42.0
    size = whole_word_size(node.label, inner, 14, True)
    for line, full in _lines(node.label, inner, size, True, 5):
        texts.append(Text(x + PAD, at, line, "name", size, True, full=full))
        at += 17.5
    for detail in filter(None, (node.sublabel, vertex.note)):
        for line, full in _lines(detail, inner, 11.5, False, 3):
            texts.append(Text(x + PAD, at, line, "detail", 11.5, full=full))
            at += 15
    return Card(node, Box(x, y, width, max(least, at - y - 3)), tuple(texts))


@dataclass(frozen=True, slots=True)
class Words:
    """What an arrow says, before it is placed."""

    verb: str
    when: str
    quantity: str
    counts: tuple[str, ...]
    strength: str
    marks: tuple[str, ...]
    is_gap: bool
    full: str


def words_of(edge: Edge) -> Words:
    """Collect the words of an arrow from its link (or from the maker's records)."""
    link = edge.link
    full = arrow_words(ArrowStep(edge.verb, link, edge.records))
    if link is None:
        return _opening_words(edge, full)
    if link.is_gap:
        return Words("", "", "", (), "", (), True, full)
    if not link.records:  # a roll-up: how the next record names the same thing or party, so nothing to count
        return Words(edge.verb, "", "", (), "", (), False, full)
    counts = (_kept_together(link.sources, link.origins), proof_words(link.lowest_rung))
    marks = (_dispute_mark(link),) if link.is_disputed else ()
    place = link.incident.label if link.incident and link.conflict else ""
    quantity = link.quantity_words or place
    return Words(edge.verb, link.when_words, quantity, counts, link.strength, marks, False, full)


def _opening_words(edge: Edge, full: str) -> Words:
    if not edge.records:
        return Words(edge.verb, "", "", (), "", (), False, full)
    sources = sum(record.sources for record in edge.records)
    counts = (_kept_together(sources, max(record.origins for record in edge.records)),)
    return Words(edge.verb, "", "", counts, strength_of(edge), (), False, full)


def strength_of(edge: Edge) -> str:
    """The word that dots and line width show; "" for what no record of its own carries."""
    if edge.link is not None:
        return edge.link.strength if edge.link.records and not edge.link.is_gap else ""
    known = [record.strength for record in edge.records if record.strength in STRENGTH_ORDER]
    return max(known, key=STRENGTH_ORDER.index, default="")


def _kept_together(sources: int, origins: int) -> str:
    """Breaks only after the comma."""
    words = sources_words(sources, origins).replace(" ", "\N{NO-BREAK SPACE}")
    return words.replace(",\N{NO-BREAK SPACE}", ", ")


def _dispute_mark(link: Link) -> str:
    number = len(link.disagreements)
    if not number:
        return _("≠ disputed")
    return ngettext("≠ %(number)d dispute", "≠ %(number)d disputes", number) % {"number": number}


def filled_dots(strength: str) -> int:
    """Four dots for established, none for ungraded."""
    return STRENGTH_ORDER.index(strength) if strength in STRENGTH_ORDER else 0


def line_width(edge: Edge) -> float:
    """Line width repeats what the dots say."""
    if edge.link is None and not edge.records:
        return 1.4
    return 1.4 + 0.7 * filled_dots(strength_of(edge))


class _Stack:
    """Lines set one under the other, all with one anchor."""

    def __init__(self, x: float, width: float, anchor: Anchor) -> None:
        self.x, self.width, self.anchor = x, width, anchor
        self.texts: list[Text] = []
        self.at = 0.0

    def add(self, text: str, role: str, size: float, bold: bool = False, most: int = 2) -> None:
        for line, full in _lines(text, self.width, size, bold, most):
            self.at += round(size * 1.28, 1)
            self.texts.append(Text(self.x, self.at, line, role, size, bold, self.anchor, full))

    def pill(self, text: str, role: str) -> Pill:
        shown = cut(text, self.width - PILL, 10.5, True)
        wide = min(self.width, text_width(shown, 10.5, True) + PILL)
        left = self.x - wide / 2 if self.anchor == "middle" else self.x
        self.at += 6
        box = Box(left, self.at, wide, 18)
        self.at += 18
        full = text if shown != text else ""
        return Pill(box, Text(left + wide / 2, box.y + 12.8, shown, role, 10.5, True, "middle", full))


def _dots(stack: _Stack, strength: str) -> Dots:
    stack.at += 14
    left = stack.x - 1.5 * DOT_STEP if stack.anchor == "middle" else stack.x + DOT
    return Dots(left, stack.at - 3, filled_dots(strength), strength)


def above_line(words: Words, x: float, width: float) -> list[Text]:
    """Verb and date; y runs from 0 at the top of the block."""
    stack = _Stack(x, width, "middle")
    stack.add(words.verb, "verb", 12.5, True)
    stack.add(words.when, "when", 11.5, most=5)
    return stack.texts


def below_line(words: Words, x: float, width: float) -> Label:
    """Quantity, strength, counts and marks; y runs from 0 at the line."""
    stack = _Stack(x, width, "middle")
    stack.at = ON_LINE if words.is_gap else 5.0
    return _finish(words, stack)


def beside_line(words: Words, x: float, width: float) -> Label:
    """Everything in one block to the right of a line that runs down."""
    stack = _Stack(x, width, "start")
    stack.add(words.verb, "verb", 13, True)
    stack.add(words.when, "when", 12)
    return _finish(replace(words, counts=(" · ".join(filter(None, words.counts)),)), stack)


def _finish(words: Words, stack: _Stack) -> Label:
    stack.add(words.quantity, "quantity", 11.5, most=6)
    dots = _dots(stack, words.strength) if words.strength else None
    for line in words.counts:
        stack.add(line, "counts", 10.5)
    pills = [stack.pill(_("no record"), "gap")] if words.is_gap else []
    pills += [stack.pill(mark, "mark") for mark in words.marks]
    left = stack.x - stack.width / 2 if stack.anchor == "middle" else stack.x
    return Label(Box(left, 0, stack.width, stack.at + 4), tuple(stack.texts), tuple(pills), dots)


def moved(label: Label, y: float, above: tuple[Text, ...] = ()) -> Label:
    """The label lowered by y; `above` texts are already placed and are put first."""
    texts = tuple(replace(text, y=text.y + y) for text in label.texts)
    pills = tuple(_moved_pill(pill, y) for pill in label.pills)
    dots = replace(label.dots, y=label.dots.y + y) if label.dots else None
    bottom = label.box.bottom + y
    tops = [t.y - t.size for t in (*above, *texts)] + [pill.box.y for pill in pills]
    box = Box(label.box.x, min(tops, default=y), label.box.width, bottom - min(tops, default=y))
    return Label(box, above + texts, pills, dots)


def _moved_pill(pill: Pill, y: float) -> Pill:
    return Pill(replace(pill.box, y=pill.box.y + y), replace(pill.text, y=pill.text.y + y))
