from __future__ import annotations

from django.db import models

from core.constraints import choice_check
from core.fields import PartialDateField, PublicIdField
from core.models import Identified, identified_checks
from entities.models import Entity
from evidence.choices import GapKind, ReplyKind
from exports.models import Item


class Gap(Identified):
    """Something missing that a record shows must exist: what, who is likely to hold it, whether somebody asked."""

    public_id = PublicIdField(prefix="ga")
    kind = models.CharField(max_length=12, choices=GapKind.choices)
    what = models.CharField(max_length=300, help_text="What is missing, in one sentence.")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="gaps")
    sender = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="gaps_as_sender")
    recipient = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="gaps_as_recipient"
    )
    held_by = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gaps_held",
        help_text="Who is likely to hold the answer.",
    )
    asked = PartialDateField(null=True, blank=True, help_text="When somebody asked. Empty: nobody yet.")
    result = models.CharField(max_length=300, blank=True)

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
    asked_of = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="replies")
    asked_by = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="questions_asked"
    )
    gap = models.ForeignKey(Gap, null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    source = models.ForeignKey(
        "evidence.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
        help_text="Where it is reported.",
    )
    kind = models.CharField(max_length=10, choices=ReplyKind.choices)
    question = models.CharField(max_length=300)
    answer = models.TextField(blank=True)
    when = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "replies"
        constraints = [
            *identified_checks("when"),
            choice_check("kind", ReplyKind),
        ]

    def __str__(self) -> str:
        return f"{self.asked_of}: {self.get_kind_display()}"
