from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, period_check
from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from core.quantities import QuantityFields, quantity_checks
from entities.models import Entity
from exports.choices import IncorporationKind
from exports.models.items import Item, ItemUnit

READ_BY_TRACES = (
    "id", "component_unit", "platform_unit", "kind", "since_earliest", "since_latest", "until_latest", "strength",
)  # fmt: skip


class Incorporation(QuantityFields, Record):
    """A component built into a platform, as types or as named units. The quantity is per platform."""

    public_id = PublicIdField(prefix="in")
    component = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="built_into", help_text=_("The type of thing that was built in.")
    )
    component_unit = models.ForeignKey(
        ItemUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="built_into",
        help_text=_("The very thing, if known."),
    )
    platform = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        related_name="contains",
        help_text=_("The type of thing that it was built into."),
    )
    platform_unit = models.ForeignKey(
        ItemUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contains",
        help_text=_("The very platform, if known."),
    )
    integrator = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="incorporations",
        help_text=_("Who built it in. Where the source does not say, the maker of the platform."),
    )
    integrator_is_stated = models.BooleanField(
        default=True, help_text=_("Off: no source says who built it in; the platform's maker is assumed.")
    )
    kind = models.CharField(
        max_length=20,
        choices=IncorporationKind.choices,
        default=IncorporationKind.OBSERVED,
        help_text=_("Whether it is fitted as a rule, or was seen or announced once."),
    )
    since = PartialDateField(null=True, blank=True, help_text=_("From when, or when it was built in or observed."))
    until = PartialDateField(null=True, blank=True, help_text=_("Until when it was built in. Empty: no end recorded."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-since_earliest", "id")
        constraints = [
            *quantity_checks(),
            *record_checks("since", "until"),
            period_check("since", "until"),
            choice_check("kind", IncorporationKind),
            models.CheckConstraint(
                name="incorporation_not_in_itself",
                violation_error_message=_("Component and platform are the same item. Choose two."),
                condition=~models.Q(component=models.F("platform")),
            ),
        ]
        # A trace reads nothing but these two: every column that its steps need is in the index (tracing/sql/).
        indexes = [
            in_order_of("incorporation_by_since", "since_earliest"),
            models.Index(
                name="incorporation_forward",
                fields=("component", "integrator"),
                include=("platform", *READ_BY_TRACES),
            ),
            models.Index(
                name="incorporation_backward",
                fields=("platform", "integrator"),
                include=("component", *READ_BY_TRACES),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component} in {self.platform}"

    def get_absolute_url(self) -> str:
        return f"/incorporations/{self.public_id}/"
