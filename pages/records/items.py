"""The page of an item: what it is, where it is built in, where it went, what happened to its units."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from core.kept import AnyOf, Kept, keys
from exports.choices import ItemKind
from exports.models import CodeAssignment, Item, ItemName, ItemProperty, ItemUnit, SameItem
from pages import rows
from pages.chains import chains_from_item
from pages.columns import war, what
from pages.parts import Builder, RecordPage, first_rows, only
from pages.records.common import (
    evidence,
    gaps_where,
    judged_the_same,
    measures_aimed_at,
    measures_where,
    parts_of,
    proceedings_about,
    proceedings_where,
    replies_and_gaps,
)
from pages.tables import Cell
from tracing.exposure import exposure


def naming(field: str) -> Q:
    """Rows that name the item, or what was judged the same as it, in this field."""
    return Q(AnyOf(F(f"{field}__canonical_id"), keys()))


UNITS = Kept.by(ItemUnit.objects.select_related("found_in").order_by("made_earliest", "pk"), "item__canonical_id")
VARIANTS = Kept(Item.objects.filter(naming("variant_of"), same_as__isnull=True).order_by("designation"))
NAMES = Kept.by(ItemName.objects.order_by("text"), "item__canonical_id")
PROPERTIES = Kept.by(ItemProperty.objects.order_by("name", "pk"), "item__canonical_id")
CODES = Kept.by(CodeAssignment.objects.select_related("code"), "item__canonical_id")
BUILT_INTO = first_rows(rows.incorporations().filter(naming("component")).order_by("since_earliest", "pk"))
CONTAINS = first_rows(rows.incorporations().filter(naming("platform")).order_by("since_earliest", "pk"))
SHIPMENTS = first_rows(rows.shipments().filter(naming("item")).order_by("delivered_earliest", "pk"))
LICENCES = first_rows(rows.licences().filter(naming("items__item")).distinct().order_by("issued_earliest", "pk"))
INCIDENTS = first_rows(rows.incidents().filter(naming("items__item")).distinct().order_by("happened_earliest", "pk"))
AIMED = first_rows(measures_where(naming("items__item")))
PROCEEDINGS = first_rows(proceedings_where(naming("subjects__item")))
GAPS = Kept(gaps_where(naming("item")))


def page(item: Any) -> RecordPage:
    build = Builder(item)
    _facts(build, item)
    judged_the_same(build, SameItem)
    units = parts_of(UNITS(keys=[item.pk]), ItemUnit)
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
    own = [item.pk]
    build.fact("Variants", VARIANTS(keys=own))
    build.fact("Also called", ", ".join(dict.fromkeys(str(name) for name in NAMES(keys=own))))
    properties = ((line.name.capitalize(), f"{line.value} {line.unit}".strip()) for line in PROPERTIES(keys=own))
    for text in dict.fromkeys(properties):
        build.fact(*text)
    for line in {line.code_id: line for line in CODES(keys=own)}.values():
        build.fact(line.code.get_scheme_display(), Cell(line.code.code, note=line.note or line.code.title))
    build.fact("Note", item.note)


def _exposure(build: Builder, item: Any) -> None:
    """Of components only: one sentence, and the page that has all of it."""
    if item.kind in (ItemKind.COMPONENT, ItemKind.SUBSYSTEM, ItemKind.MATERIAL):
        note = "At type level records say nothing about any one unit; the two levels are never added."
        build.section("exposure", "Where it is recorded", "exposure", exposure(item), note)


def _movements(build: Builder, item: Any) -> None:
    ident, own = item.public_id, [item.pk]
    ending = only(what.INCORPORATIONS, "integrator", "quantity", "since", "strength", "sources")
    build.table(
        "built-into",
        "Built into",
        (what.INCORPORATION_LINK, *only(what.INCORPORATIONS, "platform"), *ending),
        BUILT_INTO(keys=own),
        more=f"/incorporations/?component={ident}",
    )
    build.table(
        "contains",
        "Built into it",
        (*only(what.INCORPORATIONS, "component"), *ending),
        CONTAINS(keys=own),
        more=f"/incorporations/?platform={ident}",
    )
    columns = only(what.SHIPMENTS, "exporter", "recipient", "quantity", "delivered", "status", "strength", "sources")
    columns = (what.SHIPMENT_LINK, *columns)
    build.table("shipments", "Shipments", columns, SHIPMENTS(keys=own), more=f"/shipments/?item={ident}")


def _around(build: Builder, item: Any) -> None:
    own = [item.pk]
    columns = only(
        what.LICENCES, "title", "exporter", "consignee", "declared_end_user", "issued", "strength", "sources"
    )
    note = "A permission is not a movement."
    more = f"/licences/?item={item.public_id}"
    build.table("licences", "Licences", columns, LICENCES(keys=own), note=note, more=more)
    columns = only(war.INCIDENTS, "title", "kind", "user", "conflict", "happened", "quantity", "strength", "sources")
    build.table("incidents", "Incidents", columns, INCIDENTS(keys=own), more=f"/incidents/?item={item.public_id}")
    measures_aimed_at(build, AIMED(keys=own))
    proceedings_about(build, PROCEEDINGS(keys=own))
    replies_and_gaps(build, (), GAPS(keys=own))
