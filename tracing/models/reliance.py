from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import exactly_one

COUNTED = {
    "item": "exports.Item",
    "item_unit": "exports.ItemUnit",
    "incorporation": "exports.Incorporation",
    "licence": "exports.Licence",
    "shipment": "exports.Shipment",
    "incident": "conflicts.Incident",
}
"""The kinds of record that chains are made of; a unit is one because a chain may be about that very thing."""


def counted_key(column: str) -> models.OneToOneField[models.Model | None, models.Model | None]:
    """The key to one kind of record, which is counted once."""
    return models.OneToOneField(
        COUNTED[column], null=True, blank=True, on_delete=models.CASCADE, related_name="reliance"
    )


class Reliance(models.Model):
    """How many chains rested on one record when `count_chains` last ran; a record without a row carries none.

    Not a fact and no cache of chains: numbers to put a list in order, derived anew from all records at once. So it has
    neither citations nor a history, and nobody edits it.
    """

    item = counted_key("item")
    item_unit = counted_key("item_unit")
    incorporation = counted_key("incorporation")
    licence = counted_key("licence")
    shipment = counted_key("shipment")
    incident = counted_key("incident")
    chains = models.PositiveIntegerField(
        help_text=_("Different chains from a maker to an incident through the record.")
    )
    only_carrier = models.PositiveIntegerField(
        help_text=_("Those of them in which no other record carries the same link.")
    )
    is_cut = models.BooleanField(
        default=False, help_text=_("On: counting stopped at its limit, so that there may be more.")
    )
    counted_at = models.DateTimeField(help_text=_("When the chains were counted."))

    class Meta:
        constraints = [
            exactly_one(*COUNTED),
            models.CheckConstraint(
                name="reliance_only_carrier_is_part",
                violation_error_message=_("A record cannot be the only carrier in more chains than it is in."),
                condition=models.Q(only_carrier__lte=models.F("chains")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_column} {getattr(self, f'{self.subject_column}_id')}: {self.chains}"

    @property
    def subject_column(self) -> str:
        """Which kind of record is counted. Costs no query."""
        return next(column for column in COUNTED if getattr(self, f"{column}_id") is not None)
