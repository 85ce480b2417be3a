from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, exactly_one
from core.fields import PartialDateField, PublicIdField
from core.models import Identified, identified_checks
from entities.models import Entity
from evidence.choices import CHECKS_ABOUT, CheckKind, CheckState
from evidence.models.sources import Source
from evidence.subjects import SUBJECTS


def checked_key(column: str) -> models.ForeignKey[models.Model | None, models.Model | None]:
    """The foreign key to one kind of record, as on Citation: all but one of five are always empty."""
    return models.ForeignKey(
        SUBJECTS[column], null=True, blank=True, on_delete=models.CASCADE, related_name="checks", db_index=False
    )


def fits_its_record() -> models.Q:
    """Each kind of record has its own questions: nobody can ask a permit for its serial number."""
    return reduce(
        or_,
        (models.Q(**{f"{column}__isnull": False}, kind__in=kinds) for column, kinds in CHECKS_ABOUT.items()),
    )


class Check(Identified):
    """Somebody asked or looked for what would refute a record: which question, who, when, and what came back.

    What citations and replies say already is not recorded here: a denial, for example, is a disputing citation.
    """

    public_id = PublicIdField(prefix="ck")
    kind = models.CharField(max_length=16, choices=CheckKind.choices, help_text=_("What was asked or looked for."))
    state = models.CharField(
        max_length=10, choices=CheckState.choices, help_text=_("What came of it. All but “asked” need a source.")
    )
    by = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="checks_made",
        help_text=_("Who asked or looked: a review, a laboratory, a newspaper. Empty: not stated."),
    )
    asked_of = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="checks_asked_of",
        help_text=_("Who was asked, where somebody was."),
    )
    when = PartialDateField(null=True, blank=True, help_text=_("When it was asked or looked into."))
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="checks",
        help_text=_("Where what came back is reported."),
    )
    result = models.CharField(max_length=300, blank=True, help_text=_("What came back, in one sentence."))

    shipment = checked_key("shipment")
    licence = checked_key("licence")
    incorporation = checked_key("incorporation")
    incident = checked_key("incident")
    item_unit = checked_key("item_unit")

    class Meta:
        ordering = ("id",)
        constraints = [
            *identified_checks("when"),
            exactly_one(*CHECKS_ABOUT),
            choice_check("kind", CheckKind),
            choice_check("state", CheckState),
            models.CheckConstraint(
                name="check_fits_its_record",
                violation_error_message=_(
                    "This question cannot be asked of this kind of record. Choose another question, or the record that "
                    "it is about."
                ),
                condition=fits_its_record(),
            ),
            models.CheckConstraint(
                name="check_result_needs_source",
                violation_error_message=_(
                    "Say in one sentence what came back, and name the source that reports it; or choose “asked”."
                ),
                condition=models.Q(state="asked") | (models.Q(source__isnull=False) & models.Q(result__regex=r"\S")),
            ),
        ]
        indexes = [
            models.Index(name=f"check_{column}", fields=(column,), condition=models.Q((f"{column}__isnull", False)))
            for column in CHECKS_ABOUT
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_state_display()}"

    @property
    def subject_column(self) -> str:
        """Which kind of record this is about. Costs no query."""
        return next((column for column in CHECKS_ABOUT if getattr(self, f"{column}_id") is not None), "")

    @property
    def subject(self) -> models.Model | None:
        """The record this is about. Costs a query where it is not loaded."""
        column = self.subject_column
        return getattr(self, column) if column else None
