"""The desk's first page: how much is recorded, how much of it is disputed or ungraded, and what changed last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import CharField, Count, Model, Q, QuerySet, Value

from core.choices import Strength
from core.history import history_of
from evidence.models import Source
from evidence.subjects import SUBJECTS

Row = tuple[str, int, datetime, str, dict[str, Any] | None]


@dataclass(frozen=True)
class Tally:
    """Counts of one kind of record."""

    model: type[Model]
    total: int
    disputed: int
    ungraded: int


@dataclass(frozen=True)
class Change:
    """One event of a record's history, as a line."""

    model: type[Model]
    key: int
    when: datetime
    what: str
    who: str
    why: str


def tallies(models: Sequence[type[Model]]) -> Iterator[Tally]:
    """Count records, one query a kind."""
    for model in models:
        counts = model._base_manager.aggregate(
            total=Count("pk"),
            disputed=Count("pk", filter=Q(is_disputed=True)),
            ungraded=Count("pk", filter=Q(strength=Strength.UNGRADED)),
        )
        yield Tally(model, **counts)


def recent_changes(models: Sequence[type[Model]], limit: int = 15) -> list[Change]:
    """The newest events of these tables in one query: each history gives its last few by primary key."""
    by_name = {model._meta.label_lower: model for model in models}
    newest = [rows for label, model in by_name.items() if (rows := _newest(label, model, limit)) is not None]
    if not newest:
        return []
    union = reduce(_and, newest).order_by("-pgh_created_at", "-pgh_obj_id")[:limit]
    told: list[tuple[Row, dict[str, Any]]] = [(row, row[4] or {}) for row in union]
    users = dict(User.objects.filter(pk__in={said.get("user") for _, said in told}).values_list("pk", "username"))
    return [
        Change(
            by_name[row[0]], row[1], row[2], row[3], users.get(said.get("user", 0), "a command"), said.get("why", "")
        )
        for row, said in told
    ]


def _newest(label: str, model: type[Model], limit: int) -> "QuerySet[Model, Row] | None":
    history = history_of(model)
    if history is None:
        return None
    named = history._base_manager.annotate(table=Value(label, output_field=CharField())).order_by("-pgh_id")
    return named.values_list("table", "pgh_obj_id", "pgh_created_at", "pgh_label", "pgh_context__metadata")[:limit]


def _and(one: "QuerySet[Model, Row]", other: "QuerySet[Model, Row]") -> "QuerySet[Model, Row]":
    return one.union(other, all=True)


def record_models() -> list[type[Model]]:
    """Every kind of record that needs citations."""
    return [apps.get_model(name) for name in SUBJECTS.values()]


def changing_models() -> list[type[Model]]:
    """Records and their sources."""
    return [*record_models(), Source]
