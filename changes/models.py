"""The change feed: what happened to public records, in the order in which it became visible.

Triggers fill it (sql/), whichever way the facts are written; nothing else does. No history is kept of it.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from changes.choices import Op, Reason
from core.constraints import choice_check


class Change(models.Model):
    """One thing that happened to one record. The record itself is read where it always is, under its public id."""

    sequence = models.BigAutoField(primary_key=True, help_text=_("Its place in the order of commits; may have gaps."))
    kind = models.CharField(max_length=20, help_text=_("The kind of record, as citations name it, or source, country."))
    public_id = models.CharField(
        max_length=64,
        help_text=_("The record's public id; a country's code, a code's list and code, a frozen chain's SHA-256."),
    )
    op = models.CharField(max_length=10, choices=Op.choices, help_text=_("What happened."))
    into = models.CharField(
        max_length=16, blank=True, db_default="", help_text=_("After a merge: the public id that answers for it.")
    )
    reason = models.CharField(
        max_length=10,
        choices=Reason.choices,
        blank=True,
        db_default="",
        help_text=_("After a withdrawal: why, in general terms."),
    )
    at = models.DateTimeField(help_text=_("When it was committed, to about a second."))

    class Meta:
        constraints = [choice_check("op", Op), choice_check("reason", Reason, blank=True)]
        indexes = [
            models.Index(name="change_of_kind", fields=("kind", "sequence")),
            # What an address that answers no more is asked for; rows that say so are kept for ever.
            models.Index(name="change_withdrawn", fields=("public_id", "sequence"), condition=models.Q(op=Op.WITHDRAW)),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.op} {self.public_id}"


class Horizon(models.Model):
    """How far back the feed goes: one row, which `prune_changes` moves on."""

    id = models.SmallIntegerField(primary_key=True, default=1, help_text=_("Always 1."))
    sequence = models.BigIntegerField(help_text=_("Changes up to this one may have been forgotten."))

    class Meta:
        constraints = [models.CheckConstraint(name="horizon_is_one", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.sequence)
