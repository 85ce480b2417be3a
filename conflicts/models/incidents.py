from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from conflicts.choices import AllegationState, IncidentKind, ItemRole
from conflicts.models.conflicts import Conflict
from core.constraints import choice_check
from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from core.quantities import QuantityFields, quantity_checks
from entities.models import Entity, Place
from exports.models import Item, ItemUnit


class Incident(QuantityFields, Record):
    """Something seen: an item used, lost, captured, recovered, seized or displayed."""

    public_id = PublicIdField(prefix="ic")
    title = models.CharField(max_length=240, help_text=_("TB2 shot down on 19 October 2020."))
    kind = models.CharField(max_length=20, choices=IncidentKind.choices, help_text=_("What was seen or is claimed."))
    user = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidents_as_user",
        help_text=_("Who used or held the item. Empty: the sources do not say."),
    )
    actor = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidents_as_actor",
        help_text=_("Who shot it down, captured, found or photographed it, or claims so."),
    )
    conflict = models.ForeignKey(
        Conflict,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidents",
        help_text=_("The conflict that it belongs to. Empty: none is recorded."),
    )
    happened = PartialDateField(
        null=True, blank=True, help_text=_("When. For use over a period write 2020-09-27/2020-11-10.")
    )
    is_period = models.BooleanField(
        default=False, help_text=_("On: the range is how long it went on, not how vague the date is.")
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidents",
        help_text=_("Where it happened, under a neutral name."),
    )
    place_as_printed = models.CharField(
        max_length=200, blank=True, help_text=_("The place name as the source writes it.")
    )
    target = models.CharField(max_length=200, blank=True, help_text=_("What was hit, as sources describe it."))
    killed_low = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("At least this many killed. Never names.")
    )
    killed_high = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("At most this many killed. Empty: not stated.")
    )
    injured_low = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("At least this many injured. Never names.")
    )
    injured_high = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("At most this many injured. Empty: not stated.")
    )
    casualties_stated_by = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="casualty_statements",
        help_text=_("Whose numbers of killed and injured these are."),
    )
    statement = models.TextField(blank=True, help_text=_("The fact in one careful sentence."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-happened_earliest", "id")
        indexes = [in_order_of("incident_by_happened", "happened_earliest")]
        constraints = [
            *quantity_checks(),
            *record_checks("happened"),
            choice_check("kind", IncidentKind),
            models.CheckConstraint(
                name="incident_killed_in_order",
                violation_error_message=_("Killed, at most: give at least the smaller number, and no less than it."),
                condition=models.Q(killed_high__isnull=True)
                | models.Q(killed_low__isnull=False, killed_high__gte=models.F("killed_low")),
            ),
            models.CheckConstraint(
                name="incident_injured_in_order",
                violation_error_message=_("Injured, at most: give at least the smaller number, and no less than it."),
                condition=models.Q(injured_high__isnull=True)
                | models.Q(injured_low__isnull=False, injured_high__gte=models.F("injured_low")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/incidents/{self.public_id}/"


class IncidentItem(models.Model):
    """An item, or the very unit, that was part of an incident, and in which role."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        related_name="incident_items",
        help_text=_("The type of thing that was part of it."),
    )
    unit = models.ForeignKey(
        ItemUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incident_items",
        help_text=_("The very thing, where it is known."),
    )
    role = models.CharField(
        max_length=10, choices=ItemRole.choices, default=ItemRole.MAIN, help_text=_("What part the thing had in it.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="incidentitem_once",
                violation_error_message=_("This item is part of the incident already."),
                fields=("incident", "item", "unit"),
                nulls_distinct=False,
            ),
            choice_check("role", ItemRole),
        ]
        indexes = [models.Index(name="incidentitem_by_item", fields=("item", "incident"))]

    def __str__(self) -> str:
        return f"{self.unit or self.item}: {self.incident}"


class Allegation(Record):
    """What somebody, with or without the power to find so, alleges about an incident; by whom; its state."""

    public_id = PublicIdField(prefix="al")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="allegations", help_text=_("The incident that it is about.")
    )
    alleged_by = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="allegations_made", help_text=_("Who alleges it.")
    )
    against = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="allegations_faced",
        help_text=_("Whom it is alleged against. Empty: nobody is named."),
    )
    statement = models.TextField(help_text=_("What is alleged, in the careful words of the one who alleges it."))
    by_body_with_power = models.BooleanField(
        default=False, help_text=_("On: a court or mandated body that can find so.")
    )
    state = models.CharField(
        max_length=12,
        choices=AllegationState.choices,
        default=AllegationState.ALLEGED,
        help_text=_("How it stands. “Found” needs a body with the power to find so."),
    )
    stated = PartialDateField(null=True, blank=True, help_text=_("When it was alleged."))

    class Meta:
        ordering = ("stated_earliest", "id")
        indexes = [in_order_of("allegation_by_stated", "stated_earliest")]
        constraints = [
            *record_checks("stated"),
            choice_check("state", AllegationState),
            models.CheckConstraint(
                name="allegation_found_needs_power",
                violation_error_message=_(
                    "“Found” needs a court or a mandated body that can find so: tick that, or choose another state."
                ),
                condition=~models.Q(state="found") | models.Q(by_body_with_power=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alleged_by}: {self.statement[:80]}"

    def get_absolute_url(self) -> str:
        return f"/incidents/{self.incident.public_id}/#{self.public_id}"
