"""Reads of items, shipments, licences and measures that several pages share."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from core.search import keys_where, name_contains
from core.text import normalise_serial
from exports.models import Item, ItemName, Licence, Measure

Rows = QuerySet[Any]


def items() -> Rows:
    """All items, for filters."""
    found: Rows = Item.objects.all()
    return found


def items_named(rows: Rows, words: str) -> Rows:
    """Items with these words in their designation or another name, those of what was judged the same included."""
    named = name_contains("designation", words) | Q(pk__in=keys_where(ItemName.objects.all(), "text", words, "item"))
    merged = Item.objects.filter(named, same_as__isnull=False)
    return rows.filter(named & Q(same_as__isnull=True) | Q(pk__in=merged.values("same_as")))


def shipments_named(rows: Rows, words: str) -> Rows:
    """Shipments of an item, from or to a party, with these words in the name."""
    named = Q(item__canonical_id__in=items_named(items(), words).values("pk"))
    named |= name_contains("exporter__name", words) | name_contains("recipient__name", words)
    named |= name_contains("exporter__same_as__name", words) | name_contains("recipient__same_as__name", words)
    return rows.filter(named | name_contains("statement", words))


def licences() -> Rows:
    """All licences, for filters."""
    found: Rows = Licence.objects.all()
    return found


def licences_named(rows: Rows, words: str) -> Rows:
    """Licences with these words in the title or the number."""
    return rows.filter(name_contains("title", words) | name_contains("number", words))


def measures_named(rows: Rows, words: str) -> Rows:
    """Measures with these words in the title or the instrument."""
    return rows.filter(name_contains("title", words) | name_contains("instrument", words))


def measures() -> Rows:
    """All measures, for filters."""
    found: Rows = Measure.objects.all()
    return found


def units_numbered(rows: Rows, number: str) -> Rows:
    """Units with this serial or lot number, however it is spelt."""
    return rows.filter(serial_normalised=normalise_serial(number)).exclude(serial_normalised="")
