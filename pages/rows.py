"""The rows of each list, with everything their columns show: a fixed number of queries whatever the number of rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, IntegerField, Model, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from conflicts.models import Conflict, EndUser, Incident
from core.database_functions import StrengthRank
from core.merging import standing
from entities.models import Country, Entity, LobbyContact, Relationship
from evidence.models import Citation, Source, SourceLineage
from exports.models import (
    Component,
    Exporter,
    Incorporation,
    Intermediary,
    Item,
    Licence,
    Measure,
    MeasureTarget,
    Platform,
    Proceeding,
    Shipment,
    TradeStatistic,
)
from tracing.models import CountedLead

Rows = QuerySet[Any]


def carried(rows: Rows) -> Rows:
    """Records with their strength as a number to sort by."""
    found: Rows = rows.alias(strength_order=StrengthRank("strength"))
    return found


def with_sources(rows: Rows) -> Rows:
    """The rows with the sources of their citations: the CSV names them, pages only count them."""
    if not hasattr(rows.model, "citations") or rows.model is Source:
        return rows
    return rows.prefetch_related(Prefetch("citations", Citation.objects.select_related("source__publisher")))


def counted(model: type[Model], key: str) -> Coalesce:
    """How many rows of another table point here: one subquery, no join that multiplies rows."""
    found = standing(model).filter(**{key: OuterRef("pk")}).order_by().values(key)
    counts = found.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def items(model: type[Item] = Item) -> Rows:
    return carried(standing(model).select_related("maker__country", "variant_of"))


def components() -> Rows:
    return items(Component)


def platforms() -> Rows:
    return items(Platform)


def entities(model: type[Entity] = Entity) -> Rows:
    return carried(standing(model).select_related("country", "part_of"))


def exporters() -> Rows:
    return entities(Exporter)


def intermediaries() -> Rows:
    return entities(Intermediary)


def end_users() -> Rows:
    return entities(EndUser)


def countries() -> Rows:
    return Country.objects.annotate(
        entities_recorded=counted(Entity, "country"),
        recorded_from=counted(Shipment, "origin"),
        recorded_to=counted(Shipment, "destination"),
        measures_recorded=counted(MeasureTarget, "country"),
    )


def relationships() -> Rows:
    return carried(Relationship.objects.select_related("subject", "object"))


def contacts() -> Rows:
    return carried(LobbyContact.objects.select_related("client", "lobbyist", "office_holder", "body"))


def shipments() -> Rows:
    return carried(
        Shipment.objects.select_related("item", "exporter", "recipient", "origin", "destination", "counted_in")
    )


def incorporations() -> Rows:
    return carried(Incorporation.objects.select_related("component", "platform", "integrator"))


def licences() -> Rows:
    return carried(Licence.objects.select_related("authority", "destination")).prefetch_related(
        "items__item", "parties__entity"
    )


def measures() -> Rows:
    return carried(Measure.objects.select_related("issuer", "relaxes")).prefetch_related(
        "targets__country", "targets__entity"
    )


def proceedings() -> Rows:
    return carried(Proceeding.objects.select_related("brought_by"))


def statistics() -> Rows:
    return carried(TradeStatistic.objects.select_related("reporter", "partner", "partner_country"))


def conflicts() -> Rows:
    return carried(Conflict.objects.annotate(incidents_recorded=counted(Incident, "conflict"))).prefetch_related(
        "countries"
    )


def incidents() -> Rows:
    return carried(Incident.objects.select_related("user", "conflict", "place")).prefetch_related("items__item")


def sources() -> Rows:
    found: Rows = (
        Source.objects.select_related("publisher", "speaker")
        .annotate(
            claims_recorded=counted(Citation, "source"),
            derived=Exists(SourceLineage.objects.filter(source=OuterRef("pk"))),
        )
        .prefetch_related("lineage__origin")
    )
    return found


SUBJECT_WORDS = (
    "place",
    "entity",
    "relationship__subject",
    "relationship__object",
    "lobby_contact__lobbyist",
    "lobby_contact__client",
    "item",
    "item_unit__item",
    "incorporation__component",
    "incorporation__platform",
    "licence",
    "licence_event__licence",
    "undertaking",
    "measure",
    "measure_reading__measure",
    "measure_reading__reader",
    "shipment__item",
    "shipment__exporter",
    "shipment__recipient",
    "proceeding",
    "trade_statistic",
    "conflict",
    "incident",
    "allegation__incident",
    "allegation__alleged_by",
)
"""What the names of all kinds of subject need; joins by primary key, so one query serves a list of any mixture."""


def citations() -> Rows:
    return Citation.objects.select_related("source__publisher", *SUBJECT_WORDS)


def leads() -> Rows:
    found: Rows = CountedLead.objects.select_related("gap", "item", "sender", "recipient", "holder").annotate(
        strength_order=StrengthRank("strength")
    )
    return found
