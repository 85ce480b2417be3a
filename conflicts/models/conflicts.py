from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import partial_date_checks, period_check
from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from entities.models import Country, Entity, Place


class Conflict(Record):
    """A war, campaign or clash, under a name that takes no side."""

    public_id = PublicIdField(prefix="co")
    name = models.CharField(
        max_length=200, help_text=_("Neutral name with the year: Second Nagorno-Karabakh War (2020).")
    )
    short_name = models.CharField(max_length=80, help_text=_("For pictures: Nagorno-Karabakh 2020."))
    ucdp_id = models.CharField(max_length=20, blank=True, help_text=_("Number in the Uppsala Conflict Data Program."))
    countries = models.ManyToManyField(
        Country, blank=True, related_name="conflicts", help_text=_("The countries on whose territory it was fought.")
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conflicts",
        help_text=_("The region that it was fought over or in."),
    )
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The longer conflict that this is a phase of."),
    )
    began = PartialDateField(null=True, blank=True, help_text=_("When it began."))
    ended = PartialDateField(null=True, blank=True, help_text=_("Empty: no end recorded."))
    note = models.TextField(blank=True, help_text=_("What a reader should know about names and dates."))

    class Meta:
        ordering = ("-began_earliest", "id")
        indexes = [in_order_of("conflict_by_began", "began_earliest")]
        constraints = [
            *record_checks("began", "ended"),
            period_check("began", "ended"),
            models.CheckConstraint(
                name="conflict_not_its_own_part",
                violation_error_message=_("A conflict cannot be part of itself. Choose another one."),
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/conflicts/{self.public_id}/"


class ConflictName(models.Model):
    """Another name of a conflict, with who uses it. Covered by the conflict's citations."""

    conflict = models.ForeignKey(Conflict, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=200, help_text=_("The name as those who use it write it."))
    used_by = models.CharField(max_length=120, blank=True, help_text=_("Who calls it so."))

    class Meta:
        ordering = ("text",)
        constraints = [
            models.UniqueConstraint(
                name="conflictname_once",
                violation_error_message=_("This conflict has that name already."),
                fields=("conflict", "text"),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Belligerent(models.Model):
    """A party to a conflict, on a side. Covered by the conflict's citations."""

    conflict = models.ForeignKey(Conflict, on_delete=models.CASCADE, related_name="belligerents")
    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="fights_in",
        help_text=_("The party that fights or backs a side."),
    )
    side = models.CharField(max_length=80, help_text=_("A or B, or a neutral name of the side."))
    supports_only = models.BooleanField(default=False, help_text=_("Backs the side; not recorded as fighting."))
    since = PartialDateField(
        null=True, blank=True, help_text=_("Since when it took part. Empty: from the beginning, or not stated.")
    )
    until = PartialDateField(
        null=True, blank=True, help_text=_("Until when it took part. Empty: to the end, or not stated.")
    )

    class Meta:
        ordering = ("side", "supports_only", "entity__name")
        constraints = [
            *partial_date_checks("since", "until"),
            period_check("since", "until"),
            models.UniqueConstraint(
                name="belligerent_once",
                violation_error_message=_("This party is recorded on that side already."),
                fields=("conflict", "entity", "side"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} in {self.conflict}"
