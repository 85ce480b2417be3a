"""Which state of a row somebody has read, so that a save over somebody else's change can be refused."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Max, Model

from core.history import history_of


@dataclass(frozen=True)
class LastChange:
    """Who changed a row last, when and why, as far as its history says."""

    when: datetime
    who: str
    why: str


def lock(model: type[Model], key: object) -> None:
    """Use first in the transaction of a change: whoever else saves this row waits until it is done."""
    model._base_manager.select_for_update(of=("self",)).filter(pk=key).values_list("pk").first()


def version_of(row: Model) -> int:
    """The row's version; for tables without one (publishers, codes) the number of its last event in history."""
    version = getattr(row, "version", None)
    if isinstance(version, int):
        return version
    history = history_of(row._meta.concrete_model or type(row))
    newest = history._base_manager.filter(pgh_obj_id=row.pk).aggregate(newest=Max("pgh_id")) if history else {}
    return newest.get("newest") or 0


def last_change(row: Model) -> LastChange | None:
    """Who changed it last; none if its history is empty."""
    history = history_of(row._meta.concrete_model or type(row))
    if history is None:
        return None
    event = (
        history._base_manager.filter(pgh_obj_id=row.pk)
        .order_by("-pgh_id")
        .values_list("pgh_created_at", "pgh_context__metadata")
        .first()
    )
    if event is None:
        return None
    when, said = event[0], event[1] or {}
    return LastChange(when, name_of(said.get("user")), str(said.get("why") or ""))


def name_of(user: int | None) -> str:
    """The account's name, or that nobody was signed in (commands, imports)."""
    found = User.objects.filter(pk=user).values_list("username", flat=True).first() if user else None
    return found or "a command"
