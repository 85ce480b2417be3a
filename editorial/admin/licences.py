"""Who let it pass: licences with items, parties and events; undertakings."""

from django.contrib import admin

from editorial.admin.base import PartAdmin, PartInline
from editorial.admin.citations import citations_of
from editorial.admin.columns import by_choice, by_link, date, section
from editorial.admin.items import QUANTITY_COLUMNS
from editorial.admin.shipments import VALUATION_COLUMNS
from editorial.admin.tracked import RecordAdmin
from exports.models import Licence, LicenceEvent, LicenceItem, LicenceParty, Undertaking, UndertakingItem, Valuation


class LicenceItemInline(PartInline):
    model = LicenceItem
    fields = ("item", "unit", *QUANTITY_COLUMNS)


class LicencePartyInline(PartInline):
    model = LicenceParty
    fields = ("role", "entity")


class LicenceValuationInline(PartInline):
    model = Valuation
    fk_name = "licence"
    fields = VALUATION_COLUMNS


@admin.register(Licence)
class LicenceAdmin(RecordAdmin):
    own_columns = ("title", "authority", "kind", "number", date("issued"), "destination")
    own_filters = (by_choice("kind"), by_link("authority"), by_link("destination"))
    list_select_related = ("authority", "destination")
    search_fields = ("title", "number", "authority__name", "statement", "handle", "public_id")
    inlines = (citations_of("licence"), LicenceItemInline, LicencePartyInline, LicenceValuationInline)
    sections = (
        section(
            "Which permission",
            "title",
            ("authority", "number"),
            ("kind", "destination"),
            ("count_low", "count_high"),
            "handle",
            help="Permission is not movement. Consignee and declared end user are separate parties below.",
        ),
        section("When", ("issued", "valid_until"), help="What happened to it later is an event of its own."),
        section("In words", "conditions", "statement", "note"),
    )


@admin.register(LicenceEvent)
class LicenceEventAdmin(RecordAdmin):
    own_columns = ("licence", "kind", date("happened"), "by", "reason")
    own_filters = (by_choice("kind"), by_link("licence"), by_link("by"))
    list_select_related = ("licence", "by")
    search_fields = ("licence__title", "licence__number", "by__name", "reason", "statement", "handle", "public_id")
    inlines = (citations_of("licence_event"),)
    sections = (
        section("What happened to which licence", "licence", ("kind", "happened"), "by", "reason", "handle"),
        section("In words", "statement"),
    )


class UndertakingItemInline(PartInline):
    model = UndertakingItem
    fields = ("item",)


@admin.register(Undertaking)
class UndertakingAdmin(RecordAdmin):
    own_columns = ("title", "kind", "given_by", "given_to", date("given"))
    own_filters = (by_choice("kind"), by_link("given_by"), by_link("licence"))
    list_select_related = ("given_by", "given_to", "licence")
    search_fields = ("title", "given_by__name", "given_to__name", "terms", "handle", "public_id")
    inlines = (citations_of("undertaking"), UndertakingItemInline)
    sections = (
        section(
            "Who promised what to whom",
            "title",
            "kind",
            ("given_by", "given_to"),
            ("licence", "given"),
            "handle",
            help="Keep the exact name that the document uses.",
        ),
        section("Terms", "terms"),
    )


@admin.register(LicenceItem)
class LicenceItemAdmin(PartAdmin):
    list_display = ("licence", "item", "unit", "quantity_low", "quantity_high", "quantity_unit")
    list_filter = (by_link("licence"), by_link("item"))
    list_select_related = ("licence", "item", "unit")
    search_fields = ("licence__title", "item__designation")


@admin.register(LicenceParty)
class LicencePartyAdmin(PartAdmin):
    list_display = ("entity", "role", "licence")
    list_filter = (by_choice("role"), by_link("entity"), by_link("licence"))
    list_select_related = ("licence", "entity")
    search_fields = ("entity__name", "licence__title")


@admin.register(UndertakingItem)
class UndertakingItemAdmin(PartAdmin):
    list_display = ("undertaking", "item")
    list_filter = (by_link("undertaking"), by_link("item"))
    list_select_related = ("undertaking", "item")
    search_fields = ("undertaking__title", "item__designation")
