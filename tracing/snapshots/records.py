"""Records as a frozen chain holds them: every public field with its name in words, without primary keys.

Loaded by kind and public id, so that the same function gives the records of today for comparing. One query a kind of
record and one a kind of part, however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from core.dates import PartialDate
from evidence.subjects import SUBJECTS
from tracing.snapshots.canonical import Json, canonical, plain

Wanted = Mapping[str, Collection[str]]
"""Kind of record → public ids."""

KEPT_BY_THE_DATABASE = {
    "id", "public_id", "handle", "version", "created_at", "updated_at", "strength", "is_disputed", "serial_normalised",
}  # fmt: skip
# Tables that belong to a record and that its chain or its rules show: the name of the way to them, and what a row is.
PARTS: Mapping[str, Mapping[str, str]] = {
    "shipment": {"deliveries": "delivery", "parties": "party", "units": "unit"},
    "licence": {"items": "item", "parties": "party", "events": "event"},
    "incident": {"items": "item"},
    "measure": {"targets": "target", "items": "item"},
}
# What a name needs besides its own row.
NAMED_BY: Mapping[str, Sequence[str]] = {
    "shipment": ("item", "exporter", "recipient"),
    "measure_reading": ("reader", "measure"),
    "relationship": ("subject", "object"),
    "lobby_contact": ("lobbyist", "client"),
    "incorporation": ("component", "platform"),
    "licence_event": ("licence",),
}


def model_of(kind: str) -> type[models.Model]:
    """The table of a kind of record; kinds are those that citations can be about."""
    return apps.get_model(SUBJECTS[kind])


def rows_of(wanted: Wanted) -> dict[tuple[str, str], Any]:
    """The rows by (kind, public id), with what their fields and parts need; what is no longer there is missing."""
    found: dict[tuple[str, str], Any] = {}
    for kind in sorted(wanted):
        if kind in SUBJECTS and wanted[kind]:
            for row in _queryset(kind, wanted[kind]):
                found[kind, row.public_id] = row
    return found


def _queryset(kind: str, ids: Collection[str]) -> models.QuerySet[Any]:
    model = model_of(kind)
    parts = [
        models.Prefetch(name, part.objects.select_related(*_related(part, skip=model)).order_by("pk"))
        for name, part in _parts(kind)
    ]
    related = dict.fromkeys([*_related(model), *NAMED_BY.get(kind, ())])
    return model._default_manager.filter(public_id__in=sorted(ids)).select_related(*related).prefetch_related(*parts)


def _parts(kind: str) -> list[tuple[str, Any]]:
    options = model_of(kind)._meta
    return [(name, options.get_field(name).related_model) for name in PARTS.get(kind, {})]


def _related(model: type[models.Model], skip: type[models.Model] | None = None) -> list[str]:
    """Its foreign keys, and what the names of the rows behind them need."""
    found: list[str] = []
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.remote_field.model is not skip:
            found.append(field.name)
            label = field.remote_field.model._meta.label
            kind = next((kind for kind, name in SUBJECTS.items() if name == label), "")
            found += [f"{field.name}__{inner}" for inner in NAMED_BY.get(kind, ())]
    return found


def record_form(kind: str, row: Any) -> Json:
    """One record: what it is, its version, how it is carried, its fields and parts."""
    return {
        "kind": kind,
        "id": row.public_id,
        "title": title_of(row),
        "version": row.version,
        "strength": row.strength,
        "disputed": row.is_disputed,
        "fields": fields_of(row),
        "parts": [part for name, label in PARTS.get(kind, {}).items() for part in _parts_of(row, name, label)],
    }


def _parts_of(row: Any, name: str, label: str) -> list[Json]:
    """In an order of their own: that of the database says nothing."""
    forms = [_part(part, type(row), name, label) for part in getattr(row, name).all()]
    return sorted(forms, key=canonical)


def _part(part: Any, of: type[models.Model], name: str, label: str) -> Json:
    """A part with a public id is a record of its own, which may be among the records: here it is only named."""
    title, ident = title_of(part), getattr(part, "public_id", None)
    fields = [{"field": "id", "label": "Id", "value": ident}] if ident else fields_of(part, skip=of)
    return {"part": name, "label": label, "title": title, "fields": fields}


def title_of(row: Any) -> str:
    """What a reader calls it."""
    return str(row).strip()


def fields_of(row: Any, skip: type[models.Model] | None = None) -> list[Json]:
    """The fields that hold something, in the order of the table, each with its name in words."""
    forms = []
    for field in row._meta.concrete_fields:
        if field.name in KEPT_BY_THE_DATABASE or field.generated or field.primary_key:
            continue
        if isinstance(field, models.ForeignKey):
            if field.remote_field.model is not skip:
                forms += _reference(field, getattr(row, field.name))
        else:
            forms += _value(field, row)
    return forms


def _reference(field: models.ForeignKey[Any, Any], target: Any) -> list[Json]:
    if target is None:
        return []
    ident = getattr(target, "public_id", None) or getattr(target, "code", None) or title_of(target)
    return [_form(field, ident, title_of(target))]


def _value(field: models.Field[Any, Any], row: Any) -> list[Json]:
    value = getattr(row, field.name)
    if value is None or value == "":
        return []
    if isinstance(value, PartialDate):
        return [_form(field, value.edtf)]
    if field.choices:
        return [_form(field, value, str(getattr(row, f"get_{field.name}_display")()))]
    return [_form(field, plain(value))]


def _form(field: models.Field[Any, Any], value: Any, words: str = "") -> Json:
    label = str(field.verbose_name)
    form = {"field": field.name, "label": label[:1].upper() + label[1:], "value": value}
    return form | ({"words": words} if words and words != value else {})


def wanted_of(records: Iterable[Json]) -> dict[str, set[str]]:
    """The kinds and ids of frozen records."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for record in records:
        wanted[record["kind"]].add(record["id"])
    return wanted
