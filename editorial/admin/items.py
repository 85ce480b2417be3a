"""What: items, units, codes, and what is built into what."""

from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest

from core.choices import ExplainedChoices
from editorial.admin.base import PartAdmin, PartInline
from editorial.admin.citations import citations_of
from editorial.admin.columns import by_choice, by_flag, by_link, date, section
from editorial.admin.tracked import RecordAdmin, TrackedAdmin
from exports.choices import ItemKind
from exports.models import (
    Code,
    CodeAssignment,
    Component,
    Incorporation,
    Item,
    ItemName,
    ItemProperty,
    ItemUnit,
    Platform,
    SameItem,
)
from exports.models.items import PART_KINDS

QUANTITY = (("quantity_low", "quantity_high", "quantity_unit"), ("quantity_is_estimate", "quantity_text"))
QUANTITY_COLUMNS = ("quantity_low", "quantity_high", "quantity_unit", "quantity_is_estimate", "quantity_text")
QUANTITY_HELP = "A range. Where the source gives one number, write it twice; where it gives a word, write the word."


class ItemNameInline(PartInline):
    model = ItemName
    fields = ("text", "language")


class ItemPropertyInline(PartInline):
    model = ItemProperty
    fields = ("name", "value", "unit")


class CodeAssignmentInline(PartInline):
    model = CodeAssignment
    fields = ("code", "valid_from", "valid_until", "note")


@admin.register(Item)
class ItemAdmin(RecordAdmin):
    kinds: tuple[ExplainedChoices, ...] = tuple(ItemKind)
    own_columns = ("designation", "kind", "category", "maker", "variant_of")
    own_filters = (by_choice("kind"), by_link("maker"))
    list_select_related = ("maker", "variant_of")
    search_fields = ("designation", "names__text", "description", "category", "maker__name", "handle", "public_id")
    inlines = (citations_of("item"), ItemNameInline, CodeAssignmentInline, ItemPropertyInline)
    sections = (
        section(
            "What it is",
            "designation",
            ("kind", "category"),
            ("maker", "variant_of"),
            "description",
            "handle",
            help="A type of thing. One physical thing, with its serial number, is a unit.",
        ),
        section("Notes", "note"),
    )

    def formfield_for_choice_field(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """A component stays a component, a platform a platform; the kind of any item is changed under Items."""
        if db_field.name == "kind":
            kwargs["choices"] = [("", "Select value"), *((kind.value, kind.label) for kind in self.kinds)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Component)
class ComponentAdmin(ItemAdmin):
    kinds = PART_KINDS


@admin.register(Platform)
class PlatformAdmin(ItemAdmin):
    kinds = (ItemKind.PLATFORM,)


@admin.register(ItemUnit)
class ItemUnitAdmin(RecordAdmin):
    own_columns = ("label", "item", "kind", "serial_as_read", date("made"), "found_in")
    own_filters = (by_choice("kind"), by_link("item"), by_link("found_in"))
    list_select_related = ("item", "found_in")
    search_fields = ("label", "serial_as_read", "serial_normalised", "item__designation", "handle", "public_id")
    inlines = (citations_of("item_unit"),)
    sections = (
        section("Which thing", "label", ("item", "kind"), "handle", help="One physical thing, or one lot."),
        section("Marks", "serial_as_read", "marks", "made", help="Exactly as read, errors and gaps included."),
        section("Found", "found_in", "note"),
    )


@admin.register(Incorporation)
class IncorporationAdmin(RecordAdmin):
    own_columns = ("component", "platform", "integrator", "kind", date("since"))
    own_filters = (
        by_choice("kind"), by_flag("integrator_is_stated"), by_link("component"), by_link("platform"),
        by_link("integrator"),
    )  # fmt: skip
    list_select_related = ("component", "platform", "integrator", "component_unit", "platform_unit")
    search_fields = (
        "component__designation", "platform__designation", "integrator__name", "note", "handle", "public_id"
    )  # fmt: skip
    inlines = (citations_of("incorporation"),)
    sections = (
        section(
            "What is built into what",
            ("component", "component_unit"),
            ("platform", "platform_unit"),
            ("integrator", "integrator_is_stated"),
            "kind",
            "handle",
            help="As types; name the units too where the source does.",
        ),
        section("How many for each platform", *QUANTITY, help=QUANTITY_HELP),
        section("When", ("since", "until")),
        section("Notes", "note"),
    )


@admin.register(Code)
class CodeAdmin(TrackedAdmin):
    list_display = ("code", "scheme", "title", "parent")
    list_filter = (by_choice("scheme"),)
    list_select_related = ("parent",)
    search_fields = ("code", "title")
    sections = (section("Code", ("scheme", "code"), "title", "parent", "note", help="Reference data: no citation."),)


class _OfItem(PartAdmin):
    list_filter = (by_link("item"),)


@admin.register(ItemName)
class ItemNameAdmin(_OfItem):
    list_display = ("text", "language", "item")
    list_select_related = ("item",)
    search_fields = ("text", "item__designation")


@admin.register(ItemProperty)
class ItemPropertyAdmin(_OfItem):
    list_display = ("item", "name", "value", "unit")
    list_select_related = ("item",)
    search_fields = ("name", "value", "item__designation")


@admin.register(CodeAssignment)
class CodeAssignmentAdmin(_OfItem):
    list_display = ("code", "item", date("valid_from"), date("valid_until"))
    list_select_related = ("code", "item")
    search_fields = ("code__code", "code__title", "item__designation")


@admin.register(SameItem)
class SameItemAdmin(PartAdmin):
    """To read; editors judge at /desk/merging/."""

    list_display = ("merged", "kept", "why", "judged_at")
    list_select_related = ("merged", "kept")
    list_filter = ("judged_at",)
    search_fields = ("merged__designation", "kept__designation", "why")
