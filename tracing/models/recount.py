from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check
from tracing.choices import Counted


class Recount(models.Model):
    """Counts that are to be made anew, since records were judged the same or no longer. Who counts takes the row away.

    The database adds it with the judgement (tracing/sql/recount.sql), whichever way that was made.
    """

    what = models.CharField(
        max_length=12, choices=Counted.choices, unique=True, help_text=_("Which counts are to be made anew.")
    )
    asked_at = models.DateTimeField(help_text=_("When that was last asked for; a count begun before does not do."))

    class Meta:
        constraints = [choice_check("what", Counted)]

    def __str__(self) -> str:
        return f"{self.what}, {self.asked_at:%Y-%m-%d %H:%M}"
