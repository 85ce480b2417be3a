from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, exactly_one, partial_date_checks, public_id_check
from core.fields import PartialDateField, PublicIdField
from core.models import Timestamped
from evidence.choices import Credibility, Rung, Stance
from evidence.contradictions.kinds import NAMING_FIELDS
from evidence.models.sources import Source
from evidence.subjects import SUBJECTS


def subject_key(column: str) -> models.ForeignKey[models.Model | None, models.Model | None]:
    """The foreign key to one kind of record. Partial indexes serve it: all but one of eighteen are always empty."""
    return models.ForeignKey(
        SUBJECTS[column], null=True, blank=True, on_delete=models.CASCADE, related_name="citations", db_index=False
    )


class Citation(Timestamped):
    """One source about exactly one record: where in it, what it says, how far to believe it, how close the proof is.

    With `field` set it is a claim about that field: what was printed and what was read from it. Claims may disagree;
    all stay.
    """

    public_id = PublicIdField(prefix="ci")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations", help_text=_("The source that is cited.")
    )
    locator = models.CharField(
        max_length=200, blank=True, help_text=_("Page, paragraph or time code. Empty: not known.")
    )
    says = models.TextField(blank=True, help_text=_("What the source says, in our words or as a short quoted phrase."))
    stance = models.CharField(
        max_length=10,
        choices=Stance.choices,
        default=Stance.SUPPORTS,
        help_text=_("Whether it states this, states otherwise, or only speaks of it."),
    )
    credibility = models.CharField(
        max_length=1,
        choices=Credibility.choices,
        default=Credibility.CANNOT_BE_JUDGED,
        help_text=_("How credible this one statement is, as a digit. 6: it cannot be judged."),
    )
    rung = models.CharField(
        max_length=12, choices=Rung.choices, default=Rung.DEAL, help_text=_("How close the proof comes.")
    )
    field = models.CharField(
        max_length=40, blank=True, help_text=_("The field that the claim is about, for example delivered.")
    )
    value_printed = models.CharField(
        max_length=300, blank=True, help_text=_("The value exactly as the source prints it.")
    )
    value_read = models.CharField(
        max_length=300, blank=True, help_text=_("The value as read: EDTF for dates, a number, a handle.")
    )
    accessed = PartialDateField(null=True, blank=True, help_text=_("When the source was read."))

    place = subject_key("place")
    entity = subject_key("entity")
    relationship = subject_key("relationship")
    lobby_contact = subject_key("lobby_contact")
    item = subject_key("item")
    item_unit = subject_key("item_unit")
    incorporation = subject_key("incorporation")
    licence = subject_key("licence")
    licence_event = subject_key("licence_event")
    undertaking = subject_key("undertaking")
    measure = subject_key("measure")
    measure_reading = subject_key("measure_reading")
    shipment = subject_key("shipment")
    proceeding = subject_key("proceeding")
    trade_statistic = subject_key("trade_statistic")
    conflict = subject_key("conflict")
    incident = subject_key("incident")
    allegation = subject_key("allegation")

    class Meta:
        ordering = ("id",)
        constraints = [
            public_id_check(),
            *partial_date_checks("accessed"),
            exactly_one(*SUBJECTS),
            choice_check("stance", Stance),
            choice_check("credibility", Credibility),
            choice_check("rung", Rung),
            models.CheckConstraint(
                name="citation_value_needs_field",
                violation_error_message=_(
                    "A printed or read value belongs to a field: name the field, or empty the values."
                ),
                condition=~models.Q(field="") | models.Q(value_printed="", value_read=""),
            ),
        ]
        indexes = [
            models.Index(name=f"citation_{column}", fields=(column,), condition=models.Q((f"{column}__isnull", False)))
            for column in SUBJECTS
        ] + [
            # For what a judgement that two records are the same reaches: few claims name records.
            models.Index(
                name="citation_naming",
                fields=("value_read",),
                condition=models.Q(field__in=sorted(NAMING_FIELDS)) & ~models.Q(value_read=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_stance_display()} {self.subject}"

    @property
    def subject_column(self) -> str:
        """Which kind of record this is about. Costs no query."""
        return next((column for column in SUBJECTS if getattr(self, f"{column}_id") is not None), "")

    @property
    def subject(self) -> models.Model | None:
        """The record this is about. Costs a query where it is not prefetched."""
        column = self.subject_column
        return getattr(self, column) if column else None

    @property
    def grade(self) -> str:
        """Admiralty grade, for example B2. Costs a query where the source is not loaded."""
        return f"{self.source.reliability}{self.credibility}"
