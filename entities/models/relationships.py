from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, period_check
from core.fields import PartialDateField, PublicIdField
from core.models import Record, in_order_of, record_checks
from entities.choices import RelationshipKind
from entities.models.entities import Entity


class Relationship(Record):
    """How two entities stand to each other, dated: owns, directs, lobbies for, met with …

    Read as a sentence: subject – kind – object.
    """

    public_id = PublicIdField(prefix="re")
    subject = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="relationships_out",
        help_text=_("The first in the sentence: who owns, directs or lobbies."),
    )
    kind = models.CharField(
        max_length=20,
        choices=RelationshipKind.choices,
        help_text=_("The verb of the sentence, from the first party to the second."),
    )
    object = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="relationships_in",
        help_text=_("The second in the sentence: who is owned, directed or lobbied for."),
    )
    since = PartialDateField(
        null=True, blank=True, help_text=_("When it began, or when it happened if it is a single event.")
    )
    until = PartialDateField(null=True, blank=True, help_text=_("When it ended. Empty: not stated."))
    share_percent = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("The share held, above 0 and at most 100. Empty: not stated."),
    )
    amount = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, blank=True, help_text=_("Price paid, where stated.")
    )
    currency = models.CharField(max_length=3, blank=True, help_text=_("ISO 4217 code of the amount."))
    statement = models.TextField(blank=True, help_text=_("The fact in one careful sentence."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-since_earliest", "id")
        indexes = [in_order_of("relationship_by_since", "since_earliest")]
        constraints = [
            *record_checks("since", "until"),
            period_check("since", "until"),
            choice_check("kind", RelationshipKind),
            models.CheckConstraint(
                name="relationship_not_with_itself",
                violation_error_message=_("The two parties are the same. Choose two."),
                condition=~models.Q(subject=models.F("object")),
            ),
            models.CheckConstraint(
                name="relationship_share_range",
                violation_error_message=_("A share is above 0 and at most 100 percent."),
                condition=models.Q(share_percent__isnull=True) | models.Q(share_percent__gt=0, share_percent__lte=100),
            ),
            models.CheckConstraint(
                name="relationship_amount_has_currency",
                violation_error_message=_(
                    "An amount needs its currency (three capital letters, such as CAD), and a currency its amount."
                ),
                condition=models.Q(amount__isnull=True, currency="")
                | models.Q(amount__isnull=False, currency__regex=r"^[A-Z]{3}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_kind_display()} {self.object}"

    def get_absolute_url(self) -> str:
        return f"/relationships/{self.public_id}/"


class LobbyContact(Record):
    """One contact of a lobbyist with an office holder, as a register or a released document records it."""

    public_id = PublicIdField(prefix="lc")
    client = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="lobbied_through",
        help_text=_("On whose behalf the contact was made."),
    )
    lobbyist = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="lobby_contacts",
        help_text=_("The person or firm that made the contact."),
    )
    office_holder = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lobbied_by",
        help_text=_("The person lobbied."),
    )
    body = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lobbied_as_body",
        help_text=_("The office lobbied."),
    )
    subject = models.CharField(max_length=300, blank=True, help_text=_("The subject as the register prints it."))
    registration_number = models.CharField(
        max_length=60, blank=True, help_text=_("The number of the entry in the lobby register, as printed.")
    )
    happened = PartialDateField(null=True, blank=True, help_text=_("When the contact took place."))
    note = models.TextField(blank=True, help_text=_("What a reader should know beside the other fields. It is public."))

    class Meta:
        ordering = ("-happened_earliest", "id")
        indexes = [in_order_of("lobbycontact_by_happened", "happened_earliest")]
        constraints = [
            *record_checks("happened"),
            models.CheckConstraint(
                name="lobbycontact_somebody_lobbied",
                violation_error_message=_("Name the office holder or the body that was lobbied."),
                condition=models.Q(office_holder__isnull=False) | models.Q(body__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lobbyist} for {self.client}"

    def get_absolute_url(self) -> str:
        return f"/contacts/{self.public_id}/"
