"""The pages of a licence, an undertaking and a measure."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from core.dates import period_words
from exports.choices import LegalForce, LicenceKind, LicenceRole, MeasureKind, UndertakingKind
from exports.models import LicenceEvent, MeasureReading, Undertaking
from pages import rows
from pages.chains import chains_through
from pages.columns import what
from pages.parts import Builder, Fact, RecordPage, cells_of, only
from pages.records.common import evidence, parts_of, proceedings_about, proceedings_where
from pages.tables import Cell
from pages.words import amount_words, count_words

SIDE_BY_SIDE = (LicenceRole.CONSIGNEE, LicenceRole.ULTIMATE_CONSIGNEE, LicenceRole.DECLARED_END_USER)


def licence(record: Any) -> RecordPage:
    build = Builder(record)
    parties = list(record.parties.select_related("entity"))
    _licence_facts(build, record, parties)
    build.section(
        "parties",
        "Consignee and declared end user",
        "sides",
        _sides(parties),
        "Who receives and who is declared to use are separate, and may differ.",
    )
    events = parts_of(record.events.all(), LicenceEvent)
    build.section("events", "Events", "events", events)
    undertakings = parts_of(record.undertakings.select_related("given_by", "given_to"), Undertaking)
    build.section("undertakings", "Undertakings", "undertakings", undertakings)
    shipped = rows.shipments().filter(licence=record.pk).order_by("delivered_earliest", "pk")
    columns = only(what.SHIPMENTS, "item", "exporter", "recipient", "quantity", "delivered", "status", "strength")
    build.table("shipments", "Shipments under it", columns, shipped)
    chains_through(build, record)
    proceedings_about(build, proceedings_where(Q(subjects__licence=record.pk)))
    evidence(build, events, undertakings)
    lead = record.statement or f"{str(LicenceKind(record.kind).label).capitalize()}, as recorded here."
    return build.page("Licence", record.title, lead, list_url="/licences/", list_name="Licences")


def _licence_facts(build: Builder, record: Any, parties: list[Any]) -> None:
    build.fact("Issuing authority", record.authority)
    build.fact("Number", record.number)
    kind = LicenceKind(record.kind)
    build.fact("Kind", Cell(str(kind.label), note=str(kind.explanation)))
    if record.count_low > 1 or (record.count_high or 1) > 1:
        build.fact("Stands for", f"{count_words(record.count_low, record.count_high)} licences")
    for party in parties:
        if party.role not in SIDE_BY_SIDE:
            build.fact(str(party.get_role_display()).capitalize(), party.entity)
    for line in record.items.select_related("item", "unit__item"):
        build.fact("Covers", Cell(str(line.item), line.item.get_absolute_url(), note=line.quantity_words), line.unit)
    build.fact("Destination", record.destination)
    if record.issued or record.valid_until:
        build.fact("Valid", period_words(record.issued, record.valid_until))
    build.fact("Conditions", record.conditions)
    for value in record.valuations.all():
        build.fact("Worth", Cell(amount_words(value.amount_low, value.amount_high, value.currency), note=value.covers))
    build.fact("Note", record.note)


def _sides(parties: list[Any]) -> list[Fact]:
    """Consignees and declared end users side by side; a role that nobody is recorded in says so."""
    named = {role: cells_of([p.entity for p in parties if p.role == role]) for role in SIDE_BY_SIDE}
    if not any(named.values()):
        return []
    shown = [role for role in SIDE_BY_SIDE if named[role] or role != LicenceRole.ULTIMATE_CONSIGNEE]
    nobody = (Cell("not recorded here"),)
    return [Fact(str(role.label).capitalize(), tuple(named[role]) or nobody) for role in shown]


def undertaking(record: Any) -> RecordPage:
    build = Builder(record)
    build.fact("Given by", record.given_by)
    build.fact("Given to", record.given_to)
    build.fact("Licence", record.licence)
    build.fact("When", record.given.words(period=True) if record.given else "")
    build.fact("About", [line.item for line in record.items.select_related("item")])
    build.fact("Terms", record.terms)
    evidence(build)
    kind = UndertakingKind(record.kind)
    return build.page(str(kind.label).capitalize(), record.title, str(kind.explanation))


def measure(record: Any) -> RecordPage:
    build = Builder(record)
    kind, force = MeasureKind(record.kind), LegalForce(record.legal_force)
    build.fact("Issued by", record.issuer)
    build.fact("Kind", Cell(str(kind.label), note=str(kind.explanation)))
    build.fact("Instrument", record.instrument)
    build.fact("Legal force", Cell(str(force.label), note=str(force.explanation)))
    build.fact("Announced", record.announced.words(period=True) if record.announced else "")
    if record.valid_from or record.valid_until:
        build.fact("In force", Cell(period_words(record.valid_from, record.valid_until), note=record.end_note))
    for target in record.targets.select_related("country", "entity"):
        build.fact("Aimed at", target.country, target.entity, target.territory)
    build.fact("Covers goods", record.item_scope)
    build.fact("Names", [line.item or str(line.code) for line in record.items.select_related("item", "code")])
    build.fact("Reason stated", record.reason)
    build.fact("Relaxes", record.relaxes)
    build.fact("Relaxed by", list(record.relaxed_by.order_by("valid_from_earliest")))
    build.fact("Note", record.note)
    readings = parts_of(record.readings.select_related("reader"), MeasureReading)
    note = "Readers of one text may differ; each reading is its reader's."
    build.section("readings", "How it is read", "readings", readings, note)
    evidence(build, readings)
    lead = record.statement or f"{str(kind.label).capitalize()} issued by {record.issuer}."
    return build.page("Measure", record.title, lead, list_url="/measures/", list_name="Measures")
