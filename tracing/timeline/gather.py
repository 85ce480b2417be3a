"""Read the moments around a chain: a constant number of queries, however many moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from conflicts.models import Incident
from entities.choices import EntityKind, RelationshipKind
from entities.models import LobbyContact, Relationship
from evidence.publication import Public
from exports.choices import MeasureKind
from exports.models import LicenceEvent, Measure, MeasureItem, MeasureTarget, Shipment
from tracing.model import Chain, RecordRef
from tracing.timeline.around import Around, record_title, records_once
from tracing.timeline.drafts import Draft, with_sources
from tracing.timeline.moments import Lane, Moment, Part, in_order
from tracing.timeline.when import When

CONTACTS = (
    RelationshipKind.MET_WITH,
    RelationshipKind.ASSURED,
    RelationshipKind.ASKED,
    RelationshipKind.LOBBIES_FOR,
    RelationshipKind.REPRESENTS,
    RelationshipKind.DISCLOSED,
)
HAPPEN_ONCE = (MeasureKind.LIFTING, MeasureKind.CANCELLATION)
"""Acts, which do not go on as what they end did."""
MOST_OF_A_KIND = 40
LANES = {
    "licence": Lane.PERMITS,
    "shipment": Lane.MOVEMENT,
    "incorporation": Lane.MOVEMENT,
    "incident": Lane.INCIDENTS,
}


def moments_around(chain: Chain, rivals: Sequence[Chain] = (), known_on: date | None = None) -> list[Moment]:
    """The records of a chain and its rivals, with measures, contacts and permit events, in the order of their dates.

    With a day, only what sources had published by then.
    """
    around, public = Around.of(chain, *rivals), Public(known_on)
    drafts = [
        *_own(around, chain, *rivals),
        *_measures(around, public),
        *_contacts(around, public),
        *_lobbying(around, public),
        *_permit_events(around, public),
    ]
    return in_order(with_sources(drafts, public))


def _own(around: Around, *chains: Chain) -> Iterator[Draft]:
    incidents = _rows(Incident.objects.select_related("conflict"), around.incidents)
    ordered = _rows(Shipment.objects.filter(delivered=None), around.shipments)
    for number, link, record in records_once(*chains):
        if record.kind in LANES:
            title = record_title(link, record)
            if record.kind == "shipment" and record.pk in ordered:
                title = _("%(shipment)s (date of the order)") % {"shipment": title}
            yield Draft((record.kind, record.pk), _of_record(number, title, record, incidents))
    conflicts = {row.conflict.pk: row.conflict for row in incidents.values() if row.conflict}
    for conflict in conflicts.values():
        when = When.stretch(conflict.began, conflict.ended)
        moment = Moment(Lane.INCIDENTS, str(conflict), when, conflict.get_absolute_url())
        yield Draft(("conflict", conflict.pk), moment)


def _rows(rows: QuerySet[Any], keys: Iterable[int]) -> dict[int, Any]:
    return {row.pk: row for row in rows.filter(pk__in=keys)} if keys else {}


def _of_record(number: int, title: str, record: RecordRef, incidents: dict[int, Incident]) -> Moment:
    part = Part.RIVAL if number else Part.CHAIN
    incident = incidents.get(record.pk) if record.kind == "incident" else None
    if incident is not None and incident.is_period:
        when = When.throughout(record.when)
    elif record.until is not None:
        when = When.stretch(record.when, record.until)
    else:
        when = When(record.when)
    return Moment(LANES[record.kind], title, when, record.url, part)


def _measures(around: Around, public: Public) -> Iterator[Draft]:
    """Measures aimed at a party of the chain, or at a country of it by another of them or by an organisation."""
    speaks = Q(issuer__country__code__in=around.countries) | Q(issuer__kind=EntityKind.ORGANISATION)
    # Each by keys: with the same conditions as joins PostgreSQL plans for longer (28 ms) than it then runs.
    targets, lines = MeasureTarget.objects, MeasureItem.objects
    at_parties = targets.filter(entity__canonical_id__in=around.parties).values("measure")
    at_countries = targets.filter(country__code__in=around.countries).values("measure")
    on_items = lines.filter(item__canonical_id__in=around.items).values("measure")
    touches = Q(pk__in=at_parties) | speaks & Q(pk__in=at_countries) | Q(pk__in=on_items)
    found = Measure.objects.filter(touches).select_related("issuer")
    for row in _first(public.only(found, "measure"), "valid_from_earliest"):
        yield Draft(("measure", row.pk), measure_moment(row, public.day))


def measure_moment(row: Measure, known_on: date | None = None) -> Moment:
    """A measure from when until when it was in force; a lifting or a cancellation happens once.

    Told for a day, an end after it is left out: nobody could read then that it would be ended.
    """
    end = row.valid_until
    if known_on is not None and end is not None and (end.earliest or date.min) > known_on:
        end = None
    when = When(row.valid_from) if row.kind in HAPPEN_ONCE else When.stretch(row.valid_from, end)
    return Moment(Lane.MEASURES, str(row), when, row.get_absolute_url())


def _contacts(around: Around, public: Public) -> Iterator[Draft]:
    """Calls, meetings, assurances and lobbying by a party of the chain, or between two countries of it."""
    with_party = Q(subject__canonical_id__in=around.parties) | Q(object__canonical_id__in=around.parties)
    between = Q(subject__country__code__in=around.countries, object__country__code__in=around.countries)
    between &= ~Q(subject__country=F("object__country"))
    found = Relationship.objects.filter(with_party | between, kind__in=CONTACTS).select_related("subject", "object")
    for row in _first(public.only(found, "relationship"), "since_earliest"):
        when = When.stretch(row.since, row.until) if row.until else When(row.since)
        yield Draft(("relationship", row.pk), Moment(Lane.CONTACTS, str(row), when, row.get_absolute_url()))


def _lobbying(around: Around, public: Public) -> Iterator[Draft]:
    with_party = Q(client__canonical_id__in=around.parties) | Q(lobbyist__canonical_id__in=around.parties)
    with_party |= Q(body__canonical_id__in=around.parties)
    found = LobbyContact.objects.filter(with_party).select_related("client", "lobbyist", "office_holder", "body")
    for row in _first(public.only(found, "lobby_contact"), "happened_earliest"):
        words = {"lobbyist": row.lobbyist, "client": row.client, "other": row.office_holder or row.body}
        title = _("%(lobbyist)s for %(client)s: contact with %(other)s") % words
        yield Draft(("lobby_contact", row.pk), Moment(Lane.CONTACTS, title, When(row.happened), row.get_absolute_url()))


def _permit_events(around: Around, public: Public) -> Iterator[Draft]:
    found = LicenceEvent.objects.filter(licence__in=around.licences).select_related("licence")
    for row in _first(public.only(found, "licence_event"), "happened_earliest"):
        moment = Moment(Lane.PERMITS, str(row), When(row.happened), row.get_absolute_url())
        yield Draft(("licence_event", row.pk), moment)


def _first(rows: QuerySet[Any], order: str) -> list[Any]:
    return list(rows.distinct().order_by(F(order).asc(nulls_last=True), "pk")[:MOST_OF_A_KIND])
