"""Search over names, aliases, serial numbers, licence numbers, titles and public ids, and why each thing matched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q

from conflicts.models import Conflict, Incident
from conflicts.selectors import conflicts_named, incidents_named
from core.ids import is_valid_public_id
from core.search import name_contains
from core.text import normalise_name, normalise_serial
from entities.models import Country, Entity, Identifier, Place
from entities.selectors import countries_named, entities_named
from evidence.filters import sources_named
from evidence.models import Source
from evidence.subjects import SUBJECTS
from exports.models import Item, ItemUnit, Licence, Measure, Proceeding
from exports.selectors import items_named, licences_named, measures_named
from pages.addresses import record_url
from pages.tables import Cell

MOST_OF_A_KIND = 12
LONGEST = 200
Rows = Any


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of one kind; `more` is the list that has all of them."""

    kind: str
    cells: tuple[Cell, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of thing: how its rows match, the names and numbers that can be the reason, and its list."""

    kind: str
    rows: Callable[[str], Rows]
    reasons: Callable[[Any], list[str]]
    more: str = ""


def search(words: str) -> list[Found]:
    """Everything that matches, by kind: two queries a kind at most, whatever the number of matches."""
    if is_valid_public_id(words.strip()):
        return _by_id(words.strip())
    if not normalise_name(words):
        return []
    found = [_matches(field, words) for field in FIELDS]
    return [one for one in found if one.cells]


def _matches(field: Field, words: str) -> Found:
    rows = list(field.rows(words)[: MOST_OF_A_KIND + 1])
    cells = tuple(
        Cell(str(row), record_url(row), note=why(field.reasons(row), words, str(row))) for row in rows[:MOST_OF_A_KIND]
    )
    return Found(field.kind, cells, field.more if len(rows) > MOST_OF_A_KIND else "")


def why(reasons: list[str], words: str, shown: str) -> str:
    """The name or number that matched, unless it is the one that is shown anyway."""
    wanted, serial = normalise_name(words), normalise_serial(words)
    for reason in reasons:
        spelt = normalise_name(reason)
        if wanted in spelt or (serial and serial in (normalise_serial(reason), normalise_serial(spelt))):
            return "" if reason == shown else f"matches “{reason[:120]}”"
    return ""


def _by_id(public_id: str) -> list[Found]:
    """The one record with this id: its prefix does not say which table, so all are asked."""
    for label in (*SUBJECTS.values(), "evidence.Source"):
        found = apps.get_model(label)._default_manager.filter(public_id=public_id).first()
        if found is not None:
            return [Found("This id", (Cell(str(found), record_url(found), note=public_id),))]
    return []


def _names(*fields: str, related: tuple[str, ...] = ()) -> Callable[[Any], list[str]]:
    def read(row: Any) -> list[str]:
        own = [str(getattr(row, field) or "") for field in fields]
        return own + [str(name) for other in related for name in getattr(row, other).all()]

    return read


def _items(words: str) -> Rows:
    return items_named(Item.objects.prefetch_related("names"), words)


def _units(words: str) -> Rows:
    serial = normalise_serial(words)
    numbered = Q(serial_normalised__contains=serial) if serial else Q(pk__in=[])
    found = ItemUnit.objects.filter(numbered | name_contains("label", words) | name_contains("marks", words))
    return found.select_related("item")


def _entities(words: str) -> Rows:
    numbered = Identifier.objects.filter(name_contains("value", words)).values("entity")
    named = entities_named(Entity.objects.all(), words).values("pk")
    found = Entity.objects.filter(Q(pk__in=named) | Q(pk__in=numbered))
    return found.prefetch_related("names", "identifiers")


FIELDS = (
    Field("Items", _items, _names("designation", related=("names",)), "/items/"),
    Field("Units and lots", _units, _names("label", "serial_as_read", "marks")),
    Field("Entities", _entities, _names("name", related=("names", "identifiers")), "/entities/"),
    Field(
        "Countries",
        lambda words: countries_named(Country.objects.prefetch_related("names"), words),
        _names("name", related=("names",)),
        "/countries/",
    ),
    Field(
        "Conflicts",
        lambda words: conflicts_named(Conflict.objects.prefetch_related("names"), words),
        _names("name", related=("names",)),
        "/conflicts/",
    ),
    Field(
        "Incidents", lambda words: incidents_named(Incident.objects.all(), words), _names("title", "place_as_printed")
    ),
    Field(
        "Licences", lambda words: licences_named(Licence.objects.all(), words), _names("title", "number"), "/licences/"
    ),
    Field(
        "Measures",
        lambda words: measures_named(Measure.objects.all(), words),
        _names("title", "instrument"),
        "/measures/",
    ),
    Field("Proceedings", lambda words: Proceeding.objects.filter(name_contains("title", words)), _names("title")),
    Field("Places", lambda words: Place.objects.filter(name_contains("name", words)), _names("name")),
    Field(
        "Sources",
        lambda words: sources_named(Source.objects.select_related("publisher"), words),
        _names("title", "publisher", "authors"),
        "/sources/",
    ),
)
