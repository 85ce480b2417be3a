"""What is recorded about records, in the words of the sheets' columns: to compare with rows, and to export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import models

from core.dates import PartialDate
from importers.spreadsheets.cells import UNKNOWN
from importers.spreadsheets.columns import Column, Sheet, Type

Stored = dict[int, dict[str, Any]]
"""Key of a record → column → value; links and countries as keys, lists as tuples."""


def stored(sheet: Sheet, keys: Collection[int] | None = None) -> Stored:
    """The records of one kind, or those with these keys. One query, and one for each list."""
    plain = [column for column in sheet.columns if column.field]
    rows: Any = sheet.model._default_manager.order_by("pk")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    found: Stored = {}
    for key, *values in rows.values_list("pk", *(column.attname for column in plain)).iterator(chunk_size=2000):
        found[key] = {column.name: _plain(column, value) for column, value in zip(plain, values, strict=True)}
    for column in sheet.columns:
        if column.model is not None:
            for key, several in _lists(column, column.model, keys).items():
                if key in found:
                    found[key][column.name] = tuple(several)
    return found


def _lists(column: Column, model: type[models.Model], keys: Collection[int] | None) -> dict[int, list[tuple[Any, ...]]]:
    rows: Any = model._default_manager.filter(**dict(column.only)).order_by("pk")
    if keys is not None:
        rows = rows.filter(**{f"{column.owner}__in": keys})
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    names = (f"{column.owner}_id", *(part.attname for part in column.parts))
    for key, *values in rows.filter(**{f"{column.owner}__isnull": False}).values_list(*names):
        found[key].append(tuple(_plain(part, value) for part, value in zip(column.parts, values, strict=True)))
    return found


def _plain(column: Column, value: Any) -> Any:
    """As a cell would state it: nothing for an empty text, EDTF for a date."""
    if isinstance(value, PartialDate):
        return value.edtf
    if value is None:
        return UNKNOWN if column.may_be_unknown else None
    return None if value == "" else value


def filled(column: Column, value: Any) -> Any:
    """What an empty cell stands for where a record is made: the column's default; in lists part by part."""
    if column.form is Type.ENTRIES:
        return tuple(
            tuple(filled(part, one) for part, one in zip(column.parts, entry, strict=True)) for entry in value or ()
        )
    if value is None:
        return column.default
    return value
