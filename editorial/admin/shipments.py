"""How it moved: shipments with their parties, units, deliveries and values; and aggregates beside them."""

from django.contrib import admin

from editorial.admin.base import PartAdmin, PartInline
from editorial.admin.citations import citations_of
from editorial.admin.columns import by_choice, by_link, date, section
from editorial.admin.items import QUANTITY, QUANTITY_COLUMNS, QUANTITY_HELP
from editorial.admin.tracked import RecordAdmin
from exports.models import Delivery, Shipment, ShipmentParty, ShipmentUnit, TradeStatistic, Valuation

SHIPMENT = ("shipment__item", "shipment__exporter", "shipment__recipient")
VALUATION_COLUMNS = ("unit", "currency", "amount_low", "amount_high", "is_estimate", "covers", "price_year")


class ShipmentPartyInline(PartInline):
    model = ShipmentParty
    fields = ("role", "entity", "country", "note")


class ShipmentUnitInline(PartInline):
    model = ShipmentUnit
    fields = ("unit",)


class DeliveryInline(PartInline):
    model = Delivery
    fields = ("period", *QUANTITY_COLUMNS)


class ShipmentValuationInline(PartInline):
    model = Valuation
    fk_name = "shipment"
    fields = VALUATION_COLUMNS


@admin.register(Shipment)
class ShipmentAdmin(RecordAdmin):
    own_columns = ("item", "exporter", "recipient", "kind", "status", date("ordered"), date("delivered"))
    own_filters = (
        by_choice("kind"), by_choice("status"), by_choice("authorised"), by_link("item"), by_link("exporter"),
        by_link("recipient"),
    )  # fmt: skip
    list_select_related = ("item", "exporter", "recipient", "licence")
    search_fields = (
        "item__designation", "exporter__name", "recipient__name", "statement", "note", "handle", "public_id"
    )  # fmt: skip
    inlines = (
        citations_of("shipment"),
        ShipmentPartyInline,
        DeliveryInline,
        ShipmentUnitInline,
        ShipmentValuationInline,
    )
    sections = (
        section(
            "Who sent what to whom",
            ("exporter", "recipient"),
            ("item", "licence"),
            ("kind", "status", "authorised"),
            help="One item from one party to another. Brokers, carriers and declared end users are parties below.",
        ),
        section("How many", *QUANTITY, help=QUANTITY_HELP),
        section("When and along which way", ("ordered", "delivered"), ("origin", "destination")),
        section(
            "In words",
            "statement",
            "counted_in",
            "note",
            "handle",
            help="If another shipment records the same flow, name it: this one is then left out of sums.",
        ),
    )


@admin.register(TradeStatistic)
class TradeStatisticAdmin(RecordAdmin):
    own_columns = ("title", "reporter", "partner", "category", date("period"), "amount_low", "currency")
    own_filters = (by_link("reporter"), by_link("partner"), by_link("partner_country"))
    list_select_related = ("reporter", "partner", "partner_country")
    search_fields = ("title", "category", "covers", "reporter__name", "partner__name", "handle", "public_id")
    inlines = (citations_of("trade_statistic"),)
    sections = (
        section(
            "Whose figure about what",
            "title",
            ("reporter", "category"),
            ("partner", "partner_country"),
            "period",
            "handle",
            help="An aggregate: shown beside shipments, never added to them.",
        ),
        section("Amount", ("amount_low", "amount_high"), ("currency", "currency_note"), "share_percent", "covers"),
        section("Number", *QUANTITY, help=QUANTITY_HELP),
        section("Notes", "note"),
    )


@admin.register(ShipmentParty)
class ShipmentPartyAdmin(PartAdmin):
    list_display = ("entity", "country", "role", "shipment", "note")
    list_filter = (by_choice("role"), by_link("entity"))
    list_select_related = ("entity", "country", *SHIPMENT)
    search_fields = ("entity__name", "country__name", "note")


@admin.register(ShipmentUnit)
class ShipmentUnitAdmin(PartAdmin):
    list_display = ("unit", "shipment")
    list_filter = (by_link("shipment"),)
    list_select_related = ("unit", *SHIPMENT)
    search_fields = ("unit__label", "unit__serial_as_read")


@admin.register(Delivery)
class DeliveryAdmin(PartAdmin):
    list_display = ("shipment", date("period"), "quantity_low", "quantity_high", "quantity_unit")
    list_filter = (by_link("shipment"),)
    list_select_related = SHIPMENT
    search_fields = ("shipment__item__designation", "shipment__recipient__name")


@admin.register(Valuation)
class ValuationAdmin(PartAdmin):
    ordering = ("id",)
    list_display = ("shipment", "licence", "amount_low", "amount_high", "currency", "unit")
    list_filter = (by_choice("unit"), by_link("shipment"), by_link("licence"))
    list_select_related = ("licence", *SHIPMENT)
    search_fields = ("currency", "covers", "shipment__item__designation", "licence__title")
