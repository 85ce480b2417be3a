"""A dossier as sources had it on a day: pure, from the citations that the dossier holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from core.dates import PartialDate, Period
from core.truth import Truth
from tracing.dossier.claims import CitationFact
from tracing.dossier.facts import Dossier, LicenceFact, MeasureFact, Used
from tracing.dossier.policy import with_rival_ends


def known_on(dossier: Dossier, day: date | None) -> Dossier:
    """Without what nobody had stated by the day: measures, readings, events of licences, undertakings, units, claims.

    Of a measure, an end after the day is left out: nobody could read then that it would be ended.
    """
    if day is None:
        return dossier
    moment = PartialDate.of_day(day)
    citations = {key: kept for key, claims in dossier.citations.items() if (kept := tuple(_out(claims, moment)))}
    known = {key for key, claims in citations.items() if any(claim.stance == "supports" for claim in claims)}

    def stated(record: Used) -> bool:
        return record.key in known

    def units(named: frozenset[int]) -> frozenset[int]:
        return frozenset(unit for unit in named if ("item_unit", unit) in known)

    measures = (_measure(one, known, day) for one in dossier.measures if stated(one.record))
    return replace(
        dossier,
        citations=citations,
        measures=tuple(with_rival_ends(measures, citations)),
        licences={pk: _licence(one, known) for pk, one in dossier.licences.items() if stated(one.record)},
        undertakings=tuple(one for one in dossier.undertakings if stated(one.record)),
        shipments={pk: replace(one, units=units(one.units)) for pk, one in dossier.shipments.items()},
        incidents={pk: replace(one, units=units(one.units)) for pk, one in dossier.incidents.items()},
    )


def _out(claims: Iterable[CitationFact], day: PartialDate) -> Iterable[CitationFact]:
    """Those whose source was out in every reading of its date; an undated one may not have been."""
    for claim in claims:
        if claim.source.published is not None and claim.source.published.after(day) is Truth.NO:
            yield claim


def _measure(measure: MeasureFact, known: set[tuple[str, int]], day: date) -> MeasureFact:
    end = measure.period.end
    is_later = end is not None and (end.earliest or date.min) > day
    return replace(
        measure,
        period=Period(measure.period.start, None) if is_later else measure.period,
        end_note="" if is_later else measure.end_note,
        ends=(),
        readings=tuple(reading for reading in measure.readings if reading.record.key in known),
    )


def _licence(licence: LicenceFact, known: set[tuple[str, int]]) -> LicenceFact:
    return replace(licence, events=tuple(event for event in licence.events if event.record.key in known))
