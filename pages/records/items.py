"""The page of an item: what it is, where it is built in, where it went, what happened to its units."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from exports.choices import ItemKind
from exports.models import Item, ItemUnit
from pages import rows
from pages.chains import chains_from_item
from pages.columns import war, what
from pages.parts import Builder, RecordPage, only
from pages.records.common import evidence, measures_aimed_at, parts_of, proceedings_about, replies_and_gaps
from pages.tables import Cell
from tracing.exposure import exposure


def page(item: Any) -> RecordPage:
    build = Builder(item)
    _facts(build, item)
    units = parts_of(item.units.select_related("found_in").order_by("made_earliest", "pk"), ItemUnit)
    chains_from_item(build, item)
    _exposure(build, item)
    _movements(build, item)
    build.section("units", "Units and lots", "units", units, "One physical thing or lot each, as it was read.")
    _around(build, item)
    evidence(build, units, model=Item)
    kind = ItemKind(item.kind)
    lead = item.description or f"A {kind.label} made by {item.maker}, as recorded here."
    return build.page(
        str(kind.label).capitalize(),
        item.designation,
        lead,
        list_url="/items/",
        list_name="Items",
        traces=(
            Cell("Trace forward", f"/trace/?from={item.public_id}"),
            Cell("Trace backward", f"/trace/?from={item.public_id}&direction=backward"),
        ),
    )


def _facts(build: Builder, item: Any) -> None:
    build.fact("Maker", item.maker)
    build.fact("Maker's country", item.maker.country)
    build.fact("Category", item.category)
    build.fact("Variant of", item.variant_of)
    build.fact("Variants", list(item.variants.order_by("designation")))
    build.fact("Also called", ", ".join(str(name) for name in item.names.all()))
    for line in item.properties.all():
        build.fact(line.name.capitalize(), f"{line.value} {line.unit}".strip())
    for line in item.code_assignments.select_related("code"):
        build.fact(line.code.get_scheme_display(), Cell(line.code.code, note=line.note or line.code.title))
    build.fact("Note", item.note)


def _exposure(build: Builder, item: Any) -> None:
    """Of components only: one sentence, and the page that has all of it."""
    if item.kind in (ItemKind.COMPONENT, ItemKind.SUBSYSTEM, ItemKind.MATERIAL):
        note = "At type level records say nothing about any one unit; the two levels are never added."
        build.section("exposure", "Where it is recorded", "exposure", exposure(item), note)


def _movements(build: Builder, item: Any) -> None:
    ident = item.public_id
    incorporations = rows.incorporations().order_by("since_earliest", "pk")
    ending = only(what.INCORPORATIONS, "integrator", "quantity", "since", "strength", "sources")
    build.table(
        "built-into",
        "Built into",
        (what.INCORPORATION_LINK, *only(what.INCORPORATIONS, "platform"), *ending),
        incorporations.filter(component=item.pk),
        more=f"/incorporations/?component={ident}",
    )
    build.table(
        "contains",
        "Built into it",
        (*only(what.INCORPORATIONS, "component"), *ending),
        incorporations.filter(platform=item.pk),
        more=f"/incorporations/?platform={ident}",
    )
    shipped = rows.shipments().filter(item=item.pk).order_by("delivered_earliest", "pk")
    columns = only(what.SHIPMENTS, "exporter", "recipient", "quantity", "delivered", "status", "strength", "sources")
    columns = (what.SHIPMENT_LINK, *columns)
    build.table("shipments", "Shipments", columns, shipped, more=f"/shipments/?item={ident}")


def _around(build: Builder, item: Any) -> None:
    licences = rows.licences().filter(items__item=item.pk).distinct().order_by("issued_earliest", "pk")
    columns = only(
        what.LICENCES, "title", "exporter", "consignee", "declared_end_user", "issued", "strength", "sources"
    )
    note = "A permission is not a movement."
    build.table("licences", "Licences", columns, licences, note=note, more=f"/licences/?item={item.public_id}")
    incidents = rows.incidents().filter(items__item=item.pk).distinct().order_by("happened_earliest", "pk")
    columns = only(war.INCIDENTS, "title", "kind", "user", "conflict", "happened", "quantity", "strength", "sources")
    build.table("incidents", "Incidents", columns, incidents, more=f"/incidents/?item={item.public_id}")
    measures_aimed_at(build, Q(items__item=item.pk))
    proceedings_about(build, Q(subjects__item=item.pk))
    replies_and_gaps(build, None, Q(item=item.pk))
