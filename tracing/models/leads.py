from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import Strength
from core.constraints import choice_check
from entities.models import Entity
from evidence.choices import GapKind
from evidence.models import Gap
from exports.models import Item


def _key(model: type[models.Model], words: Any, name: str) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        model, null=True, blank=True, on_delete=models.CASCADE, related_name=name, help_text=words
    )  # fmt: skip


class CountedLead(models.Model):
    """Something missing on chains anywhere in the database, as `manage.py leads --store` last found it.

    No fact and no cache of chains: a list to work through, derived anew from all items at once. So it has neither
    citations nor a history, and nobody edits it; what an editor records as missing is a `Gap`.
    """

    kind = models.CharField(max_length=12, choices=GapKind.choices, help_text=_("What sort of thing is missing."))
    what = models.CharField(max_length=600, help_text=_("What is missing, in one sentence."))
    gap = _key(Gap, _("The recorded gap that speaks of it. Empty: only the chains show it."), "counted_leads")
    item = _key(Item, _("The type of thing that it is about."), "counted_leads")
    sender = _key(Entity, _("From whom the thing came, or would have come."), "counted_leads_as_sender")
    recipient = _key(Entity, _("To whom it came, or would have come."), "counted_leads_as_recipient")
    holder = _key(Entity, _("Who is likeliest to hold the answer."), "counted_leads_held")
    holders = models.CharField(max_length=900, blank=True, help_text=_("All who are likely to hold it, by name."))
    reason = models.CharField(max_length=300, blank=True, help_text=_("Why the likeliest is."))
    is_asked = models.BooleanField(default=False, help_text=_("On: somebody is recorded as having asked."))
    asked = models.CharField(max_length=600, blank=True, help_text=_("Whom somebody asked, and what came back."))
    is_of_a_step = models.BooleanField(
        default=True, help_text=_("Off: about an item or a party as a whole; it settles no step of a chain.")
    )
    chains = models.PositiveIntegerField(default=0, help_text=_("How many chains lack it."))
    alone = models.PositiveIntegerField(default=0, help_text=_("In how many of them it is all that is missing."))
    is_cut = models.BooleanField(default=False, help_text=_("On: there may be more chains than were looked at."))
    strength = models.CharField(
        max_length=12, choices=Strength.choices, help_text=_("The weakest link of the best of those chains.")
    )
    trace = models.CharField(max_length=300, blank=True, help_text=_("The address of a trace that lacks it."))
    counted_at = models.DateTimeField(help_text=_("When the chains were looked at."))

    class Meta:
        ordering = ("-is_of_a_step", "-chains", "id")
        constraints = [
            choice_check("kind", GapKind),
            choice_check("strength", Strength),
            models.CheckConstraint(
                name="countedlead_alone_is_part",
                violation_error_message=_("A lead cannot be all that is missing on more chains than lack it."),
                condition=models.Q(alone__lte=models.F("chains")),
            ),
        ]
        indexes = [models.Index(name="countedlead_order", fields=("-is_of_a_step", "-chains", "id"))]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """A trace that lacks it; else the item or party that it is about; else the list that has it."""
        about = self.item or self.sender or self.recipient or self.holder
        return self.trace or (about.get_absolute_url() if about else "/leads/")
