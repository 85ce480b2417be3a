"""Reads of entities that several pages share."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from core.search import keys_where, name_contains
from entities.models import Country, CountryName, Entity, Name

Rows = QuerySet[Any]


def countries() -> Rows:
    """All countries, for filters."""
    found: Rows = Country.objects.all()
    return found


def countries_named(rows: Rows, words: str) -> Rows:
    """Countries with these words in a name."""
    return rows.filter(
        name_contains("name", words) | Q(pk__in=keys_where(CountryName.objects.all(), "text", words, "country"))
    )


def entities() -> Rows:
    """All entities, for filters."""
    found: Rows = Entity.objects.all()
    return found


def entities_named(rows: Rows, words: str) -> Rows:
    """Entities with these words in a name; aliases, former names, and names of what was judged the same included."""
    named = name_contains("name", words) | Q(pk__in=keys_where(Name.objects.all(), "text", words, "entity"))
    merged = Entity.objects.filter(named, same_as__isnull=False)
    return rows.filter(named & Q(same_as__isnull=True) | Q(pk__in=merged.values("same_as")))


def places_named(rows: Rows, words: str) -> Rows:
    """Places with these words in the neutral name."""
    return rows.filter(name_contains("name", words))
