from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.merging import SameRecord, same_record_checks
from entities.models.entities import Entity


class SameEntity(SameRecord):
    """A judgement of the editors that two entities are one party. `Entity.same_as` follows from these rows."""

    merged = models.OneToOneField(
        Entity,
        on_delete=models.PROTECT,
        related_name="judged_same",
        help_text=_("The entity that is shown under another from now on."),
    )
    kept = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="stands_for", help_text=_("The entity that stands for both.")
    )

    class Meta:
        verbose_name_plural = "same entities"
        constraints = same_record_checks()

    def __str__(self) -> str:
        return f"{self.merged} – {self.kept}"
