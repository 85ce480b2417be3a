"""What a search found: states, and links between them, as plain numbers. No database, no labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from tracing.choices import LinkKind

NEUTRAL = 5
"""Where a walk begins: stronger than any link, so that the first link decides."""
ROLL_UP_RANK = 1
"""A roll-up or a family rests on no record of its own: a route that names the parties comes before one through it."""
GAP_RANK = -2
PERMISSION_PENALTY = 1
"""A permission counts as one step weaker than a movement that is carried as well."""
CARRIED_BY = {
    LinkKind.SHIPPED: "shipment",
    LinkKind.PRODUCED_UNDER_LICENCE: "shipment",
    LinkKind.AUTHORISED: "licence",
    LinkKind.BUILT_IN: "incorporation",
    LinkKind.SEEN: "incident",
}
"""Kind of link → kind of record that carries it, as in `evidence.subjects`; other links rest on no record."""


@dataclass(frozen=True, slots=True)
class Place:
    """Item, named unit, holder; `rolled` when the holder was reached under another party's name."""

    item: int
    unit: int | None
    holder: int
    rolled: bool = False

    @property
    def held(self) -> tuple[int, int]:
        """What may occur only once in a chain."""
        return (self.item, self.holder)


@dataclass(frozen=True, slots=True)
class Step:
    """A link between two places (or into an incident), by one record."""

    kind: LinkKind
    source: Place
    target: Place | None
    record: int | None = None
    earliest: date | None = None
    latest: date | None = None
    strength: int | None = None
    names_unit: bool = False
    conflict: int | None = None
    """Of an incident: the conflict it belongs to, if any."""

    @property
    def column(self) -> str:
        """Which kind of record `record` is."""
        return CARRIED_BY[self.kind]

    @property
    def rank(self) -> int:
        """How strong the link is for ranking; a gap is weaker than anything recorded."""
        if self.kind == LinkKind.NO_RECORD:
            return GAP_RANK
        if self.strength is None:
            return ROLL_UP_RANK
        return self.strength - (PERMISSION_PENALTY if self.kind == LinkKind.AUTHORISED else 0)


@dataclass(frozen=True, slots=True)
class Way:
    """All records that lead from one place to the next in the same manner: one link of a chain."""

    kind: LinkKind
    source: Place
    target: Place | None
    steps: tuple[Step, ...]

    @property
    def rank(self) -> int:
        """That of its best record: rivals do not weaken what another record carries."""
        return max(step.rank for step in self.steps)

    @property
    def tie(self) -> tuple[int, int, int]:
        """Decides between equals, always the same way: no renaming, then within a war, then what was recorded first."""
        first = self.steps[0]
        outside = self.kind == LinkKind.SEEN and first.conflict is None
        return (int(self.is_renaming), int(outside), first.record or (self.target.holder if self.target else 0))

    @property
    def is_gap(self) -> bool:
        return self.kind == LinkKind.NO_RECORD

    @property
    def is_renaming(self) -> bool:
        """Nothing happens: the holder or the type goes under another name."""
        return self.kind in {LinkKind.RECORDED_AS, LinkKind.SAME_TYPE}


@dataclass
class Graph:
    """Ways by the place they leave and by the place they reach."""

    out: dict[Place, list[Way]] = field(default_factory=lambda: defaultdict(list))
    into: dict[Place, list[Way]] = field(default_factory=lambda: defaultdict(list))
    places: set[Place] = field(default_factory=set)
    cut: bool = False
    merged: bool = True
    """Whether any record of the database was judged the same as another, so that places may go by several names."""

    @classmethod
    def of(cls, steps: Iterable[Step], places: Iterable[Place] = (), cut: bool = False) -> Graph:
        """Group parallel records. Incidents stay apart: each is an end of its own."""
        grouped: dict[tuple[object, ...], dict[int | None, Step]] = defaultdict(dict)
        for step in steps:
            end = step.target or step.record
            grouped[step.kind, step.source, end][step.record] = step
        graph = cls(places=set(places), cut=cut)
        for parallel in grouped.values():
            ordered = sorted(parallel.values(), key=lambda step: (-step.rank, step.record or 0))
            graph.add(Way(ordered[0].kind, ordered[0].source, ordered[0].target, tuple(ordered)))
        return graph

    def add(self, way: Way) -> None:
        self.out[way.source].append(way)
        if way.target is not None:
            self.into[way.target].append(way)

    def ways(self) -> Iterator[Way]:
        for ways in self.out.values():
            yield from ways
