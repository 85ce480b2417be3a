"""Contradictions between records that state the same thing: readings of one measure, two records of one flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_noop

from core.dates import Truth
from evidence.choices import Fit
from evidence.contradictions.alignment import Alignment
from evidence.contradictions.finding import Decisions, contradiction
from evidence.contradictions.kinds import COUNTED_IN, field_words
from evidence.contradictions.loading import Key, claims_of
from evidence.contradictions.model import Claim, Contradiction, Reading, Subject
from exports.choices import Coverage
from exports.models import Measure, MeasureReading, Shipment

COVERAGE = "coverage"
CLAIMS_SHOWN = 3
"""Of the claims that carry one of two records of a flow."""


def readings_of_measures(
    decided: Mapping[Key, Decisions], measures: Collection[int] | None = None
) -> Iterator[Contradiction]:
    """What readers of one measure conclude differently (None: of every measure). Two queries."""
    rows = MeasureReading.objects.select_related("reader").order_by("stated_earliest", "pk")
    by_measure: dict[int, list[MeasureReading]] = defaultdict(list)
    for row in rows if measures is None else rows.filter(measure__in=measures):
        by_measure[row.measure_id].append(row)
    differing = {key: found for key, found in by_measure.items() if len({one.coverage for one in found}) > 1}
    claims = claims_of(Q(measure_reading__measure__in=list(differing)))
    for key, found in differing.items():
        subject = Subject("measure", key)
        stated = [claim for one in found for claim in _stated(one, claims.get(("measure_reading", one.pk), ()))]
        yield contradiction(
            subject, COVERAGE, _by_coverage(stated), decided.get(subject.key, {}).get(COVERAGE),
            field_words(Measure, COVERAGE),
        )  # fmt: skip


def _stated(row: MeasureReading, claims: Collection[Claim]) -> Iterator[Claim]:
    """The citations of a reading as statements of its reader."""
    for claim in claims:
        yield replace(
            claim, field=COVERAGE, read=row.coverage, printed=str(Coverage(row.coverage).label), who=str(row.reader),
            says=row.interpretation, voice=("reader", row.reader_id), published=row.stated,
        )  # fmt: skip


def _by_coverage(claims: Collection[Claim]) -> list[Reading]:
    values = dict.fromkeys(claim.read for claim in claims)
    grouped = {value: [claim for claim in claims if claim.read == value] for value in values}
    return [Reading(stated[0].printed, value, tuple(stated)) for value, stated in grouped.items()]


def records_of_one_flow(
    decided: Mapping[Key, Decisions], shipments: Collection[int] | None = None
) -> Iterator[Contradiction]:
    """Shipments that are counted in another although dates or quantities do not meet (None: every one). Two queries."""
    rows = Shipment.objects.filter(counted_in__isnull=False).select_related("counted_in").order_by("pk")
    if shipments is not None:
        rows = rows.filter(Q(pk__in=shipments) | Q(counted_in__in=shipments))
    apart = [(row, why) for row in rows if (why := _why_not_one(row))]
    keys = [key for row, _why in apart for key in (row.pk, row.counted_in_id)]
    claims = claims_of(Q(shipment__in=keys) & Q(stance="supports"))
    for row, why in apart:
        subject = Subject("shipment", row.pk)
        readings = [_recorded(one, claims.get(("shipment", one.pk), ())) for one in (row, row.counted_in) if one]
        yield contradiction(
            subject, COUNTED_IN, readings, decided.get(subject.key, {}).get(COUNTED_IN),
            field_words(Shipment, COUNTED_IN), alignments=(Alignment(Fit.RIVAL, why),),
        )  # fmt: skip


def _why_not_one(row: Shipment) -> str:
    """Why the two records cannot be of one flow, in a sentence; "" if they can. A part of a flow is less than it."""
    whole = row.counted_in
    if whole is None:
        return ""
    if row.delivered and whole.delivered and row.delivered.overlaps(whole.delivered) is Truth.NO:
        return gettext_noop("The two records name different times of delivery.")
    least, most = row.quantity_low, whole.quantity_high
    if row.quantity_unit == whole.quantity_unit and least is not None and most is not None and least > most:
        return gettext_noop("The part is larger than the flow that it is counted in.")
    return ""


def _recorded(row: Shipment, claims: Collection[Claim]) -> Reading:
    words = ", ".join(filter(None, (row.quantity_words, row.delivered.words() if row.delivered else "")))
    read = f"{row.public_id}: {words}"
    return Reading(words, read, tuple(claims)[:CLAIMS_SHOWN])


def between(column: str, pk: int, decided: Mapping[Key, Decisions]) -> list[Contradiction]:
    """Use for one record: what readings of this measure, or records of this shipment's flow, state differently."""
    if column == "measure":
        return list(readings_of_measures(decided, [pk]))
    return list(records_of_one_flow(decided, [pk])) if column == "shipment" else []
