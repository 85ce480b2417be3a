"""Frozen records as sources had them on a day: without what nobody had stated by then. Three queries, none without one.

Names, dates and quantities stay as read today, as on the trace page; what editors wrote beside them is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from core.dates import PartialDate
from evidence.publication import Public
from evidence.selectors import grades_of_all
from exports.models import ItemUnit, LicenceEvent
from tracing.snapshots.canonical import Json

UNITS = frozenset({"unit", "component_unit", "platform_unit"})
WRITTEN_TODAY = frozenset({"note", "statement"})
ENDS = frozenset({"valid_until", "end_note"})
Rows = Mapping[tuple[str, str], Any]


def as_of(day: date | None, forms: Sequence[Json], rows: Rows) -> list[Json]:
    """The same forms without units and events that nobody had named, later ends of measures, and today's grading."""
    if day is None:
        return list(forms)
    public = Public(day)
    units = public.only(ItemUnit.objects.filter(public_id__in=_ids(forms, UNITS)), "item_unit")
    events = public.only(LicenceEvent.objects.filter(public_id__in=_ids(forms, {"id"})), "licence_event")
    known = {*units.values_list("public_id", flat=True), *events.values_list("public_id", flat=True)}
    wanted: dict[str, set[int]] = defaultdict(set)
    for (kind, _ident), row in rows.items():
        wanted[kind].add(row.pk)
    grades = grades_of_all(wanted, known_on=day)
    return [_record(form, rows[form["kind"], form["id"]].pk, day, known, grades) for form in forms]


def _ids(forms: Sequence[Json], names: Collection[str]) -> set[str]:
    fields = [*(field for form in forms for field in form["fields"]), *_part_fields(forms)]
    return {str(field["value"]) for field in fields if field["field"] in names}


def _part_fields(forms: Sequence[Json]) -> list[Json]:
    return [field for form in forms for part in form["parts"] for field in part["fields"]]


def _record(form: Json, pk: int, day: date, known: Collection[str], grades: Mapping[str, Any]) -> Json:
    grade = grades[form["kind"]][pk]
    left_out = WRITTEN_TODAY | (ENDS if _ends_later(form, day) else frozenset())
    parts = [_part(part, known) for part in form["parts"] if _was_named(part, known)]
    fields = [one for one in form["fields"] if one["field"] not in left_out and _is_known(one, known)]
    standing = {"strength": str(grade.strength.value), "disputed": grade.is_disputed}
    return form | standing | {"fields": fields, "parts": parts}


def _ends_later(form: Json, day: date) -> bool:
    ends = [PartialDate.parse(one["value"]) for one in form["fields"] if one["field"] == "valid_until"]
    return form["kind"] == "measure" and any((end.earliest or date.min) > day for end in ends)


def _is_known(field: Json, known: Collection[str]) -> bool:
    return field["field"] not in UNITS or field["value"] in known


def _was_named(part: Json, known: Collection[str]) -> bool:
    """A unit that a shipment lists, and an event of a licence, stand for themselves: unknown ones go."""
    if part["part"] in {"units", "events"}:
        return all(one["value"] in known for one in part["fields"] if one["field"] in UNITS | {"id"})
    return True


def _part(part: Json, known: Collection[str]) -> Json:
    return part | {"fields": [one for one in part["fields"] if _is_known(one, known)]}
