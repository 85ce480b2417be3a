"""What forbids or follows: measures and how they are read, proceedings, statistics."""

from __future__ import annotations

from api.shapes.base import Shape
from api.shapes.common import NOTE, STATEMENT, anchor, carried, head
from api.shapes.fields import Choice, Date, Decimal, Named, Quantity, Range, Text
from api.shapes.links import Nested, Reference
from api.shapes.moves import licence
from api.shapes.what import code, item
from api.shapes.who import country, party
from core.database_functions import dated
from exports.choices import Coverage, LegalForce, MeasureKind, ProceedingKind, ProceedingRole, ProceedingState
from exports.filters import MeasureFilter, MeasureReadingFilter, ProceedingFilter, StatisticFilter
from exports.models import (
    Measure,
    MeasureItem,
    MeasureReading,
    MeasureTarget,
    Proceeding,
    ProceedingStage,
    ProceedingSubject,
    TradeStatistic,
)


def measure(name: str = "measure") -> Reference:
    """A reference to a measure."""
    return Reference(name, to="measures", label="title")


READ = (
    party("reader"),
    Choice("coverage", vocabulary=Coverage),
    Text("interpretation"),
    Date("stated"),
)

MEASURES = Shape(
    slug="measures",
    record="measure",
    intro="Embargoes, suspensions, denial policies, exemptions, listings and firms' own stops of supply.",
    rows=Measure.objects.all,
    filters=MeasureFilter,
    fields=(
        *head("measure", "measures"),
        Named("title"),
        Choice("kind", vocabulary=MeasureKind),
        party("issuer"),
        Text("instrument"),
        Choice("legal_force", vocabulary=LegalForce),
        Date("announced"),
        Date("valid_from"),
        Date("valid_until"),
        Text("end_note"),
        Text("item_scope"),
        measure("relaxes"),
        Text("reason"),
        Nested(
            "targets",
            rows=MeasureTarget.objects.all,
            to="measure",
            fields=(country("country"), party("entity"), Text("territory")),
            doc="Whom it is aimed at: countries, entities, territories.",
        ),
        Nested(
            "items",
            rows=MeasureItem.objects.all,
            to="measure",
            fields=(item(), code()),
            doc="The items and the entries of lists that it names.",
        ),
        Nested(
            "readings",
            rows=MeasureReading.objects.all,
            to="measure",
            order=("stated_earliest", "public_id"),
            fields=(Named("id", "public_id", doc="The public id of the reading, a resource of its own."), *READ),
            doc="How readers interpret it; they may differ.",
        ),
        STATEMENT,
        NOTE,
        *carried("measure"),
    ),
    orders={"valid_from": dated("valid_from_earliest")},
)

MEASURE_READINGS = Shape(
    slug="measure-readings",
    record="measure_reading",
    intro="How one reader interprets a measure, with its own sources.",
    rows=MeasureReading.objects.all,
    filters=MeasureReadingFilter,
    fields=(
        *head("measure_reading", "measure-readings", anchor("/measures/", "measure")),
        measure(),
        *READ,
        *carried("measure_reading"),
    ),
)

PROCEEDINGS = Shape(
    slug="proceedings",
    record="proceeding",
    intro="Inquiries, reviews, investigations, charges and judgements. An accusation is not a finding.",
    rows=Proceeding.objects.all,
    filters=ProceedingFilter,
    fields=(
        *head("proceeding", "proceedings"),
        Named("title"),
        Choice("kind", vocabulary=ProceedingKind),
        party("brought_by"),
        Reference("part_of", to="proceedings", label="title"),
        Date("began"),
        Date("ended"),
        Choice("state", vocabulary=ProceedingState),
        Text("place"),
        Nested(
            "stages",
            rows=ProceedingStage.objects.all,
            to="proceeding",
            order=("happened_earliest", "pk"),
            fields=(Choice("state", vocabulary=ProceedingState), Date("happened"), Text("note")),
            doc="Its state at each date.",
        ),
        Nested(
            "subjects",
            rows=ProceedingSubject.objects.all,
            to="proceeding",
            fields=(
                Choice("role", vocabulary=ProceedingRole),
                party("entity"),
                country("country"),
                item(),
                licence(),
                Reference("shipment", to="shipments", label="statement"),
            ),
            doc="Against whom, and about what.",
        ),
        STATEMENT,
        NOTE,
        *carried("proceeding"),
    ),
    orders={"began": dated("began_earliest")},
)

STATISTICS = Shape(
    slug="statistics",
    record="trade_statistic",
    intro="Aggregates as published. They stand beside shipments and are never added to them or to each other.",
    rows=TradeStatistic.objects.all,
    filters=StatisticFilter,
    fields=(
        *head("trade_statistic", "statistics"),
        Named("title"),
        party("reporter"),
        party("partner"),
        country("partner_country"),
        Text("category"),
        Date("period"),
        Quantity("quantity", doc="The number of things, where things are counted."),
        Range(
            "amount",
            number="number",
            parts=(Text("currency"), Text("currency_note")),
            doc="The sum of money, where money is counted.",
        ),
        Decimal("share_percent"),
        Text("covers"),
        NOTE,
        *carried("trade_statistic"),
    ),
    orders={"period": dated("period_earliest")},
)

SHAPES = (MEASURES, MEASURE_READINGS, PROCEEDINGS, STATISTICS)
