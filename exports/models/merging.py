from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.merging import SameRecord, same_record_checks
from exports.models.items import Item


class SameItem(SameRecord):
    """A judgement of the editors that two items are one type of thing. `Item.same_as` follows from these rows."""

    merged = models.OneToOneField(
        Item,
        on_delete=models.PROTECT,
        related_name="judged_same",
        help_text=_("The item that is shown under another from now on."),
    )
    kept = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="stands_for", help_text=_("The item that stands for both.")
    )

    class Meta:
        verbose_name_plural = "same items"
        constraints = same_record_checks()

    def __str__(self) -> str:
        return f"{self.merged} – {self.kept}"
