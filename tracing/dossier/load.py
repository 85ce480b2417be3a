"""Read what surrounds some chains: a constant number of queries, however many chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from conflicts.models import Incident, IncidentItem
from core.kept import Kept, share_out, shared
from core.merging import settle
from entities.models import Country, Entity
from exports.choices import ShipmentRole
from exports.models import CodeAssignment, Delivery, Incorporation, Item, Shipment, ShipmentParty, ShipmentUnit
from tracing.dossier.evidence import evidence_about
from tracing.dossier.facts import (
    Dossier,
    IncidentFact,
    IncorporationFact,
    ItemFact,
    Key,
    LicenceFact,
    MeasureFact,
    PartyFact,
    ShipmentFact,
    UndertakingFact,
)
from tracing.dossier.keys import keys_of
from tracing.dossier.permissions import licences_of, undertakings_about
from tracing.dossier.policy import measures_touching, with_rival_ends
from tracing.dossier.values import PARTY, amount_of, party_joins, party_of, used
from tracing.model import Chain, State

PARTIES = Kept.by(Entity.objects.select_related(*PARTY))
ITEMS = Kept.by(Item.objects.select_related("variant_of__variant_of"))
CODES = Kept.by(CodeAssignment.objects.select_related("code"), "item")
NAMED = ("name", "canonical_id", "same_as")
OF_A_SHIPMENT = (
    "public_id", "version", "kind", "status", "authorised", "ordered", "delivered", "licence", "counted_in",
    "quantity_low", "quantity_high", "quantity_unit", "quantity_is_estimate", "quantity_text",
    "item__designation", "item__canonical_id", "item__same_as", "origin__code", "destination__code",
    *(f"exporter__{name}" for name in NAMED), *(f"recipient__{name}" for name in NAMED),
)  # fmt: skip
"""What facts are made of, and what `settle` asks: of what is read by the hundred, no more."""
SHIPMENTS = Kept.by(
    Shipment.objects.select_related("item", "exporter", "recipient", "origin", "destination").only(*OF_A_SHIPMENT)
)
DELIVERIES = Kept.by(Delivery.objects.all(), "shipment")
SHIPPED_UNITS = Kept.by(ShipmentUnit.objects.all(), "shipment")
SHIPMENT_PARTIES = Kept.by(ShipmentParty.objects.select_related(*party_joins("entity")), "shipment")
INCORPORATIONS = Kept.by(Incorporation.objects.select_related("component", "platform"))
INCIDENTS = Kept.by(Incident.objects.select_related("place__country", *party_joins("user", "actor")))
COUNTRIES = Kept.all(Country.objects.values_list("code", "name"))
INCIDENT_ITEMS = Kept.by(IncidentItem.objects.all(), "incident")


def dossier_of(chains: Sequence[Chain]) -> Dossier:
    """Use once for all chains of a trace, then hand it to `tracing.rules.judge` with each of them."""
    keys: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys_of(chains):
        keys[kind].add(pk)
    states = [state for chain in chains for link in chain.links for state in (link.source, link.target) if state]
    parties = _parties({state.holder.pk for state in states})
    items = _items({state.item.pk for state in states})
    shipments = _shipments(keys["shipment"])
    licences = licences_of(keys["licence"] | {s.licence for s in shipments.values() if s.licence is not None})
    incidents = _incidents(keys["incident"])
    bound = {shipment.destination for shipment in shipments.values()} | {one.destination for one in licences.values()}
    measures = measures_touching(
        parties.values(), bound - {""}, {key for item in items.values() for key in item.known_as}
    )
    undertakings = undertakings_about(items, licences)
    about = keys_of(chains) | _units(states) | set(_beside(measures, licences.values(), undertakings))
    citations, lineage = evidence_about(about)
    return Dossier(
        parties=parties,
        items=items,
        measures=tuple(with_rival_ends(measures, citations)),
        licences=licences,
        shipments=shipments,
        incorporations=_incorporations(keys["incorporation"]),
        incidents=incidents,
        undertakings=undertakings,
        citations=citations,
        lineage=lineage,
        countries=dict(COUNTRIES()),
    )


def _units(states: Iterable[State]) -> set[Key]:
    return {("item_unit", state.unit.pk) for state in states if state.unit is not None}


def _beside(
    measures: Iterable[MeasureFact], licences: Iterable[LicenceFact], undertakings: Iterable[UndertakingFact]
) -> Iterable[Key]:
    """The records beside the chains whose claims rules quote."""
    for measure in measures:
        yield measure.record.key
        yield from (reading.record.key for reading in measure.readings)
    for licence in licences:
        yield licence.record.key
        yield from (event.record.key for event in licence.events)
    yield from (undertaking.record.key for undertaking in undertakings)


def _parties(keys: set[int]) -> dict[int, PartyFact]:
    return {row.pk: party_of(row) for row in settle(PARTIES(keys=keys))}


def _items(keys: set[int]) -> dict[int, ItemFact]:
    rows = ITEMS(keys=keys)
    share_out(rows, "code_assignments", CODES(keys=keys), "item")
    return {row.pk: _item(row) for row in settle(rows)}


def _item(row: Item) -> ItemFact:
    family = row.variant_of
    families = {one.pk for one in (family, family.variant_of if family else None) if one is not None}
    codes = {(line.code.scheme, line.code.code) for line in shared(row, "code_assignments")}
    return ItemFact(row.pk, row.designation, row.kind, frozenset(families), frozenset(codes))


def _shipments(keys: set[int]) -> dict[int, ShipmentFact]:
    rows = SHIPMENTS(keys=keys)
    share_out(rows, "deliveries", DELIVERIES(keys=keys), "shipment")
    share_out(rows, "units", SHIPPED_UNITS(keys=keys), "shipment")
    share_out(rows, "parties", SHIPMENT_PARTIES(keys=keys), "shipment")
    return {row.pk: _shipment(row) for row in settle(rows)}


def _shipment(row: Shipment) -> ShipmentFact:
    declared = (p.entity for p in shared(row, "parties") if p.role == ShipmentRole.DECLARED_END_USER and p.entity)
    return ShipmentFact(
        record=used("shipment", row),
        kind=row.kind,
        status=row.status,
        authorised=row.authorised,
        ordered=row.ordered,
        delivered=row.delivered,
        licence=row.licence_id,
        origin=row.origin.code if row.origin else "",
        destination=row.destination.code if row.destination else "",
        amount=amount_of(row),
        deliveries=tuple(line.period for line in shared(row, "deliveries") if line.period is not None),
        declared_end_users=tuple(party_of(entity) for entity in declared),
        units=frozenset(line.unit_id for line in shared(row, "units")),
        counted_in=row.counted_in_id,
    )


def _incorporations(keys: set[int]) -> dict[int, IncorporationFact]:
    return {row.pk: _incorporation(row) for row in settle(INCORPORATIONS(keys=keys))}


def _incorporation(row: Incorporation) -> IncorporationFact:
    return IncorporationFact(used("incorporation", row), row.kind, amount_of(row), row.integrator_is_stated)


def _incidents(keys: set[int]) -> dict[int, IncidentFact]:
    rows = INCIDENTS(keys=keys)
    share_out(rows, "items", INCIDENT_ITEMS(keys=keys), "incident")
    return {row.pk: _incident(row) for row in settle(rows)}


def _incident(row: Incident) -> IncidentFact:
    country = row.place.country if row.place else None
    return IncidentFact(
        record=used("incident", row),
        kind=row.kind,
        user=party_of(row.user) if row.user else None,
        place=country.code if country else "",
        conflict=row.conflict_id,
        amount=amount_of(row),
        units=frozenset(part.unit_id for part in shared(row, "items") if part.unit_id is not None),
        actor=party_of(row.actor) if row.actor else None,
    )
