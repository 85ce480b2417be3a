from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import partial_date_checks
from core.fields import PartialDateField
from exports.choices import ValuationUnit
from exports.models.licences import Licence
from exports.models.shipments import Delivery, Shipment


class MixedUnitsError(ValueError):
    """Raised instead of adding TIV to money, or one currency to another."""


class ValuationQuerySet(models.QuerySet["Valuation"]):
    def totals(self) -> Mapping[str, tuple[Decimal, Decimal]]:
        """Sums of the low and high ends, one entry per unit ("TIV", "CAD", …). There is no total across units."""
        rows = self.values_list("unit", "currency").annotate(
            low=models.Sum("amount_low"), high=models.Sum(models.functions.Coalesce("amount_high", "amount_low"))
        )
        return {currency or unit: (low, high) for unit, currency, low, high in rows.order_by()}

    def total(self) -> tuple[Decimal, Decimal]:
        """The one sum of valuations that share a unit. Raises MixedUnitsError where they do not."""
        totals = self.totals()
        if len(totals) > 1:
            raise MixedUnitsError(f"These amounts are in {', '.join(sorted(totals))}; add up one unit at a time.")
        return next(iter(totals.values()), (Decimal(0), Decimal(0)))


class Valuation(models.Model):
    """What a shipment or a licence is worth, as a range in one unit. TIV is never beside a currency."""

    shipment = models.ForeignKey(Shipment, null=True, blank=True, on_delete=models.CASCADE, related_name="valuations")
    licence = models.ForeignKey(Licence, null=True, blank=True, on_delete=models.CASCADE, related_name="valuations")
    delivery = models.ForeignKey(
        Delivery,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="valuations",
        help_text=_("The delivery of that shipment whose value it is. Empty: the whole, or what “covers” says."),
    )
    unit = models.CharField(
        max_length=6,
        choices=ValuationUnit.choices,
        default=ValuationUnit.MONEY,
        help_text=_("Money or TIV; they are never added up together."),
    )
    currency = models.CharField(max_length=3, blank=True, help_text=_("ISO 4217 code. Empty for TIV."))
    amount_low = models.DecimalField(
        max_digits=20, decimal_places=4, help_text=_("The amount, or the smaller end of the range; TIV in millions.")
    )
    amount_high = models.DecimalField(
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("The larger end of the range. Empty: one amount."),
    )
    is_estimate = models.BooleanField(
        default=False, help_text=_("On: the source calls it an estimate, or says “about”.")
    )
    covers = models.CharField(
        max_length=200, blank=True, help_text=_("What the amount covers: whole contract, part, credit.")
    )
    price_year = PartialDateField(null=True, blank=True, help_text=_("The year whose prices are meant."))

    objects = ValuationQuerySet.as_manager()

    class Meta:
        constraints = [
            *partial_date_checks("price_year"),
            models.CheckConstraint(
                name="valuation_one_subject",
                violation_error_message=_("A value belongs to a shipment or to a licence, not to both."),
                condition=models.Q(shipment__isnull=False, licence__isnull=True)
                | models.Q(shipment__isnull=True, licence__isnull=False),
            ),
            models.CheckConstraint(
                name="valuation_delivery_of_shipment",
                violation_error_message=_("A delivery's value belongs to its shipment: name that, too."),
                condition=models.Q(delivery__isnull=True) | models.Q(shipment__isnull=False),
            ),
            models.CheckConstraint(
                name="valuation_tiv_has_no_currency",
                violation_error_message=_(
                    "Money needs its currency (three capital letters, such as CAD); TIV has none."
                ),
                condition=models.Q(unit="TIV", currency="") | models.Q(unit="money", currency__regex=r"^[A-Z]{3}$"),
            ),
            models.CheckConstraint(
                name="valuation_in_order",
                violation_error_message=_("An amount is not below zero, and the high one not below the low one."),
                condition=models.Q(amount_low__gte=0)
                & (models.Q(amount_high__isnull=True) | models.Q(amount_high__gte=models.F("amount_low"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_low.normalize():f} {self.currency or self.unit}"
