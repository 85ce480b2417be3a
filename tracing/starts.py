"""From a record to the states at which a trace of it begins, and to what counts as its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from conflicts.models import Belligerent, Conflict, Incident, IncidentItem
from core.ids import is_valid_public_id
from core.kept import AnyOf, Kept, texts
from core.merging import Mergeable
from core.models import Record
from entities.choices import EntityKind
from entities.models import Entity
from evidence.publication import Public
from exports.choices import LicenceRole, ShipmentKind
from exports.models import Incorporation, Item, ItemUnit, Licence, LicenceItem, LicenceParty, Shipment
from exports.models.shipments import MOVES_GOODS
from tracing.aliases import kept_keys
from tracing.choices import LinkKind
from tracing.graph import Place, Step, Way
from tracing.query import TraceError
from tracing.spans import Carrier, span_of

KINDS: tuple[type[Record], ...] = (
    Item, ItemUnit, Entity, Shipment, Licence, Incorporation, Incident, Conflict,
)  # fmt: skip
IS_NAMED = AnyOf(F("public_id"), texts("names")) | AnyOf(F("handle"), texts("names"))
NAMED: dict[type[Record], Kept[Any]] = {
    model: Kept(
        (Item.objects.select_related("maker") if model is Item else model._default_manager.all()).filter(IS_NAMED),
        names="text[]",
    )
    for model in KINDS
}
SENDING = (LicenceRole.EXPORTER, LicenceRole.APPLICANT)
RECEIVING = (LicenceRole.CONSIGNEE, LicenceRole.ULTIMATE_CONSIGNEE, LicenceRole.DECLARED_END_USER)

ITEM = "item__canonical_id"
PART = ("incident__user", "incident__actor", "item")
"""What the states of an incident's parts need."""


@dataclass(frozen=True, slots=True)
class Start:
    """A place, the day before (backward: after) which it cannot be left, and the way that leads to it, if fixed."""

    place: Place
    day: date | None = None
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What counts as having arrived: a place of this item, unit or holder, or a way by one of these records."""

    items: frozenset[int] = frozenset()
    unit: int | None = None
    holders: frozenset[int] = frozenset()
    kinds: frozenset[LinkKind] = frozenset()
    records: frozenset[int] = field(default_factory=frozenset)

    def reached_by(self, way: Way) -> bool:
        if self.records:
            return way.kind in self.kinds and any(step.record in self.records for step in way.steps)
        if way.target is None:
            return False
        fits_unit = self.unit is None or way.target.unit in {None, self.unit}
        return fits_unit and (way.target.item in self.items or way.target.holder in self.holders)


def record_named(reference: str) -> Record:
    """The record with this public id or handle; a sentence where there is none."""
    for model in KINDS:
        if is_valid_public_id(reference) and not reference.startswith(f"{model._meta.get_field('public_id').prefix}-"):
            continue
        for found in NAMED[model](names=[reference]):
            return found.kept if isinstance(found, Mergeable) else found
    raise TraceError(
        f"There is no record “{reference}” that a trace can start or end at. Give the public id or the handle of an "
        "item, a unit, an entity, a shipment, a licence, an incorporation, an incident or a conflict."
    )


def goal_of(record: Record) -> Goal:
    """What a chain to this record has to reach."""
    if isinstance(record, Item):
        return Goal(items=frozenset({record.pk}))
    if isinstance(record, ItemUnit):
        return Goal(items=frozenset({record.item.canonical_id}), unit=record.pk)
    if isinstance(record, Entity):
        return Goal(holders=frozenset({record.pk}))
    if isinstance(record, Conflict):
        return Goal(
            kinds=frozenset({LinkKind.SEEN}), records=frozenset(i.pk for i in incidents_of(record)) or frozenset({-1})
        )
    return Goal(kinds=frozenset(_kinds_of(record)), records=frozenset({record.pk}))


def _kinds_of(record: Record) -> set[LinkKind]:
    if isinstance(record, Shipment):
        return {_shipped(record)}
    if isinstance(record, Licence):
        return {LinkKind.AUTHORISED}
    return {LinkKind.BUILT_IN} if isinstance(record, Incorporation) else {LinkKind.SEEN}


def _shipped(record: Shipment) -> LinkKind:
    is_production = record.kind == ShipmentKind.LICENSED_PRODUCTION
    return LinkKind.PRODUCED_UNDER_LICENCE if is_production else LinkKind.SHIPPED


def starts_of(record: Record, public: Public, *, backward: bool) -> list[Start]:
    """Where to begin. A record of a movement, a fitting or an incident is itself the first (backward: last) link."""
    if isinstance(record, Item):
        return _of_item(record, public, backward)
    if isinstance(record, ItemUnit):
        return _of_unit(record, public, backward)
    if isinstance(record, Entity):
        return _of_entity(record, public, backward)
    if isinstance(record, Conflict):
        return _of_incidents(incidents_of(record), public) if backward else []
    if isinstance(record, Incident):
        return _of_incidents([record], public) if backward else []
    return [_from_way(way, backward) for way in ways_of(record)]


def _from_way(way: Way, backward: bool) -> Start:
    step = way.steps[0]
    if backward:
        return Start(way.source, step.latest, (way,))
    assert way.target is not None  # noqa: S101  # incidents are handled by their own function
    return Start(way.target, step.earliest, (way,))


def _of_item(item: Item, public: Public, backward: bool) -> list[Start]:
    holders = {item.maker.canonical_id}
    if backward:
        contains = Incorporation.objects.filter(platform__canonical_id=item.pk)
        holders |= set(public.only(contains, "incorporation").values_list("integrator__canonical_id", flat=True))
    return [Start(Place(item.pk, None, holder)) for holder in sorted(holders)]


def _of_unit(unit: ItemUnit, public: Public, backward: bool) -> list[Start]:
    item = unit.item.kept
    if not backward:
        return [Start(Place(item.pk, unit.pk, item.maker.canonical_id))]
    parts = public.only(unit.incident_items.select_related(*PART), "incident", "incident_id")
    starts = [start for part in parts for start in _of_part(part, public)]
    received = public.only(Shipment.objects.filter(MOVES_GOODS, units__unit=unit), "shipment")
    starts += [_from_way(way, True) for record in received for way in ways_of(record) if way.source.unit == unit.pk]
    built = public.only(unit.contains.select_related("integrator"), "incorporation")
    return starts + [Start(Place(item.pk, unit.pk, record.integrator.canonical_id)) for record in built]


def _of_entity(entity: Entity, public: Public, backward: bool) -> list[Start]:
    shipped = public.only(Shipment.objects.filter(MOVES_GOODS), "shipment")
    name = entity.pk
    fitted = public.only(Incorporation.objects.filter(integrator__canonical_id=name), "incorporation")
    used = public.only(IncidentItem.objects.filter(incident__user__canonical_id=name), "incident", "incident_id")
    found: list[Iterable[int]] = [used.values_list(ITEM, flat=True)]
    if backward:
        found += [
            shipped.filter(recipient__canonical_id=name).values_list(ITEM, flat=True),
            fitted.values_list("platform__canonical_id", flat=True),
            _licensed(entity, RECEIVING, public),
        ]
    else:
        found += [
            Item.objects.filter(maker__canonical_id=name, same_as__isnull=True).values_list("pk", flat=True),
            shipped.filter(exporter__canonical_id=name).values_list(ITEM, flat=True),
            fitted.values_list("component__canonical_id", flat=True),
            _licensed(entity, SENDING, public),
        ]
    items = sorted({item for several in found for item in several})
    return [Start(Place(item, None, entity.pk)) for item in items]


def _licensed(entity: Entity, roles: Iterable[LicenceRole], public: Public) -> Iterable[int]:
    listed = LicenceItem.objects.filter(
        licence__parties__entity__canonical_id=entity.pk, licence__parties__role__in=list(roles)
    )
    items: Iterable[int] = public.only(listed, "licence", "licence_id").values_list(ITEM, flat=True)
    return items


def incidents_of(conflict: Conflict) -> list[Incident]:
    """The incidents of a conflict and of everything that is part of it."""
    known, at = {conflict.pk}, [conflict.pk]
    while at:
        at = [pk for pk in Conflict.objects.filter(part_of__in=at).values_list("pk", flat=True) if pk not in known]
        known |= set(at)
    return list(Incident.objects.filter(conflict__in=known).order_by("pk"))


def _of_incidents(incidents: Iterable[Incident], public: Public) -> list[Start]:
    parts = public.only(
        IncidentItem.objects.filter(incident__in=[i.pk for i in incidents]).select_related(*PART).order_by("pk"),
        "incident",
        "incident_id",
    )
    return [start for part in parts for start in _of_part(part, public)]


def _of_part(part: IncidentItem, public: Public) -> Iterator[Start]:
    for holder in _holders_in(part, public):
        place = Place(part.item.canonical_id, part.unit_id, holder)
        yield Start(place, _latest(part.incident), (_way(LinkKind.SEEN, place, None, part.incident),))


def _latest(incident: Incident) -> date | None:
    return incident.happened.latest if incident.happened else None


def _holders_in(part: IncidentItem, public: Public) -> list[int]:
    """The user; where none is named, everyone who is recorded as getting the item and fights in the conflict."""
    incident, item = part.incident, part.item.canonical_id
    if incident.user is not None:
        return [incident.user.canonical_id]
    shipped = public.only(Shipment.objects.filter(MOVES_GOODS, item__canonical_id=item), "shipment")
    fitted = public.only(Incorporation.objects.filter(platform__canonical_id=item), "incorporation")
    permitted = public.only(
        LicenceParty.objects.filter(licence__items__item__canonical_id=item, role__in=RECEIVING),
        "licence",
        "licence_id",
    )
    got = {
        *shipped.values_list("recipient__canonical_id", flat=True),
        *fitted.values_list("integrator__canonical_id", flat=True),
        *permitted.values_list("entity__canonical_id", flat=True),
        Item.objects.values_list("maker__canonical_id", flat=True).get(pk=item),
    }
    fights = set(
        Belligerent.objects.filter(conflict=incident.conflict_id, supports_only=False).values_list(
            "entity__canonical_id", flat=True
        )
    )
    actor = incident.actor.canonical_id if incident.actor else None
    states: dict[int | None, int] = (
        dict(Entity.objects.filter(kind=EntityKind.STATE).values_list("country_id", "pk")) if fights else {}
    )
    holders = []
    for entity in Entity.objects.filter(pk__in=got).select_related("part_of").order_by("pk") if fights else ():
        parent = entity.part_of.canonical_id if entity.part_of else None
        names: set[int | None] = {entity.pk, parent, states.get(entity.country_id)}
        if names & fights and actor not in names:
            holders.append(entity.pk)
    return holders


def ways_of(record: Record) -> list[Way]:
    """The links that a shipment, a licence or an incorporation carries."""
    if isinstance(record, Shipment):
        units: list[int | None] = [*record.units.values_list("unit_id", flat=True)] or [None]
        item, exporter, recipient = kept_keys(record, "item", "exporter", "recipient")
        return [
            _way(_shipped(record), Place(item, unit, exporter), Place(item, unit, recipient), record)
            for unit in units
        ]  # fmt: skip
    if isinstance(record, Incorporation):
        component, platform, integrator = kept_keys(record, "component", "platform", "integrator")
        source = Place(component, record.component_unit_id, integrator)
        return [
            _way(
                LinkKind.BUILT_IN,
                source,
                Place(platform, record.platform_unit_id, integrator),
                record,
            )
        ]
    if isinstance(record, Licence):
        return _ways_of_licence(record)
    return []


def _ways_of_licence(licence: Licence) -> list[Way]:
    parties = list(licence.parties.values_list("role", "entity__canonical_id").order_by("entity_id"))
    senders = sorted({entity for role, entity in parties if role in SENDING})
    receivers = sorted({entity for role, entity in parties if role in RECEIVING})
    return [
        _way(LinkKind.AUTHORISED, Place(item, unit, sender), Place(item, unit, receiver), licence)
        for item, unit in licence.items.values_list(ITEM, "unit_id").order_by("pk")
        for sender in senders
        for receiver in receivers
        if sender != receiver
    ]


def _way(kind: LinkKind, source: Place, target: Place | None, record: Carrier) -> Way:
    span = span_of(record)
    rank = record.strength_level.rank
    step = Step(kind, source, target, record.pk, span.start_earliest, span.end_latest, rank, source.unit is not None)
    return Way(kind, source, target, (step,))
