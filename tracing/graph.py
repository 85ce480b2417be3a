"""What a search found: states, and links between them, as plain numbers. No database, no labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.functional import cached_property  # that of Python 3.11 takes a lock, thousands of times a walk

from tracing.choices import LinkKind

NEUTRAL = 5
"""Where a walk begins: stronger than any link, so that the first link decides."""
ROLL_UP_RANK = 1
"""A roll-up or a family rests on no record of its own: a route that names the parties comes before one through it."""
GAP_RANK = -2
PERMISSION_PENALTY = 1
"""A permission counts as one step weaker than a movement that is carried as well."""
BEGINNING = -(10**9)
"""Before any day."""
RENAMINGS = frozenset({LinkKind.RECORDED_AS, LinkKind.SAME_TYPE})
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
    held: tuple[int, int] = field(init=False, repr=False, compare=False)
    """What may occur only once in a chain."""
    hashed: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "held", (self.item, self.holder))
        object.__setattr__(self, "hashed", hash((self.item, self.unit, self.holder, self.rolled)))

    def __hash__(self) -> int:
        return self.hashed  # a walk looks a place up hundreds of times


class Step(NamedTuple):
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
    def days(self) -> tuple[int, int]:
        """The first and the last day on which it can have happened, as ordinals."""
        return (
            self.earliest.toordinal() if self.earliest else BEGINNING,
            self.latest.toordinal() if self.latest else -BEGINNING,
        )

    @property
    def column(self) -> str:
        """Which kind of record `record` is."""
        return CARRIED_BY[self.kind]

    @property
    def rank(self) -> int:
        """How strong the link is for ranking; a gap is weaker than anything recorded."""
        if self.kind is LinkKind.NO_RECORD:
            return GAP_RANK
        if self.strength is None:
            return ROLL_UP_RANK
        return self.strength - (PERMISSION_PENALTY if self.kind is LinkKind.AUTHORISED else 0)


@dataclass
class Way:
    """All records that lead from one place to the next in the same manner: one link of a chain.

    What a walk asks of it at every chain that passes is reckoned once, and not at all for a way that no walk takes.
    Nothing changes it; it is not frozen because there are thousands, which would take twice as long to make.
    """

    kind: LinkKind
    source: Place
    target: Place | None
    steps: tuple[Step, ...]
    """The strongest first."""

    @classmethod
    def of(cls, steps: Collection[Step]) -> Way:
        """From parallel steps, each of another record."""
        if len(steps) > 1:
            # of one kind, so that their strength orders them as their rank would
            steps = sorted(steps, key=lambda step: (-(step.strength or 0), step.record or 0))
        first, *_others = steps
        return cls(first.kind, first.source, first.target, tuple(steps))

    @cached_property
    def rank(self) -> int:
        """That of its best record: rivals do not weaken what another record carries."""
        return self.steps[0].rank

    @cached_property
    def is_renaming(self) -> bool:
        """Nothing happens: the holder or the type goes under another name."""
        return self.kind in RENAMINGS

    @cached_property
    def is_gap(self) -> bool:
        return self.kind is LinkKind.NO_RECORD

    @cached_property
    def tie(self) -> tuple[int, int, int]:
        """Decides between equals, always the same way: no renaming, then within a war, then what was recorded first."""
        first = self.steps[0]
        outside = self.kind is LinkKind.SEEN and first.conflict is None
        return int(self.is_renaming), int(outside), first.record or (self.target.holder if self.target else 0)

    @cached_property
    def days(self) -> tuple[tuple[int, int], ...]:
        """The first and the last possible day of each record, as ordinals."""
        return tuple(step.days for step in self.steps)

    @cached_property
    def days_back(self) -> tuple[tuple[int, int], ...]:
        """The same where time is counted the other way round."""
        return tuple((-last, -first) for first, last in self.days)

    @cached_property
    def _hashed(self) -> int:
        return hash((self.kind, self.source, self.target, self.steps[0].record))

    def __hash__(self) -> int:
        return self._hashed


def grouped(steps: Iterable[Step]) -> Iterable[Collection[Step]]:
    """Parallel steps together, each record once. Incidents stay apart: each is an end of its own."""
    parallel: dict[tuple[object, ...], dict[int | None, Step]] = defaultdict(dict)
    for step in steps:
        parallel[step.kind, step.source, step.target or step.record][step.record] = step
    return (same.values() for same in parallel.values())


@dataclass
class Graph:
    """Ways by the place they leave and by the place they reach."""

    out: dict[Place, list[Way]] = field(default_factory=lambda: defaultdict(list))
    into: dict[Place, list[Way]] = field(default_factory=lambda: defaultdict(list))
    places: set[Place] = field(default_factory=set)
    cut: bool = False
    merged: bool = True
    """Whether any record of the database was judged the same as another, so that places may go by several names."""

    def add(self, way: Way) -> None:
        self.out[way.source].append(way)
        if way.target is not None:
            self.into[way.target].append(way)

    @property
    def goes_on(self) -> bool:
        """Whether something was found to lead further than was searched."""
        ends = (place for way in self.ways() for place in (way.source, way.target) if place is not None)
        return any(place not in self.places for place in ends)

    def ways(self) -> Iterator[Way]:
        for ways in self.out.values():
            yield from ways
