from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, exactly_one, partial_date_checks, period_check
from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from entities.models import Country, Entity
from exports.choices import ProceedingKind, ProceedingRole, ProceedingState
from exports.models.items import Item
from exports.models.licences import Licence
from exports.models.shipments import Shipment


class Proceeding(Record):
    """An inquiry, review, investigation, indictment, complaint or judgement. An accusation is never a finding."""

    public_id = PublicIdField(prefix="pr")
    title = models.CharField(max_length=240, help_text=_("A short name with the body and the year."))
    kind = models.CharField(
        max_length=20,
        choices=ProceedingKind.choices,
        help_text=_("What sort of step it is. An accusation is never a finding."),
    )
    brought_by = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="proceedings_brought",
        help_text=_("The body or party that acts."),
    )
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="steps",
        help_text=_("The larger proceeding that this is a step of."),
    )
    began = PartialDateField(null=True, blank=True, help_text=_("When it began."))
    ended = PartialDateField(null=True, blank=True, help_text=_("When it ended. Empty: no end recorded."))
    state = models.CharField(
        max_length=20,
        choices=ProceedingState.choices,
        default=ProceedingState.UNKNOWN,
        help_text=_("The latest state recorded."),
    )
    place = models.CharField(max_length=160, blank=True, help_text=_("Where the court or body sits."))
    statement = models.TextField(
        blank=True, help_text=_("What was alleged or found, by whom, in one careful sentence.")
    )
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-began_earliest", "id")
        indexes = [in_order_of("proceeding_by_began", "began_earliest")]
        constraints = [
            *record_checks("began", "ended"),
            period_check("began", "ended"),
            choice_check("kind", ProceedingKind),
            choice_check("state", ProceedingState),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/proceedings/{self.public_id}/"


class ProceedingStage(models.Model):
    """The state of a proceeding at a date."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="stages")
    state = models.CharField(
        max_length=20, choices=ProceedingState.choices, help_text=_("The state that it was in from then on.")
    )
    happened = PartialDateField(null=True, blank=True, help_text=_("Since when."))
    note = models.CharField(max_length=300, blank=True, help_text=_("What happened, in one sentence."))

    class Meta:
        ordering = ("happened_earliest", "id")
        constraints = [
            *partial_date_checks("happened"),
            choice_check("state", ProceedingState),
        ]

    def __str__(self) -> str:
        return f"{self.proceeding}: {self.get_state_display()}"


class ProceedingSubject(models.Model):
    """Against whom or about what: exactly one party, country, item, licence or shipment a row."""

    AGAINST, ABOUT = ProceedingRole.AGAINST, ProceedingRole.ABOUT

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="subjects")
    role = models.CharField(
        max_length=8,
        choices=ProceedingRole.choices,
        default=ProceedingRole.ABOUT,
        help_text=_("Whether it is aimed at them or only concerns them."),
    )
    entity = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proceedings",
        help_text=_("The party that it is against or about."),
    )
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proceedings",
        help_text=_("The country that it is against or about."),
    )
    item = models.ForeignKey(
        Item,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proceedings",
        help_text=_("The type of thing that it is about."),
    )
    licence = models.ForeignKey(
        Licence,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proceedings",
        help_text=_("The licence that it is about."),
    )
    shipment = models.ForeignKey(
        Shipment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proceedings",
        help_text=_("The shipment that it is about."),
    )

    class Meta:
        constraints = [
            exactly_one("entity", "country", "item", "licence", "shipment"),
            models.CheckConstraint(
                name="proceedingsubject_role_known",
                violation_error_message=_(
                    "A proceeding is against somebody or about something: choose one of the two."
                ),
                condition=models.Q(role__in=("against", "about")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.entity or self.country or self.item or self.licence or self.shipment)
