from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, partial_date_checks
from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from core.quantities import QuantityFields, quantity_checks
from entities.models import Country, Entity
from exports.choices import Authorised, ShipmentKind, ShipmentRole, ShipmentStatus
from exports.models.items import Item, ItemUnit
from exports.models.licences import Licence

READ_BY_TRACES = ("id", "kind", "delivered_earliest", "delivered_latest", "ordered_earliest", "strength")
# What never arrived moves nothing.
MOVES_GOODS = ~models.Q(status__in=(ShipmentStatus.STOPPED, ShipmentStatus.CANCELLED))


class Shipment(QuantityFields, Record):
    """A transfer of one item from one party to another."""

    public_id = PublicIdField(prefix="sh")
    exporter = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="shipments_out", help_text=_("Who sent it.")
    )
    recipient = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="shipments_in", help_text=_("Who received it.")
    )
    item = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        related_name="shipments",
        help_text=_("The type of thing that moved. One row for each type."),
    )
    kind = models.CharField(
        max_length=20,
        choices=ShipmentKind.choices,
        default=ShipmentKind.UNKNOWN,
        help_text=_("On what terms it moved, as the source states it."),
    )
    status = models.CharField(
        max_length=20,
        choices=ShipmentStatus.choices,
        default=ShipmentStatus.UNKNOWN,
        help_text=_("How far it got, by what is recorded. What was stopped or cancelled moves nothing in a trace."),
    )
    authorised = models.CharField(
        max_length=20,
        choices=Authorised.choices,
        default=Authorised.NOT_STATED,
        help_text=_("What the sources say about permission. Saying nothing is not the same as “no”."),
    )
    ordered = PartialDateField(null=True, blank=True, help_text=_("When it was ordered or contracted."))
    delivered = PartialDateField(
        null=True, blank=True, help_text=_("When it was delivered, or moved. A period is written 2015/2020.")
    )
    licence = models.ForeignKey(
        Licence,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shipments",
        help_text=_("The licence that it went under, only where a source says so."),
    )
    origin = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shipments_from",
        help_text=_("The country it left, where that is not the exporter's own."),
    )
    destination = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shipments_to",
        help_text=_("The country it was bound for, where that is not the recipient's own."),
    )
    counted_in = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="also_recorded_as",
        help_text=_("Another shipment that records the same flow. This one is then left out of sums."),
    )
    statement = models.TextField(blank=True, help_text=_("The fact in one careful sentence."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-delivered_earliest", "id")
        constraints = [
            *quantity_checks(),
            *record_checks("ordered", "delivered"),
            choice_check("kind", ShipmentKind),
            choice_check("status", ShipmentStatus),
            choice_check("authorised", Authorised),
            models.CheckConstraint(
                name="shipment_between_two",
                violation_error_message=_("Exporter and recipient are the same party. Choose two."),
                condition=~models.Q(exporter=models.F("recipient")),
            ),
            models.CheckConstraint(
                name="shipment_not_counted_in_itself",
                violation_error_message=_("A shipment cannot be counted in itself. Choose another one."),
                condition=models.Q(counted_in__isnull=True) | ~models.Q(counted_in=models.F("id")),
            ),
        ]
        # A trace reads nothing but these two: every column that its steps need is in the index (tracing/sql/).
        indexes = [
            in_order_of("shipment_by_delivered", "delivered_earliest"),
            models.Index(
                name="shipment_forward",
                fields=("item", "exporter"),
                include=("recipient", *READ_BY_TRACES),
                condition=MOVES_GOODS,
            ),
            models.Index(
                name="shipment_backward",
                fields=("item", "recipient"),
                include=("exporter", *READ_BY_TRACES),
                condition=MOVES_GOODS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.exporter} to {self.recipient}"

    def get_absolute_url(self) -> str:
        return f"/shipments/{self.public_id}/"


class ShipmentUnit(models.Model):
    """A named unit or lot that was part of a shipment."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(
        ItemUnit,
        on_delete=models.PROTECT,
        related_name="shipments",
        help_text=_("The very thing or lot that was part of it."),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="shipmentunit_once",
                violation_error_message=_("This unit is in the shipment already."),
                fields=("shipment", "unit"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} in {self.shipment}"


class ShipmentParty(models.Model):
    """Every role in a shipment besides exporter and recipient: an entity, or a country or place passed through."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="parties")
    entity = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shipment_roles",
        help_text=_("The party in this role. Empty where the source names only a country."),
    )
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shipment_roles",
        help_text=_("The country in this role, for example one passed through."),
    )
    role = models.CharField(
        max_length=30, choices=ShipmentRole.choices, help_text=_("What the party did in this shipment.")
    )
    note = models.CharField(max_length=200, blank=True, help_text=_("How the source puts it."))

    class Meta:
        verbose_name_plural = "shipment parties"
        constraints = [
            models.UniqueConstraint(
                name="shipmentparty_once",
                violation_error_message=_("This party has that role in the shipment already."),
                fields=("shipment", "entity", "country", "role", "note"),
                nulls_distinct=False,
            ),
            choice_check("role", ShipmentRole),
            models.CheckConstraint(
                name="shipmentparty_somebody",
                violation_error_message=_("Name an entity or a country for this role."),
                condition=models.Q(entity__isnull=False) | models.Q(country__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity or self.country}: {self.get_role_display()}"


class Delivery(QuantityFields):
    """What of a shipment arrived in which period."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="deliveries")
    period = PartialDateField(null=True, blank=True, help_text=_("The year, month or day, or a range 2015/2018."))

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ("period_earliest", "id")
        constraints = [*quantity_checks(), *partial_date_checks("period")]

    def __str__(self) -> str:
        return f"{self.shipment}, {self.period}"
