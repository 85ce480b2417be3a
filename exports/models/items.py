from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, partial_date_checks, period_check
from core.database_functions import NormaliseSerial
from core.fields import DerivedField, PartialDateField, PublicIdField
from core.merging import Mergeable
from core.models import Record, RecordManager, RecordQuerySet, in_order_of, record_checks
from entities.models import Country, Entity
from exports.choices import CodeScheme, ItemKind, UnitKind

PART_KINDS = (ItemKind.COMPONENT, ItemKind.SUBSYSTEM)


class Item(Mergeable):
    """A *type* of thing: MX-15D, Bayraktar TB2, MAM-L. One physical thing is an ItemUnit."""

    public_id = PublicIdField(prefix="it")
    designation = models.CharField(max_length=200, help_text=_("The short name that readers know: WESCAM MX-15D."))
    kind = models.CharField(
        max_length=20,
        choices=ItemKind.choices,
        help_text=_("What sort of thing it is; components are built into others, platforms carry others."),
    )
    category = models.CharField(
        max_length=120, blank=True, help_text=_("What sort of thing: EO/IR sensor, piston engine, armed UAV.")
    )
    description = models.CharField(max_length=300, blank=True, help_text=_("The full name or one line about it."))
    maker = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="items_made",
        help_text=_("Who makes it. Where sources do not say, choose or add an unnamed party with its country."),
    )
    variant_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="variants",
        help_text=_("The family that a record may name instead of this type."),
    )
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))
    settled_with = ("maker__country", "variant_of")

    class Meta:
        ordering = ("designation",)
        indexes = [in_order_of("item_by_designation", "designation")]
        constraints = [
            *record_checks(),
            choice_check("kind", ItemKind),
            models.CheckConstraint(
                name="item_not_its_own_variant",
                violation_error_message=_("An item cannot be a variant of itself. Choose another family."),
                condition=models.Q(variant_of__isnull=True) | ~models.Q(variant_of=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.designation

    def get_absolute_url(self) -> str:
        return f"/items/{self.public_id}/"


class ComponentManager(RecordManager["Component"]):
    def get_queryset(self) -> RecordQuerySet[Component]:
        return super().get_queryset().filter(kind__in=PART_KINDS)


class Component(Item):
    """Items that are built into others."""

    objects = ComponentManager()

    class Meta:
        proxy = True


class PlatformManager(RecordManager["Platform"]):
    def get_queryset(self) -> RecordQuerySet[Platform]:
        return super().get_queryset().filter(kind=ItemKind.PLATFORM)


class Platform(Item):
    """Items that carry others."""

    objects = PlatformManager()

    class Meta:
        proxy = True


class ItemName(models.Model):
    """Another name of an item. Covered by the item's citations."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(
        max_length=200, help_text=_("The name as a source writes it: a nickname, a code, the maker's own.")
    )
    language = models.CharField(max_length=12, blank=True, help_text=_("BCP 47 tag, for example tr. Empty: not known."))

    class Meta:
        ordering = ("text",)
        constraints = [
            models.UniqueConstraint(
                name="itemname_once",
                violation_error_message=_("This item has that name already."),
                fields=("item", "text"),
            )
        ]

    def __str__(self) -> str:
        return self.text


class ItemProperty(models.Model):
    """A figure about a type as sources print it: span, mass, payload, warhead. Never computed with."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="properties")
    name = models.CharField(max_length=60, help_text=_("What is measured: span, mass, payload, warhead."))
    value = models.CharField(max_length=120, help_text=_("The figure as the source prints it."))
    unit = models.CharField(max_length=20, blank=True, help_text=_("The unit as the source prints it: m, kg, km."))

    class Meta:
        verbose_name_plural = "item properties"
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                name="itemproperty_once",
                violation_error_message=_("This item has that property already. Change its value instead."),
                fields=("item", "name"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value} {self.unit}".strip()


class CodeManager(models.Manager["Code"]):
    def get_by_natural_key(self, scheme: str, code: str) -> Code:
        return self.get(scheme=scheme, code=code)


class Code(models.Model):
    """Reference data: one entry of a control list or of the customs nomenclature."""

    scheme = models.CharField(
        max_length=8, choices=CodeScheme.choices, help_text=_("The list that the code stands on.")
    )
    code = models.CharField(max_length=40, help_text=_("The code as that list prints it."))
    title = models.TextField(help_text=_("What the list says the code covers."))
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("The heading that this code stands under on its list."),
    )
    note = models.CharField(
        max_length=200, blank=True, help_text=_("What a reader should know about this entry: its edition, its tier.")
    )

    objects = CodeManager()

    class Meta:
        ordering = ("scheme", "code")
        constraints = [
            models.UniqueConstraint(
                name="code_once_per_scheme",
                violation_error_message=_("This code is in the scheme already."),
                fields=("scheme", "code"),
            ),
            choice_check("scheme", CodeScheme),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"

    def natural_key(self) -> tuple[str, str]:
        return (self.scheme, self.code)


class CodeAssignment(models.Model):
    """A code that an item falls under, as a source states it, with validity. Covered by the item's citations."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="code_assignments")
    code = models.ForeignKey(
        Code,
        on_delete=models.PROTECT,
        related_name="assignments",
        help_text=_("The entry of the list that the item falls under, as a source states it."),
    )
    valid_from = PartialDateField(
        null=True, blank=True, help_text=_("Since when it falls under it. Empty: not stated.")
    )
    valid_until = PartialDateField(
        null=True, blank=True, help_text=_("Until when it fell under it. Empty: not stated, or still.")
    )
    note = models.CharField(max_length=200, blank=True, help_text=_("How the source puts it."))

    class Meta:
        constraints = [
            *partial_date_checks("valid_from", "valid_until"),
            period_check("valid_from", "valid_until"),
            models.UniqueConstraint(
                name="codeassignment_once",
                violation_error_message=_("This item has that code already."),
                fields=("item", "code"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.code}"


class ItemUnit(Record):
    """One physical thing or one lot: the camera recovered on a field, the bomb lug with its number."""

    public_id = PublicIdField(prefix="iu")
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="units", help_text=_("The type of which this is one.")
    )
    kind = models.CharField(
        max_length=10,
        choices=UnitKind.choices,
        default=UnitKind.UNIT,
        help_text=_("Whether the number names one thing or a whole lot."),
    )
    label = models.CharField(max_length=200, help_text=_("What readers call it: camera recovered on 19 October 2020."))
    serial_as_read = models.CharField(
        max_length=80, blank=True, help_text=_("Serial or lot number exactly as read. Empty: not printed.")
    )
    serial_normalised = DerivedField(
        expression=NormaliseSerial("serial_as_read"),
        output_field=models.CharField(max_length=80),
        db_persist=True,
        db_index=True,
    )
    marks = models.TextField(blank=True, help_text=_("Other marks: data plate, box mark, obliterated mark."))
    made = PartialDateField(null=True, blank=True, help_text=_("When it was made."))
    found_in = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units_found",
        help_text=_("Where it was documented."),
    )
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("item", "label")
        constraints = [
            *record_checks("made"),
            choice_check("kind", UnitKind),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return f"/items/{self.item.public_id}/#{self.public_id}"
