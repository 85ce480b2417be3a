"""The pages of a shipment and of an incorporation."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from core.dates import period_words
from core.merging import settle
from exports.choices import Authorised, IncorporationKind, ShipmentKind, ShipmentStatus
from pages.chains import chains_through
from pages.parts import Builder, RecordPage
from pages.records.common import evidence, proceedings_about, proceedings_where
from pages.tables import Cell
from pages.words import amount_words


def shipment(record: Any) -> RecordPage:
    build = Builder(record)
    build.fact("Item", record.item)
    build.fact("From", record.exporter)
    build.fact("To", record.recipient)
    for party in settle(record.parties.select_related("entity", "country")):
        build.fact(str(party.get_role_display()).capitalize(), party.entity, party.country, party.note)
    build.fact("How many", record.quantity_words)
    build.fact("Kind", _explained(ShipmentKind(record.kind)))
    build.fact("Status", _explained(ShipmentStatus(record.status)))
    build.fact("Permission", _explained(Authorised(record.authorised)))
    build.fact("Licence", record.licence)
    build.fact("Ordered", record.ordered.words(period=True) if record.ordered else "")
    build.fact("Delivered", record.delivered.words(period=True) if record.delivered else "")
    build.fact("Origin", record.origin)
    build.fact("Destination", record.destination)
    build.fact("Units", [Cell(str(line.unit), line.unit.get_absolute_url()) for line in _units(record)])
    build.fact("Worth", [_worth(value) for value in record.valuations.all()])
    for line in record.deliveries.all():
        build.fact("Arrived", f"{line.quantity_words}, {line.period.words(period=True) if line.period else 'undated'}")
    build.fact("Same flow as", record.counted_in)
    build.fact("Also recorded as", settle(record.also_recorded_as.select_related("item", "exporter", "recipient")))
    build.fact("Note", record.note)
    chains_through(build, record)
    proceedings_about(build, proceedings_where(Q(subjects__shipment=record.pk)))
    evidence(build)
    title = f"{record.item}: {record.exporter} to {record.recipient}"
    tags = ("left out of sums: the same flow is recorded elsewhere",) if record.counted_in_id else ()
    return build.page(
        "Shipment",
        title,
        record.statement or _shipment_sentence(record),
        tags,
        list_url="/shipments/",
        list_name="Shipments",
    )


def _units(record: Any) -> Any:
    return record.units.select_related("unit__item")


def _explained(choice: Any) -> Cell:
    return Cell(str(choice.label), note=str(choice.explanation))


def _worth(value: Any) -> Cell:
    words = amount_words(value.amount_low, value.amount_high, value.currency or "TIV", estimate=value.is_estimate)
    return Cell(words, note=value.covers)


def _shipment_sentence(record: Any) -> str:
    when = f" {record.delivered.words(period=True)}" if record.delivered else ""
    what = record.quantity_words or record.item
    return f"{what} recorded as passing from {record.exporter} to {record.recipient}{when}."


def incorporation(record: Any) -> RecordPage:
    build = Builder(record)
    build.fact("Component", record.component)
    build.fact("The very thing", record.component_unit)
    build.fact("Built into", record.platform)
    build.fact("The very platform", record.platform_unit)
    stated = "" if record.integrator_is_stated else "No source says who built it in; the platform's maker is assumed."
    build.fact("By", Cell(str(record.integrator), record.integrator.get_absolute_url(), note=stated))
    build.fact("Kind", _explained(IncorporationKind(record.kind)))
    build.fact("How many in each", record.quantity_words)
    if record.since or record.until:
        build.fact("When", period_words(record.since, record.until))
    build.fact("Note", record.note)
    chains_through(build, record)
    evidence(build)
    lead = f"{record.component} is recorded in {record.platform}, built in by {record.integrator}."
    return build.page(
        "Incorporation",
        f"{record.component} in {record.platform}",
        lead,
        list_url="/incorporations/",
        list_name="Incorporations",
    )
