"""The pages of relationships, lobby contacts, proceedings, statistics and places."""

from __future__ import annotations

from typing import Any

from core.dates import period_words
from entities.choices import RelationshipKind
from exports.choices import ProceedingKind, ProceedingState
from pages.parts import Builder, RecordPage
from pages.records.common import evidence
from pages.tables import Cell
from pages.words import amount_words, digits, percent_words


def relationship(record: Any) -> RecordPage:
    build = Builder(record)
    kind = RelationshipKind(record.kind)
    build.fact("First party", record.subject)
    build.fact("Stands to the second", Cell(str(kind.label), note=str(kind.explanation)))
    build.fact("Second party", record.object)
    if record.since or record.until:
        alone = record.until is None and record.since and record.since.is_interval
        build.fact("When", record.since.words() if alone else _when(record.since, record.until))
    build.fact("Share", percent_words(record.share_percent) if record.share_percent is not None else "")
    build.fact("Amount", amount_words(record.amount, None, record.currency))
    build.fact("Note", record.note)
    evidence(build)
    title = f"{record.subject} {kind.label} {record.object}"
    return build.page(
        "Relationship",
        title,
        record.statement or f"{title}, as recorded here.",
        list_url="/relationships/",
        list_name="Relationships",
    )


def _when(since: Any, until: Any) -> str:
    return since.words() if until is None else period_words(since, until)


def contact(record: Any) -> RecordPage:
    build = Builder(record)
    build.fact("Lobbyist", record.lobbyist)
    build.fact("For", record.client)
    build.fact("Office holder", record.office_holder)
    build.fact("Body", record.body)
    build.fact("Subject", record.subject)
    build.fact("Registration", record.registration_number)
    build.fact("When", record.happened.words() if record.happened else "")
    build.fact("Note", record.note)
    evidence(build)
    lead = f"A contact of {record.lobbyist}, for {record.client}, as a register or a released document records it."
    title = f"{record.lobbyist} for {record.client}"
    return build.page("Lobby contact", title, lead, list_url="/contacts/", list_name="Lobby contacts")


def proceeding(record: Any) -> RecordPage:
    build = Builder(record)
    kind, state = ProceedingKind(record.kind), ProceedingState(record.state)
    build.fact("Kind", Cell(str(kind.label), note=str(kind.explanation)))
    build.fact("By", record.brought_by)
    build.fact("Latest state recorded", Cell(str(state.label), note=str(state.explanation)))
    if record.began or record.ended:
        build.fact("Time", period_words(record.began, record.ended))
    subjects = record.subjects.select_related(
        "entity", "country", "item", "licence", "shipment__item", "shipment__exporter", "shipment__recipient"
    )
    for line in subjects:
        about = line.entity or line.country or line.item or line.licence or line.shipment
        build.fact("Against" if line.role == line.AGAINST else "About", about)
    for stage in record.stages.all():
        when = stage.happened.words(period=True) if stage.happened else "undated"
        build.fact("State", Cell(f"{stage.get_state_display()}, {when}", note=stage.note))
    build.fact("Place", record.place)
    build.fact("Part of", record.part_of)
    build.fact("Steps", list(record.steps.order_by("began_earliest")))
    build.fact("Note", record.note)
    evidence(build)
    return build.page(
        "Proceeding",
        record.title,
        record.statement or str(kind.explanation),
        list_url="/proceedings/",
        list_name="Proceedings",
    )


def statistic(record: Any) -> RecordPage:
    build = Builder(record)
    build.fact("From or of", record.reporter)
    build.fact("To", record.partner, record.partner_country)
    build.fact("What is counted", record.category)
    build.fact("Period", record.period.words(period=True) if record.period else "")
    amount = amount_words(record.amount_low, record.amount_high, record.currency)
    build.fact("Amount", Cell(amount, note=record.currency_note))
    build.fact("Share", percent_words(record.share_percent) if record.share_percent is not None else "")
    build.fact("Quantity", record.quantity_words)
    build.fact("Covers", record.covers)
    build.fact("Note", record.note)
    evidence(build)
    lead = "An aggregate as published. It stands beside shipments and is never added to them or to another register's."
    return build.page("Statistic", record.title, lead, list_url="/statistics/", list_name="Statistics")


def place(record: Any) -> RecordPage:
    build = Builder(record)
    build.fact("Kind", record.kind)
    build.fact("Country", record.country)
    build.fact("As printed", record.country_note)
    if record.latitude is not None:
        point = f"{digits(record.latitude)}, {digits(record.longitude)}"
        radius = f"within {digits(record.precision_km)} km" if record.precision_km else ""
        build.fact("Point", Cell(point, note=radius))
    build.fact("Incidents", list(record.incidents.order_by("happened_earliest")[:50]))
    build.fact("Seat of", list(record.entities.order_by("name")[:50]))
    evidence(build)
    return build.page("Place", record.name, "A place under a name that takes no side.")
