"""The steps of a chain as rules see them: who gives what to whom, by which record, and when that can have been."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from core.dates import PartialDate
from exports.choices import ShipmentKind
from tracing.acts import NO_DELIVERY
from tracing.choices import LinkKind
from tracing.dossier.facts import Dossier, ItemFact, LicenceFact, PartyFact, ShipmentFact, Used
from tracing.model import Chain, Link, RecordRef

MARKS = re.compile("[?~%]")
TAKEN = frozenset({ShipmentKind.CAPTURE, ShipmentKind.THEFT, ShipmentKind.SEIZURE})
TRANSFERS = frozenset({LinkKind.SHIPPED, LinkKind.PRODUCED_UNDER_LICENCE, LinkKind.AUTHORISED, LinkKind.NO_RECORD})


@dataclass(frozen=True, slots=True)
class Moment:
    """When one record (none: a transfer without one) can have happened; None where nothing bounds it."""

    record: Used | None
    when: PartialDate | None
    is_window: bool = False
    """True if no date is recorded and the steps before and after bound it."""
    is_intended: bool = False
    """Ordered or requested: no delivery is recorded."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A link by which an item passes, or may pass, from one party to another."""

    number: int
    link: Link
    item: ItemFact
    giver: PartyFact
    taker: PartyFact
    givers: frozenset[int]
    takers: frozenset[int]
    """Under whom a record may name either: itself, whom it is part of, and whom the chain takes it to stand for."""
    moments: tuple[Moment, ...]
    origin: str
    destinations: frozenset[str]
    """Codes of countries: whence, and whither under any record of the link."""
    is_taking: bool = False
    """Captured, stolen or seized by every record of it: nobody gave it, so no permission is asked for."""
    is_intended: bool = False
    """Ordered or requested by every record of it: no delivery is recorded."""


def transfers(chain: Chain, dossier: Dossier) -> tuple[Transfer, ...]:
    """The links of a chain that pass the item on, in order. Most rules ask, so the dossier remembers."""
    known = dossier.transfers.get(id(chain))
    if known is None:
        known = dossier.transfers[id(chain)] = (
            chain,
            tuple(
                _transfer(number, link, chain, dossier)
                for number, link in enumerate(chain.links, start=1)
                if link.kind in TRANSFERS and link.target is not None
            ),
        )
    return known[1]


def _transfer(number: int, link: Link, chain: Chain, dossier: Dossier) -> Transfer:
    assert link.target is not None  # noqa: S101  # told by the caller
    giver, taker = dossier.parties[link.source.holder.pk], dossier.parties[link.target.holder.pk]
    shipped = [dossier.shipments[record.pk] for record in link.records if record.kind == "shipment"]
    bound = {one.destination for one in shipped} | {
        dossier.licences[record.pk].destination for record in link.records if record.kind == "licence"
    }
    return Transfer(
        number,
        link,
        dossier.items[link.source.item.pk],
        giver,
        taker,
        giver.known_as | _stands_for(chain.links[number - 2] if number > 1 else None, dossier),
        taker.known_as | _stands_for(chain.links[number] if number < len(chain.links) else None, dossier),
        _moments(number, link, chain, dossier),
        next((one.origin for one in shipped if one.origin), giver.country),
        frozenset({taker.country, *bound} - {""}),
        bool(shipped) and all(one.kind in TAKEN for one in shipped),
        bool(shipped) and all(one.status in NO_DELIVERY for one in shipped),
    )


def _stands_for(beside: Link | None, dossier: Dossier) -> frozenset[int]:
    """The names on both sides of a change of name: a register's "Israel" is the firm that the chain came from."""
    if beside is None or beside.kind != LinkKind.RECORDED_AS or beside.target is None:
        return frozenset()
    ends = (beside.source.holder.pk, beside.target.holder.pk)
    return frozenset().union(*(dossier.parties[pk].known_as for pk in ends))


def _moments(number: int, link: Link, chain: Chain, dossier: Dossier) -> tuple[Moment, ...]:
    found = [moment for record in link.records for moment in _of_record(record, dossier)]
    if all(moment.when is not None for moment in found) and found:
        return tuple(found)
    window = _window(number, chain)
    undated = found or [Moment(None, None)]
    return tuple(
        moment if moment.when is not None else replace(moment, when=window, is_window=window is not None)
        for moment in undated
    )


def _of_record(record: RecordRef, dossier: Dossier) -> Iterator[Moment]:
    """A permit by the day it was given; a shipment by its deliveries, or at any time after its order."""
    if record.kind == "licence":
        licence = dossier.licences[record.pk]
        yield Moment(licence.record, licence.issued)
    elif record.kind == "shipment":
        shipment = dossier.shipments[record.pk]
        for when in shipment_days(shipment):
            yield Moment(shipment.record, when, is_intended=shipment.status in NO_DELIVERY)


def shipment_days(shipment: ShipmentFact) -> tuple[PartialDate | None, ...]:
    """Each period in which something of it arrived, as vague as recorded; (None,) where nothing says when."""
    if shipment.deliveries:
        return tuple(dict.fromkeys(shipment.deliveries))
    if shipment.delivered is not None:
        return (shipment.delivered,)
    first = shipment.ordered.earliest if shipment.ordered else None
    return (between(first, None),)


def _window(number: int, chain: Chain) -> PartialDate | None:
    """From the latest day by which the steps before must have begun, to the first by which those after must be over."""
    before = [r.when.earliest for link in chain.links[: number - 1] for r in _binding(link) if r.when]
    after = [(r.until or r.when) for link in chain.links[number:] for r in _binding(link)]
    first = max((day for day in before if day is not None), default=None)
    last = min((when.latest for when in after if when and when.latest), default=None)
    return None if first and last and first > last else between(first, last)


def _binding(link: Link) -> tuple[RecordRef, ...]:
    """What bounds the steps beside it by its date: of rivals none alone does, and a fitted type dates no one thing."""
    return link.records if len(link.records) == 1 and link.kind != LinkKind.BUILT_IN else ()


@lru_cache(maxsize=4096)
def between(first: date | None, last: date | None) -> PartialDate | None:
    """Some day between two, either of them open; None where both are."""
    if first is None and last is None:
        return None
    return PartialDate.parse(f"{first or '..'}/{last or '..'}")


@lru_cache(maxsize=4096)
def as_written(when: PartialDate) -> PartialDate:
    """The date without its marks of doubt: for rules that flag what the record says and name the doubt as a reading."""
    return PartialDate.parse(MARKS.sub("", when.edtf))


def licences_on(link: Link, dossier: Dossier) -> tuple[LicenceFact, ...]:
    """The licences that a link rests on: its own, and those that its shipments are recorded to have gone under."""
    own = [record.pk for record in link.records if record.kind == "licence"]
    named = [dossier.shipments[record.pk].licence for record in link.records if record.kind == "shipment"]
    keys = dict.fromkeys(key for key in (*own, *named) if key is not None)
    return tuple(dossier.licences[key] for key in keys if key in dossier.licences)
