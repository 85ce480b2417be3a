"""What a reader can ask: from which record, which way, with which records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import TypeVar

from core.choices import Strength
from tracing.choices import RUNG_ORDER, LinkKind

T = TypeVar("T")
DEPTH = 8
"""Links in a chain where nobody asks for more: two more than any chain of all registers has (decision 0028)."""

FARTHEST = 12
"""The same where all that is reached is counted, and no reader can ask for more."""


class TraceError(ValueError):
    """The question cannot be asked; the message is a sentence for the reader."""


class Direction(Enum):
    """Which way to follow possession from the record asked about."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class TraceQuestion:
    """Use as `trace(TraceQuestion("it-…"))`; start and end are a public id or a handle of any record below.

    Item, unit, entity, shipment, licence, incorporation, incident, conflict.
    """

    start: str
    end: str = ""
    direction: Direction = Direction.FORWARD
    as_of: date | None = None
    """Only what began by this day."""
    known_on: date | None = None
    """Only what sources had published by this day, as they carried it then."""
    weakest: Strength = Strength.UNGRADED
    """Only records of at least this strength."""
    lowest_rung: str = ""
    """Only records with a supporting citation at least this close (unit, lot, deal, type, capability)."""
    kinds: frozenset[LinkKind] = frozenset(LinkKind)
    """Kinds of link to follow."""
    gaps: bool = True
    roll_ups: bool = True
    depth: int = DEPTH
    """Links in a chain at most."""
    limit: int = 20
    """Chains to show at most."""
    rows: int = 5_000
    """States that the search may reach before it is cut."""
    skip: int = 0
    """Chains, of those up to the limit, that the caller has already: they are ranked, and not read again."""
    take: int | None = None
    """Chains to read after those; None for all that are left."""
    counted: bool = False
    """With `take`: whether to count all, for which all that the limit allows are ranked; else no more than are read."""

    def __post_init__(self) -> None:
        if self.lowest_rung and self.lowest_rung not in RUNG_ORDER:
            raise TraceError(f"“{self.lowest_rung}” is no rung of proof. Choose one of {', '.join(RUNG_ORDER)}.")
        for name, least, most in (("depth", 1, 30), ("limit", 1, 1000), ("rows", 1, 20_000)):
            if not least <= getattr(self, name) <= most:
                raise TraceError(f"The {name} of a trace is a number from {least} to {most}.")

    def window(self, found: Sequence[T]) -> Sequence[T]:
        """Of everything found, what is to be read."""
        return found[self.skip :] if self.take is None else found[self.skip : self.skip + self.take]

    @property
    def followed(self) -> frozenset[LinkKind]:
        """The kinds of link after gaps and roll-ups were switched off."""
        left_out = set() if self.gaps else {LinkKind.NO_RECORD}
        if not self.roll_ups:
            left_out |= {LinkKind.RECORDED_AS, LinkKind.SAME_TYPE}
        return self.kinds - left_out

    @property
    def rungs(self) -> list[str] | None:
        """The rungs that count as close enough; None where every record does."""
        return list(RUNG_ORDER[RUNG_ORDER.index(self.lowest_rung) :]) if self.lowest_rung else None

    @property
    def reversed(self) -> TraceQuestion:
        """The same question asked from the other end."""
        return replace(self, start=self.end, end=self.start, direction=Direction.FORWARD)

    def turned(self, direction: Direction) -> TraceQuestion:
        """The same question in another direction."""
        return replace(self, direction=direction)
