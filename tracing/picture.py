"""Geometry of a chain picture: what the layout hands to the SVG writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tracing.choices import LinkKind
from tracing.model import Link, Node

if TYPE_CHECKING:
    from tracing.policy import PolicyNote

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `full` is set where the line was cut and holds the whole."""

    x: float
    y: float
    text: str
    role: str
    size: float
    bold: bool = False
    anchor: Anchor = "start"
    full: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; touching edges do not count as overlap."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: Box) -> bool:
        """True where the two share area."""
        apart_across = self.right <= other.x or other.right <= self.x
        apart_down = self.bottom <= other.y or other.bottom <= self.y
        return not (apart_across or apart_down)


@dataclass(frozen=True, slots=True)
class Card:
    """A thing, a party or an event, placed."""

    node: Node
    box: Box
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Pill:
    """A rounded mark with a few words: a gap or a disagreement."""

    box: Box
    text: Text


@dataclass(frozen=True, slots=True)
class Dots:
    """Strength as four dots, of which `filled` are full; `x` is the left edge."""

    x: float
    y: float
    filled: int
    word: str


@dataclass(frozen=True, slots=True)
class Label:
    """All that is written on one arrow."""

    box: Box
    texts: tuple[Text, ...] = ()
    pills: tuple[Pill, ...] = ()
    dots: Dots | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """One link (or the opening "made by"), placed; several chains may share it."""

    kind: LinkKind | None
    link: Link | None
    points: tuple[Point, ...]
    width: float
    label: Label
    carries: tuple[tuple[int, int], ...]
    """(chain, link) pairs it stands for; link -1 is the opening arrow."""
    words: str
    leader: tuple[Point, Point] | None = None
    """From the line to its words, where several lines run side by side."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A note about what was in force at a step, placed under its arrow."""

    note: PolicyNote
    box: Box
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """One or several chains, placed; `notes` are sentences about what is not drawn."""

    width: float
    height: float
    cards: tuple[Card, ...]
    arrows: tuple[Arrow, ...]
    title: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    policies: tuple[Policy, ...] = ()
    headings: tuple[Text, ...] = ()
    """Names of rows that are no part of a chain."""
