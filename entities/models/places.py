from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import PublicIdField
from core.models import Record, in_order_of, record_checks
from entities.models.countries import Country


class Place(Record):
    """A town, region or sea where a seat is or an incident happened; the name takes no side."""

    public_id = PublicIdField(prefix="pl")
    name = models.CharField(
        max_length=160, help_text=_("Neutral name. Names as sources print them stay on the records that cite it.")
    )
    kind = models.CharField(max_length=60, blank=True, help_text=_("City, village, region, base, sea …"))
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places",
        help_text=_("Empty for seas, and where the status is disputed."),
    )
    country_note = models.CharField(
        max_length=200, blank=True, help_text=_("What the source prints where the country is disputed.")
    )
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("Degrees north, between -90 and 90. Give both or neither."),
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("Degrees east, between -180 and 180. Give both or neither."),
    )
    precision_km = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Radius within which the point lies, in kilometres."),
    )

    class Meta:
        ordering = ("name",)
        indexes = [in_order_of("place_by_name", "name")]
        constraints = [
            *record_checks(),
            models.CheckConstraint(
                name="place_latitude_range",
                violation_error_message=_("A latitude lies between -90 and 90."),
                condition=models.Q(latitude__isnull=True) | models.Q(latitude__range=(-90, 90)),
            ),
            models.CheckConstraint(
                name="place_longitude_range",
                violation_error_message=_("A longitude lies between -180 and 180."),
                condition=models.Q(longitude__isnull=True) | models.Q(longitude__range=(-180, 180)),
            ),
            models.CheckConstraint(
                name="place_point_whole",
                violation_error_message=_("A point needs both latitude and longitude."),
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/places/{self.public_id}/"
