from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check
from core.fields import PartialDateField, PublicIdField
from core.models import Identified, identified_checks
from entities.models import Entity
from evidence.choices import GapKind, ReplyKind
from exports.models import Item


class Gap(Identified):
    """Something missing that a record shows must exist: what, who is likely to hold it, whether somebody asked."""

    public_id = PublicIdField(prefix="ga")
    kind = models.CharField(max_length=12, choices=GapKind.choices, help_text=_("What sort of thing is missing."))
    what = models.CharField(max_length=300, help_text=_("What is missing, in one sentence."))
    item = models.ForeignKey(
        Item,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gaps",
        help_text=_("The type of thing that the gap is about."),
    )
    sender = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gaps_as_sender",
        help_text=_("From whom it must have come, where that follows from records."),
    )
    recipient = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gaps_as_recipient",
        help_text=_("To whom it must have come, where that follows from records."),
    )
    held_by = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gaps_held",
        help_text=_("Who is likely to hold the answer."),
    )
    asked = PartialDateField(null=True, blank=True, help_text=_("When somebody asked. Empty: nobody yet."))
    result = models.CharField(max_length=300, blank=True, help_text=_("What came of asking, in one sentence."))

    class Meta:
        ordering = ("id",)
        constraints = [
            *identified_checks("asked"),
            choice_check("kind", GapKind),
        ]

    def __str__(self) -> str:
        return self.what


class Reply(Identified):
    """Whom somebody asked, when, and what came back: answered, denied, declined, silent."""

    public_id = PublicIdField(prefix="rp")
    asked_of = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="replies", help_text=_("Who was asked.")
    )
    asked_by = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions_asked",
        help_text=_("Who asked: a newspaper, a parliament. Empty: not stated."),
    )
    gap = models.ForeignKey(
        Gap,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
        help_text=_("The gap that the question was to close."),
    )
    source = models.ForeignKey(
        "evidence.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
        help_text=_("Where it is reported."),
    )
    kind = models.CharField(
        max_length=10, choices=ReplyKind.choices, help_text=_("What came back. No answer is an answer too.")
    )
    question = models.CharField(max_length=300, help_text=_("What was asked, in one sentence."))
    answer = models.TextField(blank=True, help_text=_("What was answered, in our words or as a short quoted phrase."))
    when = PartialDateField(null=True, blank=True, help_text=_("When the answer came, or until when nobody answered."))

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "replies"
        constraints = [
            *identified_checks("when"),
            choice_check("kind", ReplyKind),
        ]

    def __str__(self) -> str:
        return f"{self.asked_of}: {self.get_kind_display()}"
