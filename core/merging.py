"""Records that editors judged to name one and the same thing: abstract bases; the rules are in core/sql/merging.sql.

A judgement is a row of its own and points from one record to another. `same_as` follows from the standing judgements
and is always flat, so that judgements can be made and taken back in any order. No fact changes: each keeps pointing at
the record that its source named.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from core.fields import DerivedField
from core.models import Record


class Mergeable(Record):
    """Use as base of records that may be judged the same. Ask by `canonical_id`, never by `id` or `same_as`:

    `Shipment.objects.filter(exporter__canonical_id=kept.pk)` finds what names any of the records judged the same.
    """

    same_as = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="same",
        help_text=_("The record that is kept for it, as editors judged; the database sets it. Empty: itself."),
    )
    canonical_id = DerivedField(
        expression=Coalesce("same_as", "id"), output_field=models.BigIntegerField(), db_persist=True, db_index=True
    )

    class Meta:
        abstract = True

    @property
    def kept(self) -> Mergeable:
        """The record that stands for it: itself where nobody judged it the same as another."""
        return self.same_as or self


class SameRecord(models.Model):
    """A judgement of the editors that two records name one and the same thing. Taken back by deleting the row.

    Add `merged` (one to one) and `kept` (foreign key), and `same_record_checks()` to `Meta.constraints`.
    """

    why = models.TextField(help_text=_("The reason, in one sentence that a reader can check. It is public."))
    judged_at = models.DateTimeField(db_default=Now(), editable=False, help_text=_("When; set by the database."))

    class Meta:
        abstract = True


def same_record_checks() -> list[models.BaseConstraint]:
    """Use in `Meta.constraints` of every such judgement."""
    return [
        models.CheckConstraint(
            name="%(app_label)s_%(class)s_two_records",
            violation_error_message=_("A record is the same as itself without anybody judging. Choose two."),
            condition=~models.Q(merged=models.F("kept")),
        ),
        models.CheckConstraint(
            name="%(app_label)s_%(class)s_has_a_reason",
            violation_error_message=_("Say why, in one sentence that a reader can check."),
            condition=models.Q(why__regex=r"\S"),
        ),
    ]
