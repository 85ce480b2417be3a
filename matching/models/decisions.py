from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check
from matching.choices import Verdict


class Decision(models.Model):
    """What somebody decided about a printed name, or a register's thing, and a record.

    Rows are only added: the latest of a pair counts. A name is kept as the source printed it, a thing by what the
    register calls it in each release, and the record by its public id, which is never used again.
    """

    printed = models.CharField(
        max_length=400,
        help_text=_("The name, letter by letter as the source prints it; or the register's number or key of a thing."),
    )
    says = models.TextField(
        blank=True, help_text=_("Of a thing: what the register said about it when it was decided. Of a name: empty.")
    )
    register = models.CharField(
        max_length=40, blank=True, help_text=_("The register that prints it, for example SIPRI. Empty: any source.")
    )
    record = models.CharField(max_length=16, db_index=True, help_text=_("The public id of the record."))
    verdict = models.CharField(max_length=12, choices=Verdict.choices, help_text=_("Whether it is that record."))
    why = models.TextField(help_text=_("The reason, in one sentence that another editor can check."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="matching_decisions",
        help_text=_("Who decided. Empty: an importer, by a list that somebody reviewed."),
    )
    decided_at = models.DateTimeField(db_default=Now(), editable=False, help_text=_("When; set by the database."))

    class Meta:
        ordering = ("-id",)
        constraints = [
            choice_check("verdict", Verdict),
            models.CheckConstraint(
                name="decision_has_a_reason",
                violation_error_message=_("Say why, in one sentence that another editor can check."),
                condition=models.Q(why__regex=r"\S"),
            ),
        ]
        indexes = [models.Index(name="decision_of_name", fields=("printed", "register", "record", "-id"))]

    def __str__(self) -> str:
        return f"{self.printed} – {self.record}: {self.get_verdict_display()}"
