from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, partial_date_checks, period_check
from core.fields import PartialDateField, PublicIdField
from core.merging import Mergeable
from core.models import in_order_of, record_checks
from entities.choices import EntityKind, NameKind, UnknownReason
from entities.models.countries import Country
from entities.models.places import Place


class Entity(Mergeable):
    """A company, state, state body, armed force or group, organisation, person or unnamed party.

    What it *does* (exporter, intermediary, end user) is read from the records that name it, never stored here.
    """

    public_id = PublicIdField(prefix="en")
    name = models.CharField(max_length=240, help_text=_("The name most used, as sources write it."))
    kind = models.CharField(
        max_length=20,
        choices=EntityKind.choices,
        help_text=_("What it is by itself; what it does is read from the records that name it."),
    )
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entities",
        help_text=_("Where it is seated, or whose it is. Leave empty where there is none."),
    )
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The parent that a record may name instead of it: the group, ministry or a venture's founder."),
    )
    unknown_reason = models.CharField(
        max_length=20,
        blank=True,
        choices=UnknownReason.choices,
        help_text=_("For an unnamed party: why it has no name."),
    )
    description = models.CharField(
        max_length=300, blank=True, help_text=_("One line: what it is; of a person, the public role.")
    )
    seat = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entities",
        help_text=_("The town where it sits, as far as a source states it."),
    )
    website = models.URLField(blank=True, help_text=_("Its own site, with https://."))
    existed_from = PartialDateField(null=True, blank=True, help_text=_("Founded, as vague as the source."))
    existed_until = PartialDateField(null=True, blank=True, help_text=_("Dissolved, merged or died."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))
    settled_with = ("country", "part_of", "seat")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "entities"
        constraints = [
            *record_checks("existed_from", "existed_until"),
            period_check("existed_from", "existed_until"),
            choice_check("kind", EntityKind),
            models.UniqueConstraint(
                name="entity_one_state_per_country",
                violation_error_message=_("This country's state is recorded already. Use that entity."),
                fields=("country",),
                condition=models.Q(kind="state"),
            ),
            models.CheckConstraint(
                name="entity_website_http",
                violation_error_message=_("An address must begin with http:// or https://."),
                condition=models.Q(website="") | models.Q(website__regex=r"^https?://"),
            ),
            models.CheckConstraint(
                name="entity_state_has_country",
                violation_error_message=_("A state needs its country."),
                condition=~models.Q(kind="state") | models.Q(country__isnull=False),
            ),
            models.CheckConstraint(
                name="entity_unnamed_has_reason",
                violation_error_message=_("Say why an unnamed party has no name; every other kind leaves that empty."),
                condition=models.Q(kind="unknown_party", unknown_reason__in=UnknownReason.values)
                | (~models.Q(kind="unknown_party") & models.Q(unknown_reason="")),
            ),
            models.CheckConstraint(
                name="entity_not_its_own_part",
                violation_error_message=_("An entity cannot be part of itself. Choose another parent."),
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("id")),
            ),
        ]
        indexes = [
            in_order_of("entity_by_name", "name"),
            models.Index(name="entity_country_kind", fields=("country", "kind")),
            # Traces ask for all of them: a gap may lead to each that moves the item on.
            models.Index(name="entity_unnamed", fields=("id",), condition=models.Q(kind="unknown_party")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/entities/{self.public_id}/"


class Name(models.Model):
    """Another name of an entity. Covered by the entity's citations."""

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=240, help_text=_("The name, letter by letter as the source writes it."))
    kind = models.CharField(
        max_length=20,
        choices=NameKind.choices,
        default=NameKind.ALIAS,
        help_text=_("How this name stands to the one most used."),
    )
    language = models.CharField(max_length=12, blank=True, help_text=_("BCP 47 tag, for example tr."))
    script = models.CharField(max_length=4, blank=True, help_text=_("ISO 15924 code, for example Cyrl."))
    valid_from = PartialDateField(null=True, blank=True, help_text=_("Since when it has been used. Empty: not stated."))
    valid_until = PartialDateField(
        null=True, blank=True, help_text=_("Until when it was used. Empty: not stated, or still.")
    )

    class Meta:
        ordering = ("text",)
        constraints = [
            *partial_date_checks("valid_from", "valid_until"),
            period_check("valid_from", "valid_until"),
            choice_check("kind", NameKind),
            models.UniqueConstraint(
                name="name_once_per_entity",
                violation_error_message=_("This entity has that name already."),
                fields=("entity", "text", "kind"),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Identifier(models.Model):
    """A number in somebody's register: LEI, NCAGE, company register, OpenSanctions id."""

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40, help_text=_("The register: LEI, NCAGE, IMO, OpenCorporates."))
    value = models.CharField(max_length=120, help_text=_("The number or code as that register prints it."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="identifier_once",
                violation_error_message=_(
                    "This identifier is recorded already. Search for it: it may belong to an entity that is here."
                ),
                fields=("scheme", "value"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
