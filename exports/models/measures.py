from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, period_check
from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from entities.models import Country, Entity
from exports.choices import Coverage, LegalForce, MeasureKind
from exports.models.items import Code, Item


class Measure(Record):
    """An embargo, suspension, denial policy, exemption, listing or a firm's own stop of supply, dated."""

    public_id = PublicIdField(prefix="me")
    title = models.CharField(max_length=240, help_text=_("A short name with the issuer and the year."))
    kind = models.CharField(max_length=20, choices=MeasureKind.choices, help_text=_("What the measure does."))
    issuer = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="measures",
        help_text=_("The state, body or firm that decided it."),
    )
    instrument = models.CharField(
        max_length=200, blank=True, help_text=_("Notice to Exporters Serial No. 992; UNSCR 1970 (2011).")
    )
    legal_force = models.CharField(
        max_length=12,
        choices=LegalForce.choices,
        default=LegalForce.UNCLEAR,
        help_text=_("Whether those addressed must follow it. Where readers differ: unclear."),
    )
    announced = PartialDateField(
        null=True, blank=True, help_text=_("When it was announced, if another day than it began.")
    )
    valid_from = PartialDateField(null=True, blank=True, help_text=_("From when it was in force."))
    valid_until = PartialDateField(null=True, blank=True, help_text=_("Until when. Empty: no end recorded."))
    end_note = models.CharField(
        max_length=200, blank=True, help_text=_("How it ended: replaced by, cancelled, lapsed.")
    )
    item_scope = models.CharField(
        max_length=300, blank=True, help_text=_("What goods it covers, in the words of the instrument.")
    )
    relaxes = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="relaxed_by",
        help_text=_("For an exemption or lifting: the measure that it relaxes or ends."),
    )
    reason = models.CharField(max_length=300, blank=True, help_text=_("The reason that the issuer stated."))
    statement = models.TextField(blank=True, help_text=_("The fact in one careful sentence."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-valid_from_earliest", "id")
        indexes = [in_order_of("measure_by_valid_from", "valid_from_earliest")]
        constraints = [
            *record_checks("announced", "valid_from", "valid_until"),
            period_check("valid_from", "valid_until"),
            choice_check("kind", MeasureKind),
            choice_check("legal_force", LegalForce),
            models.CheckConstraint(
                name="measure_relaxes_another",
                violation_error_message=_("A measure cannot relax itself. Choose another one."),
                condition=models.Q(relaxes__isnull=True) | ~models.Q(relaxes=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/measures/{self.public_id}/"


class MeasureTarget(models.Model):
    """At whom or what a measure is aimed: a country, an entity, or a territory in words. Exactly one of the three."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targeted_by",
        help_text=_("The country that it is aimed at."),
    )
    entity = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targeted_by",
        help_text=_("The party that it is aimed at."),
    )
    territory = models.CharField(
        max_length=200, blank=True, help_text=_("For a target that is neither: forces engaged in combat in …")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="measuretarget_exactly_one",
                violation_error_message=_("A target is exactly one of: a country, an entity, a territory in words."),
                condition=models.Q(country__isnull=False, entity__isnull=True, territory="")
                | models.Q(country__isnull=True, entity__isnull=False, territory="")
                | (models.Q(country__isnull=True, entity__isnull=True) & ~models.Q(territory="")),
            )
        ]

    def __str__(self) -> str:
        return str(self.country or self.entity or self.territory)


class MeasureItem(models.Model):
    """An item or a code of goods that a measure names. Exactly one of the two."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(
        Item,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measure_items",
        help_text=_("The type of thing that it names."),
    )
    code = models.ForeignKey(
        Code,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measure_items",
        help_text=_("The entry of a control list or the customs nomenclature that it names."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="measureitem_exactly_one",
                violation_error_message=_("Choose an item or a code, not both and not neither."),
                condition=models.Q(item__isnull=False, code__isnull=True)
                | models.Q(item__isnull=True, code__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.item or self.code)


class MeasureReading(Record):
    """How one reader interprets a measure. SIPRI and GRIP read the same UN text differently; both stay."""

    public_id = PublicIdField(prefix="mr")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="readings", help_text=_("The measure that is read.")
    )
    reader = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="measure_readings", help_text=_("Who reads it so.")
    )
    coverage = models.CharField(
        max_length=20,
        choices=Coverage.choices,
        default=Coverage.UNCLEAR,
        help_text=_("What the reader concludes about the transfers in question."),
    )
    interpretation = models.TextField(help_text=_("What the reader says that the measure means, in one sentence."))
    stated = PartialDateField(null=True, blank=True, help_text=_("When the reader said so."))

    class Meta:
        ordering = ("stated_earliest", "id")
        constraints = [
            *record_checks("stated"),
            choice_check("coverage", Coverage),
        ]

    def __str__(self) -> str:
        return f"{self.reader} on {self.measure}"

    def get_absolute_url(self) -> str:
        return f"/measures/{self.measure.public_id}/#{self.public_id}"
