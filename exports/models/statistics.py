from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from core.quantities import QuantityFields, quantity_checks
from entities.models import Country, Entity


class TradeStatistic(QuantityFields, Record):
    """An aggregate that a source publishes. Shown beside shipments, never summed with them or with other registers."""

    public_id = PublicIdField(prefix="ts")
    title = models.CharField(max_length=240, help_text=_("Military exports of Canada to Türkiye, 2019."))
    reporter = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="statistics_out",
        help_text=_("The state or firm whose figure it is."),
    )
    partner = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statistics_in",
        help_text=_("The other party of the flow, where the source names one."),
    )
    partner_country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statistics",
        help_text=_("The other country of the flow, where the source names only that."),
    )
    category = models.CharField(
        max_length=120, help_text=_("What is counted: military exports, share of arms imports, fleet.")
    )
    period = PartialDateField(
        null=True, blank=True, help_text=_("The year, month, day or range 2016/2020 that the figure is for.")
    )
    amount_low = models.DecimalField(
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("The amount, or the smaller end of the range, in whole units of the currency."),
    )
    amount_high = models.DecimalField(
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("The larger end of the range. Empty: one amount."),
    )
    currency = models.CharField(
        max_length=3, blank=True, help_text=_("ISO 4217 code. Empty where the source prints only dollars.")
    )
    currency_note = models.CharField(
        max_length=200, blank=True, help_text=_("How the source prints the currency, where that leaves it open.")
    )
    share_percent = models.DecimalField(
        max_digits=6, decimal_places=3, null=True, blank=True, help_text=_("For a share: between 0 and 100 percent.")
    )
    covers = models.CharField(max_length=300, blank=True, help_text=_("What is and is not in the figure."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-period_earliest", "id")
        indexes = [in_order_of("tradestatistic_by_period", "period_earliest")]
        constraints = [
            *quantity_checks(),
            *record_checks("period"),
            models.CheckConstraint(
                name="tradestatistic_in_order",
                violation_error_message=_(
                    "An amount is not below zero, and the high one needs a low one that is no larger."
                ),
                condition=models.Q(amount_low__isnull=True, amount_high__isnull=True)
                | models.Q(amount_low__isnull=False, amount_low__gte=0)
                & (models.Q(amount_high__isnull=True) | models.Q(amount_high__gte=models.F("amount_low"))),
            ),
            models.CheckConstraint(
                name="tradestatistic_currency_shape",
                violation_error_message=_("A currency is three capital letters (ISO 4217), such as CAD."),
                condition=models.Q(currency="") | models.Q(currency__regex=r"^[A-Z]{3}$"),
            ),
            models.CheckConstraint(
                name="tradestatistic_share_range",
                violation_error_message=_("A share lies between 0 and 100 percent."),
                condition=models.Q(share_percent__isnull=True) | models.Q(share_percent__range=(0, 100)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/statistics/{self.public_id}/"
