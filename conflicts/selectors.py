"""Reads of conflicts and incidents that several pages share."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from conflicts.models import Conflict, ConflictName, Incident
from core.search import keys_where, name_contains

Rows = QuerySet[Any]


def conflicts() -> Rows:
    """All conflicts, for filters."""
    found: Rows = Conflict.objects.all()
    return found


def conflicts_named(rows: Rows, words: str) -> Rows:
    """Conflicts with these words in a name."""
    return rows.filter(
        name_contains("name", words) | Q(pk__in=keys_where(ConflictName.objects.all(), "text", words, "conflict"))
    )


def incidents() -> Rows:
    """All incidents, for filters."""
    found: Rows = Incident.objects.all()
    return found


def incidents_named(rows: Rows, words: str) -> Rows:
    """Incidents with these words in the title, or in the place as a source prints it."""
    return rows.filter(name_contains("title", words) | name_contains("place_as_printed", words))
