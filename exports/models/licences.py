from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, period_check
from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from core.quantities import QuantityFields, quantity_checks
from entities.models import Country, Entity
from exports.choices import LicenceEventKind, LicenceKind, LicenceRole, UndertakingKind
from exports.models.items import Item, ItemUnit


class Licence(Record):
    """A state's permission for an export ("permit" in Canada). Permission is not movement: it is never a shipment.

    Consignee and declared end user are separate parties and may differ (15 CFR 748.5).
    """

    public_id = PublicIdField(prefix="li")
    title = models.CharField(max_length=200, help_text=_("Permit of May 2020: seven MX-15D to Baykar."))
    authority = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="licences_issued",
        help_text=_("The body that decides on it. Empty: not stated."),
    )
    number = models.CharField(max_length=80, blank=True, help_text=_("As printed."))
    kind = models.CharField(
        max_length=20,
        choices=LicenceKind.choices,
        default=LicenceKind.INDIVIDUAL,
        help_text=_("The form of the permission, as the source states it."),
    )
    count_low = models.PositiveIntegerField(default=1, help_text=_("How many licences this row stands for, at least."))
    count_high = models.PositiveIntegerField(
        null=True, default=1, blank=True, help_text=_("… at most. Empty: not stated.")
    )
    issued = PartialDateField(null=True, blank=True, help_text=_("When it was issued."))
    valid_until = PartialDateField(null=True, blank=True, help_text=_("Until when it was valid by its own terms."))
    destination = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="licences",
        help_text=_("Country of destination."),
    )
    conditions = models.TextField(blank=True, help_text=_("Conditions, as far as a source states them."))
    statement = models.TextField(blank=True, help_text=_("The fact in one careful sentence."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-issued_earliest", "id")
        indexes = [in_order_of("licence_by_issued", "issued_earliest")]
        constraints = [
            *record_checks("issued", "valid_until"),
            period_check("issued", "valid_until"),
            choice_check("kind", LicenceKind),
            models.CheckConstraint(
                name="licence_count_in_order",
                violation_error_message=_("“At most” is smaller than “at least”. Exchange the two numbers."),
                condition=models.Q(count_high__isnull=True) | models.Q(count_high__gte=models.F("count_low")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/licences/{self.public_id}/"


class LicenceItem(QuantityFields):
    """What a licence covers, and how many."""

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        related_name="licence_items",
        help_text=_("The type of thing that may be exported."),
    )
    unit = models.ForeignKey(
        ItemUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="licence_items",
        help_text=_("The very thing, where the licence names one."),
    )

    class Meta:
        constraints = [
            *quantity_checks(),
            models.UniqueConstraint(
                name="licenceitem_once",
                violation_error_message=_("This item is on the licence already."),
                fields=("licence", "item", "unit"),
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(name="licenceitem_forward", fields=("item", "licence"))]

    def __str__(self) -> str:
        return f"{self.item} under {self.licence}"


class LicenceParty(models.Model):
    """Who stands on a licence, in which role."""

    # No index of their own: those below begin with them, and traces must not be led to the lesser one.
    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="parties", db_index=False)
    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="licence_roles",
        db_index=False,
        help_text=_("The party that the licence names."),
    )
    role = models.CharField(
        max_length=20,
        choices=LicenceRole.choices,
        help_text=_("What the licence names it as. Consignee and declared end user may differ."),
    )

    class Meta:
        verbose_name_plural = "licence parties"
        constraints = [
            models.UniqueConstraint(
                name="licenceparty_once",
                violation_error_message=_("This party has that role on the licence already."),
                fields=("licence", "entity", "role"),
            ),
            choice_check("role", LicenceRole),
        ]
        indexes = [
            models.Index(name="licenceparty_by_role", fields=("licence", "role", "entity")),
            models.Index(name="licenceparty_by_entity", fields=("entity", "role", "licence")),
        ]

    def __str__(self) -> str:
        return f"{self.entity}: {self.get_role_display()}"


class LicenceEvent(Record):
    """Something that happened to a licence: applied, issued, suspended, cancelled … Each has sources of its own."""

    public_id = PublicIdField(prefix="le")
    licence = models.ForeignKey(
        Licence, on_delete=models.PROTECT, related_name="events", help_text=_("The licence that it happened to.")
    )
    kind = models.CharField(max_length=20, choices=LicenceEventKind.choices, help_text=_("What happened."))
    happened = PartialDateField(null=True, blank=True, help_text=_("When it happened."))
    by = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="licence_events",
        help_text=_("Who did it."),
    )
    reason = models.CharField(max_length=300, blank=True, help_text=_("The reason stated."))
    statement = models.TextField(blank=True, help_text=_("The fact in one careful sentence."))

    class Meta:
        ordering = ("happened_earliest", "id")
        indexes = [in_order_of("licenceevent_by_happened", "happened_earliest")]
        constraints = [
            *record_checks("happened"),
            choice_check("kind", LicenceEventKind),
        ]

    def __str__(self) -> str:
        return f"{self.licence}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return f"/licences/{self.licence.public_id}/#{self.public_id}"


class Undertaking(Record):
    """An end-use certificate, assurance or own-production declaration, with its terms. Keep the exact name used."""

    public_id = PublicIdField(prefix="un")
    kind = models.CharField(
        max_length=20,
        choices=UndertakingKind.choices,
        help_text=_("The form of the promise; keep to the name that the source uses."),
    )
    title = models.CharField(
        max_length=200, help_text=_("A short name for lists: end-use certificate of Türkiye for MX-15D.")
    )
    given_by = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="undertakings_given", help_text=_("Who promised.")
    )
    given_to = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undertakings_received",
        help_text=_("To whom it was promised. Empty: not stated."),
    )
    licence = models.ForeignKey(
        Licence,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undertakings",
        help_text=_("The licence that it was given for, if a source says so."),
    )
    given = PartialDateField(null=True, blank=True, help_text=_("When it was given."))
    terms = models.TextField(blank=True, help_text=_("What was promised, as far as a source states it."))

    class Meta:
        ordering = ("-given_earliest", "id")
        indexes = [in_order_of("undertaking_by_given", "given_earliest")]
        constraints = [
            *record_checks("given"),
            choice_check("kind", UndertakingKind),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/undertakings/{self.public_id}/"


class UndertakingItem(models.Model):
    """What an undertaking is about."""

    undertaking = models.ForeignKey(Undertaking, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        related_name="undertaking_items",
        help_text=_("The type of thing that the promise is about."),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="undertakingitem_once",
                violation_error_message=_("This item is in the undertaking already."),
                fields=("undertaking", "item"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.undertaking}: {self.item}"
