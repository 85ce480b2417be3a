"""The history of one record with everything that belongs to it: steps (who, when, why), each with what it changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Field, ForeignKey, GeneratedField, Model

from core.history import history_of

# Bookkeeping of the tables themselves: a reader learns nothing from it.
UNTOLD = {"id", "version", "created_at", "updated_at", "public_id"}
LONGEST = 500
"""Events shown for one table; a record with more is read in the database."""


@dataclass(frozen=True)
class FieldChange:
    """One column: what it said before and after, in words."""

    name: str
    before: str
    after: str


@dataclass
class RowChange:
    """One row that a step added, changed or deleted."""

    kind: str
    what: str
    fields: list[FieldChange] = field(default_factory=list)


@dataclass
class Step:
    """What one person did at one time for one reason."""

    when: datetime
    who: str
    why: str
    route: str
    rows: list[RowChange]


def history_steps(model: type[Model], key: int, parts: Sequence[tuple[type[Model], str]]) -> list[Step]:
    """Newest first. `parts` are the tables that belong to it, each with its foreign key: citations, names, items …"""
    events = [*_events(model, "pgh_obj_id", key)]
    for part, link in parts:
        events += _events(part, f"{link}_id", key)
    names = _Names(events)
    told = sorted(_told(events, names, {link for _, link in parts}), key=lambda pair: pair[0].pgh_id_and_time)
    steps = [_step(list(group), names) for _, group in groupby(reversed(told), key=lambda pair: pair[0].context_key)]
    return [step for step in steps if step.rows]


@dataclass(frozen=True)
class _Event:
    model: type[Model]
    row: Any

    @property
    def thread(self) -> tuple[str, int]:
        return self.model._meta.label, self.row.pgh_obj_id

    @property
    def pgh_id_and_time(self) -> tuple[datetime, int]:
        return self.row.pgh_created_at, self.row.pgh_id

    @property
    def context_key(self) -> object:
        return self.row.pgh_context_id or self.row.pgh_created_at

    @property
    def columns(self) -> "list[Field[Any, Any]]":
        return [
            column
            for column in self.model._meta.concrete_fields
            if column.name not in UNTOLD and not isinstance(column, GeneratedField)
        ]


def _events(model: type[Model], column: str, key: int) -> list[_Event]:
    concrete = model._meta.concrete_model or model
    history = history_of(concrete)
    if history is None:
        return []
    rows = history._base_manager.filter(**{column: key}).select_related("pgh_context").order_by("-pgh_id")[:LONGEST]
    return [_Event(concrete, row) for row in reversed(rows)]


class _Names:
    """What foreign keys and users are called, read with one query a table."""

    def __init__(self, events: Iterable[_Event]) -> None:
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for event in events:
            said = event.row.pgh_context.metadata if event.row.pgh_context else {}
            if said.get("user"):
                wanted[User].add(said["user"])
            for column in event.columns:
                if isinstance(column, ForeignKey) and (key := getattr(event.row, column.attname)) is not None:
                    wanted[column.related_model].add(key)
        self._found = {model: model._base_manager.in_bulk(keys) for model, keys in wanted.items()}

    def of(self, model: type[Model], key: int) -> str:
        found = self._found.get(model, {}).get(key)
        return str(found) if found is not None else f"{model._meta.verbose_name} {key}, no longer here"

    def value(self, column: "Field[Any, Any]", row: Any) -> str:
        """One column of one event, as a page shows it."""
        value = getattr(row, column.attname)
        if value is None or value == "":
            return ""
        if isinstance(column, ForeignKey):
            return self.of(column.related_model, value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return "; ".join(map(str, value))
        return str(dict(column.flatchoices).get(value, value))


def _told(events: Iterable[_Event], names: _Names, links: set[str]) -> Iterable[tuple[_Event, RowChange]]:
    last: dict[tuple[str, int], Any] = {}
    for event in events:
        change = RowChange(event.row.pgh_label, str(event.model._meta.verbose_name))
        before = last.get(event.thread)
        last[event.thread] = event.row
        if event.row.pgh_label == "delete":
            before = None
        for column in event.columns:
            old, new = names.value(column, before) if before else "", names.value(column, event.row)
            if old != new and column.name not in links:
                change.fields.append(FieldChange(str(column.verbose_name), old, new))
        if change.fields or event.row.pgh_label != "update":
            yield event, change


def _step(told: list[tuple[_Event, RowChange]], names: _Names) -> Step:
    newest = told[0][0].row
    said = newest.pgh_context.metadata if newest.pgh_context else {}
    who = names.of(User, said["user"]) if said.get("user") else "a command"
    rows = [change for _, change in reversed(told)]
    return Step(newest.pgh_created_at, who, said.get("why") or "", said.get("route") or "", rows)
