"""Boxes under the arrows of the first chain: what was in force at each step. Two lines at most, then the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tracing.layout_graph import Edge
from tracing.layout_text import cut, text_width
from tracing.picture import Anchor, Box, Policy, Text
from tracing.policy import PolicyNote

WIDEST, APART = 210.0, 8.0
PAD, LINE, SIZE = 7.0, 14.0, 10.5
HEADING = 20.0
"""Room over the boxes of an across picture for the name of the row."""
TOP = 10.0


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """The notes by link of the first chain; empty: the picture has no such row."""

    notes: Mapping[int, PolicyNote] = field(default_factory=dict)

    def note(self, edge: Edge) -> PolicyNote | None:
        """What belongs under this arrow; rivals and other routes have none."""
        link = next((link for chain, link in edge.carries if chain == 0), None)
        return self.notes.get(link) if link is not None else None

    def height(self, edge: Edge) -> float:
        """Of its box; 0 where there is none."""
        note = self.note(edge)
        return box_height(note) if note else 0.0

    def heading(self, x: float, y: float, *, of_several: bool) -> Text:
        """The name of the row, which says whose steps these are where several chains are drawn."""
        words = _("Policy at each step of the first chain") if of_several else _("Policy at each step")
        return Text(x, y, words.upper(), "kind", 9.5)


def box_height(note: PolicyNote) -> float:
    """One line or two."""
    return 2 * PAD - 2 + LINE * (2 if note.detail else 1)


def box_width(note: PolicyNote, most: float) -> float:
    """As wide as its words, within the room."""
    needs = max(text_width(note.head, SIZE, not note.is_quiet), text_width(note.detail, SIZE)) + 2 * PAD
    return min(needs, most, WIDEST)


def policy_at(note: PolicyNote, box: Box, anchor: Anchor) -> Policy:
    """The note in its box."""
    inner = box.width - 2 * PAD + 0.1
    x = box.x + box.width / 2 if anchor == "middle" else box.x + PAD
    texts = []
    for place, words in enumerate(filter(None, (note.head, note.detail))):
        is_head = place == 0 and not note.is_quiet
        role = "mark" if is_head and note.is_flag else "quantity" if is_head else "counts"
        shown = cut(words, inner, SIZE, is_head)
        texts.append(Text(x, box.y + PAD + 9 + place * LINE, shown, role, SIZE, is_head, anchor, words))
    return Policy(note, box, tuple(texts))
