"""Count the chains that rest on each record: all complete chains, forward from the maker of every item.

One statement finds what a batch of makers can reach, and the enumeration that traces use walks it. Counting in SQL, or
by multiplying the ways in and out of a record, would be cheaper but not exact: time has to run forward along a whole
chain, and no chain holds the same item twice with one holder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from exports.models import Item
from tracing import recounts
from tracing.assembly import TABLES
from tracing.choices import Counted
from tracing.graph import Place, Step, Way
from tracing.models import Reliance
from tracing.models.reliance import COUNTED
from tracing.paths import EXPANSIONS, Walker
from tracing.query import FARTHEST, TraceQuestion
from tracing.search import search
from tracing.verdict import Span, usable

MAKERS_AT_ONCE = 64
QUESTION = TraceQuestion("every item", rows=20_000, depth=FARTHEST)
Key = tuple[str, int]
"""Kind of record and primary key."""


@dataclass
class Counts:
    """Chains through each record, and those in which it alone carries its link."""

    chains: Counter[Key] = field(default_factory=Counter)
    only_carrier: Counter[Key] = field(default_factory=Counter)
    cut: set[Key] = field(default_factory=set)
    total: int = 0
    asked_at: datetime | None = None
    """When counting anew had been asked for by the time that it began."""

    def add(self, ways: tuple[Way, ...]) -> None:
        """Count one chain."""
        through, alone = records_of(ways)
        self.chains.update(through)
        self.only_carrier.update(alone)
        self.total += 1


def count_chains() -> Counts:
    """Use for the numbers alone; `store` keeps them."""
    counts = Counts(asked_at=recounts.waiting().get(Counted.CHAINS))
    makers = list(Item.objects.filter(same_as__isnull=True).order_by("pk").values_list("pk", "maker__canonical_id"))
    for first in range(0, len(makers), MAKERS_AT_ONCE):
        _count_from([Place(item, None, maker) for item, maker in makers[first:][:MAKERS_AT_ONCE]], counts)
    return counts


def store(counts: Counts) -> int:
    """Replace what was counted before, in one transaction, and say how many records carry a chain."""
    now = timezone.now()
    rows = [
        Reliance(**{f"{kind}_id": key}, chains=number, only_carrier=counts.only_carrier[kind, key],
                 is_cut=(kind, key) in counts.cut, counted_at=now)
        for kind, key in sorted(counts.chains.keys() | counts.cut)
        for number in [counts.chains[kind, key]]
    ]  # fmt: skip
    with transaction.atomic():
        Reliance.objects.all().delete()
        Reliance.objects.bulk_create(rows, batch_size=2000)
        recounts.counted(Counted.CHAINS, counts.asked_at)
    return len(rows)


def _count_from(places: list[Place], counts: Counts) -> None:
    """All complete chains from these makers; if they are too many for one walk, of each half of the makers in turn.

    If one maker's are still too many, no record within its reach is counted to the end.
    """
    graph = search(QUESTION, [(place, None) for place in places], depth=QUESTION.depth)
    walker = Walker(graph, QUESTION.depth, left=EXPANSIONS * len(places))
    found = list(walker.complete([walker.start(place) for place in places]))
    is_cut = graph.cut or walker.cut
    if is_cut and len(places) > 1:
        middle = len(places) // 2
        for half in (places[:middle], places[middle:]):
            _count_from(half, counts)
        return
    for path in found:
        counts.add(path.ways)
    if is_cut:
        counts.cut |= {("item", place.item) for place in places}
        for way in graph.ways():
            counts.cut |= _carriers(way, [True] * len(way.steps))


def records_of(ways: tuple[Way, ...]) -> tuple[set[Key], set[Key]]:
    """The records that carry a chain, and those of them that carry one of its links alone.

    Of parallel records only those count that time allows on this chain. The item counts too: it says who made it. A
    unit counts where the chain is about it; it carries no link.
    """
    through: set[Key] = {("item", ways[0].source.item)}
    alone = set(through)
    for way, fits in zip(ways, usable([[_span(step) for step in way.steps] for way in ways]), strict=True):
        carriers = _carriers(way, fits)
        through |= carriers
        alone |= carriers if len(carriers) == 1 else set()
    return through | set(_units(ways)), alone


def _carriers(way: Way, fits: Iterable[bool]) -> set[Key]:
    if way.kind not in TABLES:
        return set()
    column = TABLES[way.kind][0]
    return {(column, step.record) for step, fit in zip(way.steps, fits, strict=True) if fit and step.record is not None}


def _span(step: Step) -> Span:
    return Span(start_earliest=step.earliest, end_latest=step.latest)


def _units(ways: Iterable[Way]) -> Iterator[Key]:
    for way in ways:
        for place in (way.source, way.target):
            if place is not None and place.unit is not None:
                yield ("item_unit", place.unit)


def reliance_of(wanted: Iterable[Key]) -> dict[Key, Reliance]:
    """What was counted for these records; nothing for those that no chain rests on. One query."""
    by_kind: dict[str, list[int]] = {}
    for kind, key in wanted:
        if kind in COUNTED:
            by_kind.setdefault(kind, []).append(key)
    fits = Q(pk__in=[])
    for kind, keys in by_kind.items():
        fits |= Q(**{f"{kind}__in": keys})
    rows = Reliance.objects.filter(fits)
    return {(row.subject_column, getattr(row, f"{row.subject_column}_id")): row for row in rows}
