"""The page of a country: who is seated there, what goes out and in, what is aimed at it."""

from __future__ import annotations

from django.db.models import Q

from entities.choices import CountryKind
from entities.models import Country
from pages import rows
from pages.columns import war, what, who
from pages.parts import Builder, RecordPage, only
from pages.records.common import measures_aimed_at, measures_where, statistics_about, statistics_where
from pages.tables import Cell


def page(record: Country) -> RecordPage:
    build = Builder(record)
    kind = CountryKind(record.kind)
    build.fact("Code", record.code, record.alpha3)
    build.fact("Official name", record.official_name)
    build.fact("Also called", [Cell(name.text, note=name.register or name.language) for name in record.names.all()])
    build.fact("Since", record.existed_from.words(period=True) if record.existed_from else "")
    build.fact("Until", record.existed_until.words(period=True) if record.existed_until else "")
    build.fact("Note", record.note)
    _parties(build, record)
    _flows(build, record)
    measures_aimed_at(
        build, measures_where(Q(targets__country=record.pk)), more=f"/measures/?target_country={record.code.lower()}"
    )
    fought = rows.conflicts().filter(countries=record.pk).order_by("began_earliest", "pk")
    build.table("conflicts", "Conflicts", only(war.CONFLICTS, "name", "countries", "when", "incidents"), fought)
    about = Q(partner_country=record.pk) | Q(reporter__country=record.pk, reporter__kind="state")
    statistics_about(build, statistics_where(about | Q(partner__country=record.pk, partner__kind="state")))
    return build.page(
        str(kind.label).capitalize(), record.name, str(kind.explanation), list_url="/countries/", list_name="Countries"
    )


def _parties(build: Builder, record: Country) -> None:
    parties = rows.entities().filter(country=record.pk).order_by("kind", "name")
    columns = only(who.ENTITIES, "name", "kind", "description", "strength", "sources")
    build.table("entities", "Entities", columns, parties, more=f"/entities/?country={record.code.lower()}")
    made = rows.items().filter(maker__country=record.pk).order_by("designation")
    columns = only(what.ITEMS, "designation", "kind", "category", "maker", "strength", "sources")
    build.table("items", "Items made there", columns, made, more=f"/items/?country={record.code.lower()}")


def _flows(build: Builder, record: Country) -> None:
    columns = only(what.SHIPMENTS, "item", "exporter", "recipient", "quantity", "delivered", "status")
    columns += only(what.SHIPMENTS, "strength", "sources")
    moved = rows.shipments().order_by("delivered_earliest", "pk")
    code = record.code.lower()
    sent = moved.filter(Q(origin=record.pk) | Q(origin__isnull=True, exporter__country=record.pk))
    build.table("shipments-out", "Shipments out", columns, sent, more=f"/shipments/?origin={code}")
    received = moved.filter(Q(destination=record.pk) | Q(destination__isnull=True, recipient__country=record.pk))
    build.table("shipments-in", "Shipments in", columns, received, more=f"/shipments/?destination={code}")
    licences = rows.licences().filter(destination=record.pk).order_by("issued_earliest", "pk")
    columns = only(what.LICENCES, "title", "items", "exporter", "consignee", "declared_end_user", "issued", "strength")
    build.table(
        "licences",
        "Licences to it",
        columns,
        licences,
        note="A permission is not a movement.",
        more=f"/licences/?destination={code}",
    )
