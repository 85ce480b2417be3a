"""Chains folded into readings: same ends, same hands, same permissions.

Not a difference: the incident at the end; the name under which a party is recorded (itself, its parent, its state);
whether the thing passed by itself or inside a platform; which of several records carries a step; and a movement of
which no permission is recorded, beside one of the same hands under a permission: it may have gone under it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracing.dossier.facts import Dossier, Key, LicenceFact
from tracing.model import Chain, RecordRef
from tracing.readings.hands import Hop, Walk, walks


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which it may have been."""

    hops: Walk
    records: frozenset[Key]
    """What it rests on."""
    chains: tuple[int, ...] = ()
    """Numbers of the chains folded into it, from 1; none for a derived one, which no chain is."""
    parts: tuple[Reading, ...] = ()
    """Of a derived one: the readings whose permissions it takes for one and the same."""

    @property
    def permissions(self) -> frozenset[int]:
        """All licences that it goes under."""
        return frozenset().union(*(hop.permissions for hop in self.hops))

    @property
    def parties(self) -> tuple[int, ...]:
        """In whose hands it was, in order."""
        return (self.hops[0].giver, *(hop.taker for hop in self.hops)) if self.hops else ()

    @property
    def is_derived(self) -> bool:
        """True if a rule made it and no record states it."""
        return bool(self.parts)


def ends_of(chain: Chain) -> tuple[object, object]:
    """What readings have in common: the thing at the start, and where it ended."""
    return (chain.start.item.key, chain.links[-1].end.key)


def alternatives(chosen: Chain, chains: Sequence[Chain]) -> list[tuple[int, Chain]]:
    """The chains between the same two ends, with their numbers."""
    return [(n, chain) for n, chain in enumerate(chains, start=1) if ends_of(chain) == ends_of(chosen)]


def fold(numbered: Iterable[tuple[int, Chain]], dossier: Dossier) -> list[Reading]:
    """The readings of these chains, in the order of the first chain of each."""
    found: dict[Walk, list[tuple[int, Chain, Walk]]] = {}
    for number, chain in numbered:
        for walk in walks(chain, dossier):
            found.setdefault(walk, []).append((number, chain, walk))
    for walk in sorted(found, key=_permissions):
        hosts = [other for other in found if walk != other and _says_no_more(walk, other, dossier)]
        if hosts:
            carried = found.pop(walk)
            for host in hosts:
                found[host] += carried
    readings = [_reading(walk, carried, dossier) for walk, carried in found.items()]
    return sorted(readings, key=lambda reading: reading.chains)


def _permissions(walk: Walk) -> int:
    return sum(bool(hop.permissions) for hop in walk)


def _says_no_more(walk: Walk, other: Walk, dossier: Dossier) -> bool:
    """The other may be the same, told closer: it names a permission, or a body where this one names only its state."""
    return len(walk) == len(other) and all(
        _covers(one.giver, another.giver, dossier)
        and _covers(one.taker, another.taker, dossier)
        and one.is_made_there == another.is_made_there
        and one.permissions <= another.permissions
        for one, another in zip(walk, other, strict=True)
    )


def _covers(name: int, party: int, dossier: Dossier) -> bool:
    one, other = dossier.parties[name], dossier.parties[party]
    of_state = one.kind == "state" and other.kind != "state" and one.country == other.country != ""
    return one.pk in other.known_as or of_state


def _reading(walk: Walk, carried: Sequence[tuple[int, Chain, Walk]], dossier: Dossier) -> Reading:
    permissions = frozenset().union(*(hop.permissions for hop in walk))
    records = {
        (record.kind, record.pk)
        for _number, chain, _walk in carried
        for record in (*chain.maker_records, *(record for link in chain.links for record in link.records))
        if _goes_under(record, permissions, dossier)
    }
    records |= {("item_unit", unit) for _number, chain, _walk in carried for unit in _units(chain)}
    records |= set(permission_records(permissions, dossier))
    return Reading(
        tuple(_hop(place, [other[place] for _n, _c, other in carried], walk) for place in range(len(walk))),
        frozenset(records),
        tuple(sorted({number for number, _chain, _walk in carried})),
    )


def _hop(place: int, carried: Sequence[Hop], walk: Walk) -> Hop:
    shipments = frozenset().union(*(hop.shipments for hop in carried))
    return replace(walk[place], shipments=shipments, is_gap=all(hop.is_gap for hop in carried))


def _goes_under(record: RecordRef, permissions: frozenset[int], dossier: Dossier) -> bool:
    """Not another permission than these, nor what went under another."""
    if record.kind == "licence":
        return record.pk in permissions
    return record.kind != "shipment" or dossier.shipments[record.pk].licence in {None, *permissions}


def permission_records(permissions: Iterable[int], dossier: Dossier) -> Iterator[Key]:
    """Licences with what happened to them and what was promised for them."""
    for licence in permissions:
        yield ("licence", licence)
        yield from (event.record.key for event in dossier.licences[licence].events)
        yield from (one.record.key for one in dossier.undertakings if one.licence == licence)


def _units(chain: Chain) -> Iterator[int]:
    for link in chain.links:
        for state in (link.source, link.target):
            if state is not None and state.unit is not None:
                yield state.unit.pk


def own_hops(readings: Sequence[Reading]) -> dict[int, tuple[Hop, ...]]:
    """By place in the list: the hops of a reading that not all of them have."""
    having: dict[Hop, set[int]] = defaultdict(set)
    for place, reading in enumerate(readings):
        for hop in reading.hops:
            having[hop].add(place)
    return {
        place: tuple(hop for hop in reading.hops if len(having[hop]) < len(readings))
        for place, reading in enumerate(readings)
    }


def licences_in(hops: Iterable[Hop], dossier: Dossier) -> list[LicenceFact]:
    """The licences of some hops, in their order."""
    return [dossier.licences[key] for hop in hops for key in sorted(hop.permissions)]
