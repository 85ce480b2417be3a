"""What the database would refuse of a new record, asked before anything is written, with its own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.encoding import force_str

from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.cells import UNKNOWN
from importers.spreadsheets.columns import Column, Type
from importers.spreadsheets.stored import filled
from importers.spreadsheets.subjects import NewPublisher, Subject

# Checked by reading the cell; asking the database again would cost a statement each.
READ_ALREADY = ("_known", "_edtf", "_public_id_valid", "_exactly_one")


def check_new(subject: Subject) -> None:
    """Note at the row of a new record what is missing or cannot stand together."""
    for name in subject.sheet.required:
        if subject.values.get(name) is None and not any(
            one.column == name for row in subject.rows for one in row.problems
        ):
            subject.fault(name, CellError("This cell is empty; a new record needs it."))
    if not subject.is_sound:
        return
    for problem in violations(subject.sheet.model, database_values(subject), _ids(subject)):
        subject.fault("", CellError(problem))
    for column in subject.sheet.described:
        if column.model is not None and subject.value(column.name):
            _check_list(subject, column, column.model)


def _check_list(subject: Subject, column: Column, model: type[models.Model]) -> None:
    for entry in filled(column, subject.value(column.name)):
        values = {part.attname: _plain(part, one) for part, one in zip(column.parts, entry, strict=True)}
        owner: Any = model._meta.get_field(column.owner)
        for problem in violations(model, values | {owner.attname: -1}, _entry_ids(column, entry)):
            subject.fault(column.name, CellError(problem))


def violations(model: type[models.Model], values: dict[str, Any], ids: dict[str, int]) -> Iterator[str]:
    """The sentences of the model's constraints that these values break; new records get a stand-in for their key."""
    instance = model(**values | ids)
    for constraint in _constraints(model):
        try:
            constraint.validate(model, instance)
        except ValidationError as refused:
            yield from (force_str(message) for message in refused.messages)


@cache
def _constraints(model: type[models.Model]) -> tuple[models.BaseConstraint, ...]:
    return tuple(one for one in model._meta.constraints if not one.name.endswith(READ_ALREADY))


def database_values(subject: Subject) -> dict[str, Any]:
    """The values of a record's own columns; links to new records are left out, defaults filled in."""
    found = {}
    for column in subject.sheet.columns:
        value = filled(column, subject.value(column.name)) if column.field else None
        if value is not None and not isinstance(value, Subject | NewPublisher):
            found[column.attname] = None if value == UNKNOWN and column.may_be_unknown else value
    return found


def _ids(subject: Subject) -> dict[str, int]:
    """Stand-ins for the keys of new records, the same for the same record."""
    links = {
        column.attname: subject.value(column.name)
        for column in subject.sheet.columns
        if column.type is Type.LINK and column.field
    }
    return {name: one.pk or -id(one) % 10**9 - 10**9 for name, one in links.items() if isinstance(one, Subject)}


def _entry_ids(column: Column, entry: tuple[Any, ...]) -> dict[str, int]:
    pairs = zip(column.parts, entry, strict=True)
    return {part.attname: one.pk or -id(one) % 10**9 - 10**9 for part, one in pairs if isinstance(one, Subject)}


def _plain(part: Column, value: Any) -> Any:
    if isinstance(value, Subject):
        return None
    if value is None:
        return None if part.type not in EMPTY_TEXTS else ""
    return value


EMPTY_TEXTS = frozenset({Type.TEXT, Type.LONG_TEXT, Type.ADDRESS, Type.WORD})
