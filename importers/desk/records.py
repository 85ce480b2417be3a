"""Records that rows match or made, as names with addresses; a constant number of statements for a page of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from editorial.models import ImportedCitation
from evidence.subjects import SUBJECTS

SHOWN = 4
"""Records named for one row; a deal makes its parties, its item and its shipment."""
# What the words for a record need beside its own row.
RELATED = {
    "allegation": ("incident", "alleged_by"),
    "incorporation": ("component", "platform"),
    "item_unit": ("item",),
    "licence_event": ("licence",),
    "lobby_contact": ("lobbyist", "client"),
    "measure_reading": ("measure", "reader"),
    "relationship": ("subject", "object"),
    "shipment": ("item", "exporter", "recipient"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One record: what it is, its name, and its public page."""

    kind: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Made:
    """The records that a row made, and how many more there are."""

    links: list[Link]
    more: int


def links_of(public_ids: Iterable[str]) -> dict[str, Link]:
    """Public id → link. Those of records that are gone are left out."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for public_id in public_ids:
        if kind := _kinds().get(public_id.partition("-")[0]):
            by_kind[kind].add(public_id)
    found = {}
    for kind, wanted in by_kind.items():
        for record in _rows(kind).filter(public_id__in=wanted):
            found[record.public_id] = _link(kind, record)
    return found


def record_of(public_id: str) -> Any:
    """The record itself, of whatever kind; None if it is gone."""
    kind = _kinds().get(public_id.partition("-")[0])
    return _rows(kind).filter(public_id=public_id).first() if kind else None


def made_by(rows: Iterable[int]) -> dict[int, Made]:
    """Imported row → the records that it made."""
    made: dict[int, list[tuple[str, int]]] = defaultdict(list)
    keys = [f"citation__{kind}" for kind in SUBJECTS]
    asked = ImportedCitation.objects.filter(row__in=list(rows), made_record=True).order_by("pk")
    for row, *values in asked.values_list("row", *keys):
        made[row] += [(kind, key) for kind, key in zip(SUBJECTS, values, strict=True) if key is not None]
    shown = {row: sorted(found, key=_movements_first)[:SHOWN] for row, found in made.items()}
    links = _links({one for found in shown.values() for one in found})
    return {
        row: Made([links[one] for one in found if one in links], len(made[row]) - len(found))
        for row, found in shown.items()
    }


def _links(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], Link]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, key in wanted:
        by_kind[kind].append(key)
    return {
        (kind, record.pk): _link(kind, record)
        for kind, keys in by_kind.items()
        for record in _rows(kind).filter(pk__in=keys)
    }


def _movements_first(one: tuple[str, int]) -> int:
    """The shipment before the parties and the item that it needed: `SUBJECTS` goes the other way."""
    return -list(SUBJECTS).index(one[0])


def _link(kind: str, record: Any) -> Link:
    address = getattr(record, "get_absolute_url", None)
    return Link(str(_model(kind)._meta.verbose_name), str(record), address() if address else "")


def _rows(kind: str) -> Any:
    return _model(kind)._default_manager.select_related(*RELATED.get(kind, ()))


def _model(kind: str) -> type[Model]:
    return apps.get_model(SUBJECTS[kind])


def _kinds() -> dict[str, str]:
    return {_model(kind)._meta.get_field("public_id").prefix: kind for kind in SUBJECTS}  # type: ignore[union-attr]
