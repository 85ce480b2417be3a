"""Measures that may touch a step: aimed at a party or at a country of it, and what relaxes those."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from django.db.models import F, Q

from core.dates import PartialDate, PartialDateError, Period
from core.kept import AnyOf, Kept, keys, share_out, texts
from core.merging import settle
from exports.models import Measure, MeasureItem, MeasureReading, MeasureTarget
from tracing.dossier.claims import CitationFact
from tracing.dossier.facts import Key, MeasureFact, PartyFact, Reading, Target
from tracing.dossier.values import party_joins, party_of, used

AIMED = MeasureTarget.objects.filter(
    AnyOf(F("country__code"), texts("countries")) | AnyOf(F("entity__canonical_id"), keys("names"))
).values("measure")
ABOUT = MeasureItem.objects.filter(AnyOf(F("item__canonical_id"), keys("items"))).values("measure")
TOUCHING = Measure.objects.filter(Q(pk__in=AIMED) | Q(pk__in=ABOUT)).values("pk")
MEASURES = Kept(
    Measure.objects.filter(Q(pk__in=TOUCHING) | Q(relaxes__in=TOUCHING))
    .select_related(*party_joins("issuer"))
    .order_by("valid_from_earliest", "pk"),
    countries="text[]",
    names="bigint[]",
    items="bigint[]",
)
TARGETS = Kept.by(MeasureTarget.objects.select_related("country", "entity"), "measure")
MEASURED = Kept.by(MeasureItem.objects.select_related("code", "item"), "measure")
READINGS = Kept.by(MeasureReading.objects.select_related("reader"), "measure")


def measures_touching(
    parties: Iterable[PartyFact], destinations: Collection[str], items: Collection[int]
) -> tuple[MeasureFact, ...]:
    """Measures aimed at one of the parties, at whom they are part of, or at a country, or that name one of the items.

    With those that relax them.
    """
    known = list(parties)
    countries = {party.country for party in known if party.country} | set(destinations)
    names = {name for party in known for name in party.known_as}
    rows = MEASURES(countries=countries, names=names, items=items)
    wanted = {row.pk for row in rows}
    share_out(rows, "targets", TARGETS(keys=wanted), "measure")
    share_out(rows, "items", MEASURED(keys=wanted), "measure")
    share_out(rows, "readings", READINGS(keys=wanted), "measure")
    return tuple(_measure(row) for row in settle(rows))


def _measure(row: Measure) -> MeasureFact:
    named = list(row.items.all())
    return MeasureFact(
        record=used("measure", row),
        kind=row.kind,
        issuer=party_of(row.issuer),
        force=row.legal_force,
        period=Period(row.valid_from, row.valid_until),
        targets=tuple(_target(target) for target in row.targets.all()),
        items=frozenset(line.item_id for line in named if line.item_id is not None),
        codes=frozenset((line.code.scheme, line.code.code) for line in named if line.code is not None),
        scope=row.item_scope,
        end_note=row.end_note,
        relaxes=row.relaxes_id,
        readings=tuple(_reading(reading) for reading in row.readings.all()),
    )


def _target(row: MeasureTarget) -> Target:
    return Target(str(row), row.country.code if row.country else "", row.entity_id)


def _reading(row: MeasureReading) -> Reading:
    return Reading(used("measure_reading", row), str(row.reader), row.coverage, row.interpretation)


def with_rival_ends(
    measures: Iterable[MeasureFact], citations: Mapping[Key, tuple[CitationFact, ...]]
) -> Iterator[MeasureFact]:
    """Each measure with the ends that sources state, where they state several.

    A call that was never repealed and that one reader assumes to be inactive has two: that reader's year and none.
    """
    for measure in measures:
        claims = citations.get(measure.record.key, ())
        stated = {
            c.value_read: _end(c.value_read) for c in claims if c.field == "valid_until" and c.stance != "mentions"
        }
        yield replace(measure, ends=tuple(stated.values())) if len(stated) > 1 else measure


def _end(value: str) -> PartialDate | None:
    try:
        return PartialDate.parse(value)
    except PartialDateError:
        return None
