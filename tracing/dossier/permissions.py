"""Licences with their parties and events, and promises about end use, for many chains at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import F, Q

from core.kept import AnyOf, Kept, keys, share_out, shared
from core.merging import settle
from exports.models import Licence, LicenceEvent, LicenceItem, LicenceParty, Undertaking, UndertakingItem
from tracing.dossier.facts import EventFact, LicenceFact, UndertakingFact
from tracing.dossier.values import amount_of, party_joins, party_of, used

LICENCES = Kept.by(Licence.objects.select_related("destination", *party_joins("authority")))
LICENCE_ITEMS = Kept.by(LicenceItem.objects.select_related("item"), "licence")
LICENCE_PARTIES = Kept.by(LicenceParty.objects.select_related(*party_joins("entity")), "licence")
LICENCE_EVENTS = Kept.by(LicenceEvent.objects.select_related("by"), "licence")
NAMING = UndertakingItem.objects.filter(AnyOf(F("item__canonical_id"), keys("items"))).values("undertaking")
UNDERTAKINGS = Kept(
    Undertaking.objects.filter(AnyOf(F("licence"), keys("licences")) | Q(pk__in=NAMING, licence__isnull=True))
    .select_related(*party_joins("given_by"))
    .order_by("pk"),
    items="bigint[]",
    licences="bigint[]",
)
PROMISED = Kept.by(UndertakingItem.objects.select_related("item"), "undertaking")


def licences_of(wanted: Collection[int]) -> dict[int, LicenceFact]:
    """The licences with these keys."""
    rows = LICENCES(keys=wanted)
    share_out(rows, "items", LICENCE_ITEMS(keys=wanted), "licence")
    share_out(rows, "parties", LICENCE_PARTIES(keys=wanted), "licence")
    share_out(rows, "events", LICENCE_EVENTS(keys=wanted), "licence")
    return {row.pk: _licence(row) for row in settle(rows)}


def _licence(row: Licence) -> LicenceFact:
    return LicenceFact(
        record=used("licence", row),
        kind=row.kind,
        issued=row.issued,
        valid_until=row.valid_until,
        destination=row.destination.code if row.destination else "",
        destination_name=row.destination.name if row.destination else "",
        authority=party_of(row.authority) if row.authority else None,
        parties=tuple((party.role, party_of(party.entity)) for party in shared(row, "parties")),
        amounts={line.item_id: amount_of(line) for line in shared(row, "items")},
        events=tuple(_event(event) for event in shared(row, "events")),
        conditions=row.conditions,
        number=row.number,
    )


def _event(row: LicenceEvent) -> EventFact:
    return EventFact(used("licence_event", row), row.kind, row.happened, str(row.by or ""), row.reason)


def undertakings_about(items: Collection[int], licences: Mapping[int, LicenceFact]) -> tuple[UndertakingFact, ...]:
    """Promises for one of these licences, or about one of these items where no licence is named."""
    rows = UNDERTAKINGS(items=items, licences=licences)
    share_out(rows, "items", PROMISED(keys={row.pk for row in rows}), "undertaking")
    return tuple(
        UndertakingFact(
            record=used("undertaking", row),
            kind=row.kind,
            given_by=party_of(row.given_by),
            licence=row.licence_id,
            items=frozenset(line.item_id for line in shared(row, "items")),
            given=row.given,
            terms=row.terms,
        )
        for row in settle(rows)
    )
