"""The desk's first page: how much is recorded, how much of it is disputed or ungraded, and what changed last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from itertools import groupby
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import CharField, Count, F, Model, Q, QuerySet, Value

from core.choices import Strength
from core.history import history_of
from evidence.models import Source
from evidence.subjects import SUBJECTS

Models = dict[str, type[Model]]
Rows = QuerySet[Model, Any]


@dataclass(frozen=True)
class Tally:
    """Counts of one kind of record."""

    model: type[Model]
    total: int
    disputed: int
    ungraded: int


@dataclass(frozen=True)
class Touched:
    """One record that a step added, changed or deleted; `name` is empty if it is no longer here."""

    model: type[Model]
    key: int
    what: str
    name: str


@dataclass
class Change:
    """What somebody did at one time for one reason: the last records it touched."""

    when: datetime
    who: str
    why: str
    touched: list[Touched] = field(default_factory=list)


def tallies(models: Sequence[type[Model]]) -> Iterator[Tally]:
    """Count records, one query a kind."""
    for model in models:
        counts = model._base_manager.aggregate(
            total=Count("pk"),
            disputed=Count("pk", filter=Q(is_disputed=True)),
            ungraded=Count("pk", filter=Q(strength=Strength.UNGRADED)),
        )
        yield Tally(model, **counts)


def recent_changes(models: Sequence[type[Model]], limit: int = 10) -> list[Change]:
    """The newest steps of these tables' histories: one query for all events, one a table for the names."""
    by_label = {model._meta.label_lower: model for model in models}
    newest = [rows for label, model in by_label.items() if (rows := _newest(label, model, limit)) is not None]
    if not newest:
        return []
    events = [_Event(*row) for row in reduce(_and, newest).order_by("-when", "-key")]
    steps = [list(group) for _, group in groupby(events, key=lambda event: event.step)][:limit]
    names = _names(by_label, [event for step in steps for event in step])
    users = dict(User.objects.filter(pk__in={step[0].said.get("user") for step in steps}).values_list("pk", "username"))
    return [_change(step, by_label, names, users) for step in steps]


class _Event(NamedTuple):
    label: str
    key: int
    when: datetime
    what: str
    context: object
    metadata: dict[str, Any] | None

    @property
    def step(self) -> object:
        return self.context or self.when

    @property
    def said(self) -> dict[str, Any]:
        return self.metadata or {}


def _change(step: list[_Event], by_label: Models, names: dict[tuple[str, int], str], users: dict[int, str]) -> Change:
    said = step[0].said
    touched = {
        (event.label, event.key): Touched(
            by_label[event.label], event.key, event.what, names.get((event.label, event.key), "")
        )
        for event in step
    }
    who = users.get(said.get("user", 0), "a command")
    return Change(step[0].when, who, said.get("why") or "", list(touched.values()))


def _names(by_label: Models, events: list[_Event]) -> dict[tuple[str, int], str]:
    keys = {label: {event.key for event in events if event.label == label} for label in by_label}
    found = {label: by_label[label]._base_manager.in_bulk(wanted) for label, wanted in keys.items() if wanted}
    return {(label, key): str(row) for label, rows in found.items() for key, row in rows.items()}


def _newest(label: str, model: type[Model], limit: int) -> Rows | None:
    history = history_of(model)
    if history is None:
        return None
    events = history._base_manager.order_by("-pgh_id").annotate(
        table=Value(label, output_field=CharField()), key=F("pgh_obj_id"), when=F("pgh_created_at")
    )
    rows: Rows = events.values_list("table", "key", "when", "pgh_label", "pgh_context", "pgh_context__metadata")[:limit]
    return rows


def _and(one: Rows, other: Rows) -> Rows:
    return one.union(other, all=True)


def record_models() -> list[type[Model]]:
    """Every kind of record that needs citations."""
    return [apps.get_model(name) for name in SUBJECTS.values()]


def changing_models() -> list[type[Model]]:
    """Records and their sources."""
    return [*record_models(), Source]
