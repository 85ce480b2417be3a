"""The first page of the admin: what is recorded, what is disputed or ungraded, what changed last."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.choices import Strength
from editorial.selectors.overview import Change, changing_models, recent_changes, record_models, tallies

SHOWN = 3
"""Records named for one step; an import touches thousands."""


@dataclass(frozen=True)
class TallyRow:
    """One line of the table, with addresses of the lists behind its numbers."""

    name: str
    total: int
    disputed: int
    ungraded: int
    address: str
    disputed_address: str
    ungraded_address: str


@dataclass(frozen=True)
class TouchedRow:
    """One record that a step touched, with the address of its history."""

    kind: str
    name: str
    what: str
    address: str


@dataclass(frozen=True)
class ChangeRow:
    """One step: what somebody did for one reason."""

    change: Change
    touched: list[TouchedRow]
    more: bool


def overview(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Named by UNFOLD["DASHBOARD_CALLBACK"] in the settings."""
    rows = [_tally_row(tally) for tally in tallies(_readable(request.user, record_models()))]
    changes = [_change_row(change) for change in recent_changes(_readable(request.user, changing_models()))]
    totals = {name: sum(getattr(row, name) for row in rows) for name in ("total", "disputed", "ungraded")}
    return context | {"title": _("Overview"), "tallies": rows, "changes": changes, "totals": totals}


def _readable(user: AbstractBaseUser | AnonymousUser, models: list[type[Model]]) -> list[type[Model]]:
    may = getattr(user, "has_perm", None)
    return [m for m in models if may and may(f"{m._meta.app_label}.view_{m._meta.model_name}")]


def _tally_row(tally: Any) -> TallyRow:
    address = _address(tally.model, "changelist")
    return TallyRow(
        capfirst(str(tally.model._meta.verbose_name_plural)),
        tally.total,
        tally.disputed,
        tally.ungraded,
        address,
        f"{address}?is_disputed__exact=1",
        f"{address}?strength__exact={Strength.UNGRADED.value}",
    )


def _change_row(change: Change) -> ChangeRow:
    shown = [
        TouchedRow(str(each.model._meta.verbose_name), each.name, each.what, _address(each.model, "history", each.key))
        for each in change.touched[:SHOWN]
    ]
    return ChangeRow(change, shown, len(change.touched) > SHOWN)


def _address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
