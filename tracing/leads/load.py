"""Read what leads and refutations need: a constant number of queries, however many chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Count, F, Q

from core.kept import AnyOf, Kept, keys, texts
from core.merging import settle
from entities.choices import EntityKind
from entities.models import Entity
from evidence.about import about_any
from evidence.choices import CHECKS_ABOUT, ReplyKind
from evidence.models import Check, Gap, Reply
from exports.choices import ShipmentRole, UnitKind
from exports.models import ItemUnit, Licence, Measure, Shipment, ShipmentParty
from exports.models.shipments import MOVES_GOODS
from tracing.acts import NO_DELIVERY
from tracing.dossier.facts import Dossier, Key, LicenceFact, PartyFact, Used
from tracing.dossier.keys import keys_of
from tracing.dossier.values import PARTY, party_joins, party_of, used
from tracing.leads.facts import AuthorityFact, Beside, CheckFact, GapFact, ReplyFact, UnitFact
from tracing.model import Chain

MOST_GAPS = 400
BY_PARTY = (
    AnyOf(F("sender__canonical_id"), keys("parties"))
    | AnyOf(F("recipient__canonical_id"), keys("parties"))
    | AnyOf(F("held_by__canonical_id"), keys("parties"))
)
GAPS = Kept(
    Gap.objects.filter(AnyOf(F("item__canonical_id"), keys("items")) | (Q(item__isnull=True) & BY_PARTY))
    .select_related("item", "sender", "recipient", *party_joins("held_by"))
    .order_by("pk")[:MOST_GAPS],
    items="bigint[]",
    parties="bigint[]",
)
REPLIES = Kept(
    Reply.objects.filter(AnyOf(F("gap"), keys("gaps")) | AnyOf(F("source"), keys("sources")))
    .select_related("asked_by", "source", *party_joins("asked_of"))
    .order_by("when_earliest", "pk"),
    gaps="bigint[]",
    sources="bigint[]",
)
UNITS = Kept.by(ItemUnit.objects.select_related("item"))
IN_COUNTRIES = AnyOf(F("country__code"), texts("countries"))
GIVING = Entity.objects.filter(IN_COUNTRIES, kind__in=(EntityKind.STATE_BODY, EntityKind.STATE)).values("pk")
PERMITS_GIVEN, MEASURES_ISSUED = (
    Kept(
        given.order_by().values_list(f"{by}__canonical_id").annotate(number=Count("pk")),
        countries="text[]",
    )
    for given, by in (
        (Licence.objects.filter(authority__in=GIVING), "authority"),
        (Measure.objects.filter(issuer__in=GIVING), "issuer"),
    )
)
BODIES = Kept(
    Entity.objects.select_related(*PARTY).filter(Q(IN_COUNTRIES, kind=EntityKind.STATE) | AnyOf(F("pk"), keys())),
    countries="text[]",
    keys="bigint[]",
)
CARRIERS = Kept.by(
    ShipmentParty.objects.select_related(*party_joins("entity"))
    .filter(role=ShipmentRole.CARRIER, entity__isnull=False)
    .order_by("pk"),
    "shipment",
)
UNDER_LICENCE = Kept.by(Shipment.objects.select_related("item", "exporter", "recipient"), "licence")
MOVED = Kept(
    Shipment.objects.exclude(status__in=NO_DELIVERY)
    .filter(
        MOVES_GOODS,
        AnyOf(F("item__canonical_id"), keys("items")),
        AnyOf(F("exporter__canonical_id"), keys("parties")),
        AnyOf(F("recipient__canonical_id"), keys("parties")),
    )
    .order_by()
    .values_list("item__canonical_id", "exporter__canonical_id", "recipient__canonical_id"),
    items="bigint[]",
    parties="bigint[]",
)
CHECKS = Kept(
    Check.objects.filter(about_any(Check, CHECKS_ABOUT)).select_related(
        "by", "asked_of", "source__publisher", "source__speaker"
    ),
    **dict.fromkeys(CHECKS_ABOUT, "bigint[]"),
)


def beside_of(chains: Sequence[Chain], dossier: Dossier) -> Beside:
    """Use once for all chains of a trace, then hand it to `find.leads_of` and to `refute.refutations`."""
    units = _units(chains, dossier)
    authorities = _authorities({party.country for party in dossier.parties.values() if party.country})
    gaps = _gaps(dossier)
    sources = {claim.source.pk for key in keys_of(chains) for claim in dossier.citations.get(key, ())}
    about = keys_of(chains) | {("item_unit", pk) for pk in units}
    return Beside(
        gaps=gaps,
        replies=_replies({gap.record.pk for gap in gaps}, sources),
        units=units,
        authorities=authorities,
        carriers=_carriers(dossier.shipments),
        under_licence=_under(dossier.licences),
        moved=_moved(dossier),
        checks=_checks(about),
    )


def _gaps(dossier: Dossier) -> tuple[GapFact, ...]:
    """About the chains' items; or about no item, and held by, sent by or brought to one of their parties."""
    items = {name for item in dossier.items.values() for name in item.known_as}
    authorities = {fact.authority.pk for fact in dossier.licences.values() if fact.authority is not None}
    return tuple(gap_fact(row) for row in settle(GAPS(items=items, parties=set(dossier.parties) | authorities)))


def gap_fact(row: Gap) -> GapFact:
    """A gap whose item, sender, recipient and holder are loaded. It has no page of its own: its item's shows it."""
    shown_by = row.item or row.sender or row.recipient or row.held_by
    url = f"{shown_by.get_absolute_url()}#gaps" if shown_by else ""
    return GapFact(
        record=Used("gap", row.pk, row.public_id, row.what, url, row.version),
        kind=row.kind,
        what=row.what,
        item=row.item_id,
        sender=row.sender_id,
        recipient=row.recipient_id,
        held_by=party_of(row.held_by) if row.held_by else None,
        asked=row.asked,
        result=row.result,
    )


def _replies(gaps: Collection[int], sources: Collection[int]) -> tuple[ReplyFact, ...]:
    """About a gap, or reported by a source that speaks about a record of the chains."""
    return tuple(_reply(row) for row in settle(REPLIES(gaps=gaps, sources=sources)))


def _reply(row: Reply) -> ReplyFact:
    return ReplyFact(
        record=Used("reply", row.pk, row.public_id, str(row), "", row.version),
        asked_of=party_of(row.asked_of),
        kind=row.kind,
        outcome=str(ReplyKind(row.kind).label),
        question=row.question,
        answer=row.answer,
        asked_by=str(row.asked_by or ""),
        when=row.when,
        gap=row.gap_id,
        source=row.source_id,
        url=row.source.get_absolute_url() if row.source else "",
    )


def _units(chains: Iterable[Chain], dossier: Dossier) -> dict[int, UnitFact]:
    states = (state for chain in chains for link in chain.links for state in (link.source, link.target) if state)
    named = {state.unit.pk for state in states if state.unit}
    named |= {unit for incident in dossier.incidents.values() for unit in incident.units}
    rows = settle(UNITS(keys=named))
    return {
        row.pk: UnitFact(
            row.pk,
            str(row),
            row.item_id,
            row.serial_as_read,
            f"{row.item.get_absolute_url()}#units",
            row.kind == UnitKind.LOT,
        )
        for row in rows
    }


def _authorities(countries: Collection[str]) -> dict[str, AuthorityFact]:
    """For each country the body that gave most of its permits here, else that issued most measures, else the state."""
    counted: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for place, given in enumerate((PERMITS_GIVEN, MEASURES_ISSUED)):
        for pk, number in given(countries=countries):
            counted[pk][place] = number
    rows = settle(BODIES(countries=countries, keys=list(counted)))
    facts = [AuthorityFact(party_of(row), *counted[row.pk]) for row in rows]
    facts.sort(key=lambda fact: (fact.permits, fact.measures, -fact.party.pk))
    return {fact.party.country: fact for fact in facts}


def _carriers(shipments: Collection[int]) -> dict[int, tuple[PartyFact, ...]]:
    found: dict[int, list[PartyFact]] = defaultdict(list)
    for row in settle(CARRIERS(keys=shipments)):
        if row.entity is not None:
            found[row.shipment_id].append(party_of(row.entity))
    return {pk: tuple(parties) for pk, parties in found.items()}


def _under(licences: Mapping[int, LicenceFact]) -> dict[int, tuple[Used, ...]]:
    found: dict[int, list[Used]] = defaultdict(list)
    for row in settle(UNDER_LICENCE(keys=licences)):
        if row.licence_id is not None:
            found[row.licence_id].append(used("shipment", row))
    return {pk: tuple(records) for pk, records in found.items()}


def _moved(dossier: Dossier) -> frozenset[tuple[int, int, int]]:
    """Between whom a movement is recorded: an order or a request is none."""
    return frozenset(MOVED(items=dossier.items, parties=dossier.parties))


def _checks(about: Collection[Key]) -> dict[Key, tuple[CheckFact, ...]]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for column, pk in sorted(about):
        if column in CHECKS_ABOUT:
            wanted[column].append(pk)
    if not wanted:
        return {}
    found: dict[Key, list[CheckFact]] = defaultdict(list)
    for row in CHECKS(**wanted):
        column = row.subject_column
        found[column, getattr(row, f"{column}_id")].append(_check(row))
    return {key: tuple(checks) for key, checks in found.items()}


def _check(row: Check) -> CheckFact:
    source = row.source
    return CheckFact(
        row.kind,
        row.state,
        row.result,
        str(row.by or ""),
        str(row.asked_of or ""),
        row.when,
        str(source.publisher or source.speaker or source.title) if source else "",
        source.get_absolute_url() if source else "",
    )
