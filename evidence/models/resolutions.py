from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, exactly_one
from core.fields import PartialDateField, PublicIdField
from core.models import Identified, identified_checks
from evidence.choices import Decision
from evidence.models.sources import Source
from evidence.subjects import SUBJECTS


def resolved_key(column: str) -> models.ForeignKey[models.Model | None, models.Model | None]:
    """The foreign key to one kind of record, as on Citation: all but one of eighteen are always empty."""
    return models.ForeignKey(
        SUBJECTS[column], null=True, blank=True, on_delete=models.CASCADE, related_name="resolutions", db_index=False
    )


class Resolution(Identified):
    """What an editor decided about values that contradict each other, and why. The claims stay as they are.

    It names the record, the field and the values that it considered, not citations: so a further citation of a known
    value changes nothing, and a value that is new makes the contradiction open again. Rows are only added, since a
    reader must find what once was decided; of several, the latest counts. A row goes only with its record.
    """

    public_id = PublicIdField(prefix="rs")
    field = models.CharField(
        max_length=40, blank=True, help_text=_("The field that is stated differently. Empty: whether it was so at all.")
    )
    decision = models.CharField(
        max_length=12, choices=Decision.choices, help_text=_("What was decided about the values.")
    )
    note = models.TextField(help_text=_("The reason, in sentences that a reader can follow. It is public."))
    considered = models.JSONField(
        default=list, help_text=_("The values that the decision considered, as read; one that is new opens it again.")
    )
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resolutions",
        help_text=_("The source that settles it, where one does."),
    )
    decided = PartialDateField(help_text=_("When it was decided."))

    place = resolved_key("place")
    entity = resolved_key("entity")
    relationship = resolved_key("relationship")
    lobby_contact = resolved_key("lobby_contact")
    item = resolved_key("item")
    item_unit = resolved_key("item_unit")
    incorporation = resolved_key("incorporation")
    licence = resolved_key("licence")
    licence_event = resolved_key("licence_event")
    undertaking = resolved_key("undertaking")
    measure = resolved_key("measure")
    measure_reading = resolved_key("measure_reading")
    shipment = resolved_key("shipment")
    proceeding = resolved_key("proceeding")
    trade_statistic = resolved_key("trade_statistic")
    conflict = resolved_key("conflict")
    incident = resolved_key("incident")
    allegation = resolved_key("allegation")

    class Meta:
        ordering = ("id",)
        constraints = [
            *identified_checks("decided"),
            exactly_one(*SUBJECTS),
            choice_check("decision", Decision),
            models.CheckConstraint(
                name="resolution_gives_a_reason",
                violation_error_message=_("A decision needs its reason: say in the note why it is decided so."),
                condition=models.Q(note__regex=r"\S"),
            ),
            models.CheckConstraint(
                name="resolution_considers_values",
                violation_error_message=_("A decision is about values: name at least one that it considered."),
                condition=models.Q(considered__0__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name=f"resolution_{column}", fields=(column,), condition=models.Q((f"{column}__isnull", False))
            )
            for column in SUBJECTS
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_decision_display()}"

    @property
    def subject_column(self) -> str:
        """Which kind of record this is about. Costs no query."""
        return next((column for column in SUBJECTS if getattr(self, f"{column}_id") is not None), "")

    @property
    def subject(self) -> models.Model | None:
        """The record this is about. Costs a query where it is not loaded."""
        column = self.subject_column
        return getattr(self, column) if column else None
