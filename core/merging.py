"""Records that editors judged to name one and the same thing: abstract bases; the rules are in core/sql/merging.sql.

A judgement is a row of its own and points from one record to another. `same_as` follows from the standing judgements
and is always flat, so that judgements can be made and taken back in any order. No fact changes: each keeps pointing at
the record that its source named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any, Self

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

    settled_with: tuple[str, ...] = ()
    """Relations that pages read of a record that they come to by a foreign key."""
    named_as: str = ""
    """On a record that `settle` put in the place of another: what that one is called."""

    class Meta:
        abstract = True

    @property
    def kept(self) -> Self:
        """The record that stands for it: itself where nobody judged it the same as another."""
        stands: Self = self.same_as or self  # type: ignore[assignment]  # a key to "self" leads to the same model
        return stands

    def get_absolute_url(self) -> str:
        """Where it is shown; each model has its own."""
        raise NotImplementedError


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


def standing(model: type[models.Model]) -> models.QuerySet[Any]:
    """Rows that stand for themselves: what was judged the same as another is shown under that one."""
    rows: models.QuerySet[Any] = model._default_manager.all()
    return rows.filter(same_as__isnull=True) if issubclass(model, Mergeable) else rows


def settle(rows: Iterable[Any]) -> list[Any]:
    """Put kept records in the place of those judged the same as them, wherever the rows' loaded relations lead to one.

    Use on rows that are read and shown, never on rows that are saved: their facts would move. It costs one query for
    each kind of record that has to be put in, none where nothing was merged.
    """
    found = list(rows)
    places: dict[type[Any], list[tuple[Any, str, Any]]] = defaultdict(list)
    for owner, name, merged in _merged_in(found):
        places[type(merged)].append((owner, name, merged))
    for model, several in places.items():
        keys = {merged.same_as_id for _owner, _name, merged in several}
        kept = model._base_manager.select_related(*model.settled_with).in_bulk(keys)
        settle(kept.values())
        for owner, name, merged in several:
            stands = copy(kept[merged.same_as_id])
            stands.named_as = str(merged)
            setattr(owner, name, stands)
    return found


def _merged_in(rows: list[Any]) -> Iterator[tuple[Any, str, Any]]:
    """Each loaded relation that leads to a merged record: its owner, its name, the record."""
    waiting, seen = list(rows), set[int]()
    while waiting:
        row = waiting.pop()
        if id(row) in seen or not isinstance(row, models.Model):
            continue
        seen.add(id(row))
        for name, value in row._state.fields_cache.items():
            if isinstance(value, Mergeable) and value.canonical_id != value.pk and name not in OF_JUDGEMENTS:
                yield row, name, value
            else:
                waiting.append(value)
        for several in getattr(row, "_prefetched_objects_cache", {}).values():
            waiting += several


OF_JUDGEMENTS = frozenset({"same_as", "merged", "kept"})
