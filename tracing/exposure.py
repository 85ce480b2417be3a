"""Where a component is recorded to have gone: every thing, holder and conflict that chains from its maker reach.

Two levels that are never added. At *type level* records connect the type of thing: they say nothing about any one
unit. At *unit level* a citation of rung unit carries the presence of this component there: a shipment of it, its
fitting, an incident that lists it, or one with the very unit that it was fitted to; how it came there may be carried by
less. Changes of name (a state for its forces) count as records. What is reached only by an order or a permission, which
are no movements, or only across a gap is counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from conflicts.models import Conflict, IncidentItem
from entities.choices import EntityKind
from entities.models import Country, Entity
from evidence.choices import Rung, Stance
from evidence.models import Citation
from exports.models import Item, Shipment
from tracing.acts import NO_DELIVERY
from tracing.choices import STRENGTH_ORDER, LinkKind
from tracing.exposed import MEANS, SHIPPED, Exposure, Group, Level, Means, Reached
from tracing.graph import Graph, Place, Way
from tracing.paths import Partial, Walker
from tracing.query import FARTHEST, TraceQuestion
from tracing.search import search

FORCES = {EntityKind.ARMED_FORCE, EntityKind.ARMED_GROUP}
Key = tuple[Group, int]


@dataclass(slots=True)
class _Tally:
    """The chains to one end: how many, and the best of those by movements, or else by permissions, or else of all."""

    chains: int = 0
    best: Partial | None = None
    end: int = 0
    means: Means = Means.GAP

    def add(self, chain: Partial, end: int, means: Means) -> None:
        if self.best is None or MEANS.index(means) < MEANS.index(self.means):
            self.best, self.end, self.means = chain, end, means
        self.chains += 1


@dataclass(slots=True)
class _Proofs:
    """The records that a citation of rung unit carries, and the incidents that list the component itself."""

    carried: set[tuple[str, int]]
    listing: set[int]

    @classmethod
    def of(cls, graph: Graph, item: int) -> _Proofs:
        wanted: dict[str, set[int]] = defaultdict(set)
        for step in (step for way in graph.ways() for step in way.steps):
            if step.record is not None:
                wanted[step.column].add(step.record)
        carried: set[tuple[str, int]] = set()
        if wanted:
            about = reduce(or_, (Q(**{f"{column}__in": keys}) for column, keys in wanted.items()))
            cited = Citation.objects.filter(about, rung=Rung.UNIT, stance=Stance.SUPPORTS)
            for row in cited.values_list(*(f"{column}_id" for column in wanted)):
                carried |= {(column, key) for column, key in zip(wanted, row, strict=True) if key is not None}
        listing = IncidentItem.objects.filter(item__canonical_id=item).values_list("incident_id", flat=True)
        return cls(carried, set(listing))

    def carry(self, way: Way, *, the_unit: bool = False) -> bool:
        """Whether one of its records is carried at unit level; `the_unit`: and names the unit that has come so far."""
        return any((one.column, one.record) in self.carried and (one.names_unit or not the_unit) for one in way.steps)

    def reach(self, ways: tuple[Way, ...]) -> bool:
        """Whether the presence of the component at the end of the last way is carried at unit level."""
        *before, last = ways
        fitted = [way for way in before if way.kind is LinkKind.BUILT_IN]
        if last.kind is LinkKind.SEEN and last.steps[0].record in self.listing and self.carry(last):
            return True
        if not all(map(self.carry, fitted)):
            return False
        if last.kind is LinkKind.BUILT_IN:
            return self.carry(last)
        if last.kind is LinkKind.SEEN or last.kind in SHIPPED:
            return self.carry(last, the_unit=bool(fitted)) and (not fitted or last.source.unit is not None)
        return False


@dataclass(slots=True)
class _Count:
    """Tallies of both levels while chains come in, best first."""

    countries: dict[int, int | None]
    kinds: dict[int, str]
    undelivered: frozenset[int] = frozenset()
    types: dict[Key, _Tally] = field(default_factory=dict)
    units: dict[Key, _Tally] = field(default_factory=dict)

    def add(self, chain: Partial, at_unit: bool) -> None:
        means = Means.of(chain.ways, self.undelivered)
        for tallies in (self.types, self.units) if at_unit else (self.types,):
            for key, end in self._ends(chain.ways[-1]):
                tallies.setdefault(key, _Tally()).add(chain, end, means)

    def _ends(self, way: Way) -> Iterator[tuple[Key, int]]:
        if way.kind is LinkKind.BUILT_IN and way.target is not None:
            yield (Group.THING, way.target.item), way.target.item
            return
        holder = way.source.holder if way.target is None else way.target.holder
        if way.kind is not LinkKind.SAME_TYPE:
            yield self._holder(holder), holder
            if (country := self.countries[holder]) is not None:
                yield (Group.STATE, country), holder
        if way.target is None and (conflict := way.steps[0].conflict) is not None:
            yield (Group.CONFLICT, conflict), conflict

    def _holder(self, holder: int) -> Key:
        return (Group.FORCE if self.kinds[holder] in FORCES else Group.HOLDER), holder


def exposure(item: Item) -> Exposure:
    """Use for one component (or any item): one search from its maker, and a constant number of queries."""
    question = TraceQuestion(item.public_id, depth=FARTHEST)
    start = Place(item.pk, None, item.maker.canonical_id)
    graph = search(question, [(start, None)], depth=question.depth)
    proofs = _Proofs.of(graph, item.pk)
    walker = Walker(graph, question.depth)
    holders = Entity.objects.filter(pk__in={place.holder for place in graph.places}).in_bulk()
    count = _Count(
        {pk: one.country_id for pk, one in holders.items()},
        {pk: one.kind for pk, one in holders.items()},
        _undelivered(graph),
    )
    for chain in walker.every([walker.start(start)]):
        if not all(way.is_renaming for way in chain.ways):  # the maker under another name is nowhere else
            count.add(chain, proofs.reach(chain.ways))
    names = _Names.of(count.types, holders)
    return Exposure(item, names.level(count.types), names.level(count.units), cut=graph.cut or walker.cut)


def _undelivered(graph: Graph) -> frozenset[int]:
    """Shipments of which no more is recorded than that somebody ordered or asked for them."""
    keys = {step.record for way in graph.ways() if way.kind in SHIPPED for step in way.steps}
    rows = Shipment.objects.filter(pk__in=keys, status__in=NO_DELIVERY)
    return frozenset(rows.values_list("pk", flat=True))


@dataclass(slots=True)
class _Names:
    """What the keys stand for, read at once."""

    items: dict[int, Item]
    holders: dict[int, Entity]
    countries: dict[int, Country]
    conflicts: dict[int, Conflict]

    @classmethod
    def of(cls, keys: Iterable[Key], holders: dict[int, Entity]) -> _Names:
        found = list(keys)

        def keys_of(group: Group) -> set[int]:
            return {key for one, key in found if one is group}

        countries = {one.country_id for one in holders.values() if one.country_id is not None}
        return cls(
            Item.objects.in_bulk(keys_of(Group.THING)),
            holders,
            Country.objects.in_bulk(countries),
            Conflict.objects.in_bulk(keys_of(Group.CONFLICT)),
        )

    def level(self, tallies: dict[Key, _Tally]) -> Level:
        rows = (self._row(group, key, tally) for (group, key), tally in tallies.items())
        return Level(tuple(sorted(rows, key=_place)))

    def _row(self, group: Group, key: int, tally: _Tally) -> Reached:
        assert tally.best is not None  # noqa: S101  # a tally begins with a chain
        label, url, end, country = self._named(group, key, tally.end)
        return Reached(
            group, end, label, url, country, tally.chains, len(tally.best.ways), _strength(tally.best.ways),
            tally.means,
        )  # fmt: skip

    def _named(self, group: Group, key: int, end: int) -> tuple[str, str, str, str]:
        """Label, address, what a trace to it ends at, and country."""
        if group is Group.STATE:
            country = self.countries[key]
            return country.name, country.get_absolute_url(), self.holders[end].public_id, country.code
        tables: dict[Group, Mapping[int, Any]] = {Group.THING: self.items, Group.CONFLICT: self.conflicts}
        record = tables.get(group, self.holders)[key]
        of = self.countries.get(getattr(record, "country_id", None) or 0)
        return str(record), record.get_absolute_url(), record.public_id, of.code if of else ""


def _place(row: Reached) -> tuple[int, int, int, int, str]:
    weakness = -STRENGTH_ORDER.index(row.strength)
    return (list(Group).index(row.group), MEANS.index(row.means), weakness, row.links, row.label)


def _strength(ways: tuple[Way, ...]) -> str:
    """That of the weakest link with records; each link is as strong as its best record."""
    ranks = [max(step.strength or 0 for step in way.steps) for way in ways if way.steps[0].record is not None]
    return STRENGTH_ORDER[min(ranks, default=0)]
