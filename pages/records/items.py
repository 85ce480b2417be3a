"""The page of an item: what it is, where it is built in, where it went, what happened to its units."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from exports.choices import ItemKind
from exports.models import CodeAssignment, Item, ItemName, ItemProperty, ItemUnit, SameItem
from pages import rows
from pages.chains import chains_from_item
from pages.columns import war, what
from pages.parts import Builder, RecordPage, only
from pages.records.common import (
    evidence,
    judged_the_same,
    measures_aimed_at,
    parts_of,
    proceedings_about,
    replies_and_gaps,
)
from pages.tables import Cell
from tracing.exposure import exposure


def page(item: Any) -> RecordPage:
    build = Builder(item)
    _facts(build, item)
    judged_the_same(build, SameItem)
    units = parts_of(
        ItemUnit.objects.filter(item__canonical_id=item.pk).select_related("found_in").order_by("made_earliest", "pk"),
        ItemUnit,
    )
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
    build.fact(
        "Variants",
        list(Item.objects.filter(variant_of__canonical_id=item.pk, same_as__isnull=True).order_by("designation")),
    )
    names = ItemName.objects.filter(item__canonical_id=item.pk).order_by("text")
    build.fact("Also called", ", ".join(dict.fromkeys(str(name) for name in names)))
    properties = ItemProperty.objects.filter(item__canonical_id=item.pk).order_by("name", "pk")
    for text in dict.fromkeys((line.name.capitalize(), f"{line.value} {line.unit}".strip()) for line in properties):
        build.fact(*text)
    codes = CodeAssignment.objects.filter(item__canonical_id=item.pk).select_related("code")
    for line in {line.code_id: line for line in codes}.values():
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
        incorporations.filter(component__canonical_id=item.pk),
        more=f"/incorporations/?component={ident}",
    )
    build.table(
        "contains",
        "Built into it",
        (*only(what.INCORPORATIONS, "component"), *ending),
        incorporations.filter(platform__canonical_id=item.pk),
        more=f"/incorporations/?platform={ident}",
    )
    shipped = rows.shipments().filter(item__canonical_id=item.pk).order_by("delivered_earliest", "pk")
    columns = only(what.SHIPMENTS, "exporter", "recipient", "quantity", "delivered", "status", "strength", "sources")
    columns = (what.SHIPMENT_LINK, *columns)
    build.table("shipments", "Shipments", columns, shipped, more=f"/shipments/?item={ident}")


def _around(build: Builder, item: Any) -> None:
    licences = rows.licences().filter(items__item__canonical_id=item.pk).distinct().order_by("issued_earliest", "pk")
    columns = only(
        what.LICENCES, "title", "exporter", "consignee", "declared_end_user", "issued", "strength", "sources"
    )
    note = "A permission is not a movement."
    build.table("licences", "Licences", columns, licences, note=note, more=f"/licences/?item={item.public_id}")
    incidents = (
        rows.incidents().filter(items__item__canonical_id=item.pk).distinct().order_by("happened_earliest", "pk")
    )
    columns = only(war.INCIDENTS, "title", "kind", "user", "conflict", "happened", "quantity", "strength", "sources")
    build.table("incidents", "Incidents", columns, incidents, more=f"/incidents/?item={item.public_id}")
    measures_aimed_at(build, Q(items__item__canonical_id=item.pk))
    proceedings_about(build, Q(subjects__item__canonical_id=item.pk))
    replies_and_gaps(build, None, Q(item__canonical_id=item.pk))
