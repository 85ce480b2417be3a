"""Columns of conflicts and incidents."""

from __future__ import annotations

from typing import Any

from conflicts.choices import IncidentKind
from pages.columns.common import sources
from pages.tables import Cell, Column, choice, link, number, quantity, strength, stretch, title


def _countries(row: Any) -> str:
    return ", ".join(country.name for country in row.countries.all())


CONFLICTS = (
    title("Conflict", "name"),
    Column(
        "countries",
        "Countries",
        cell=lambda row: Cell(_countries(row)),
        csv=(
            ("short_name", lambda row: row.short_name),
            ("country_codes", lambda row: "; ".join(country.code for country in row.countries.all())),
            ("countries", _countries),
            ("ucdp_id", lambda row: row.ucdp_id),
        ),
    ),
    stretch("when", "When", "began", "ended"),
    number("incidents", "Incidents", "incidents_recorded"),
    strength(),
    sources(),
)


def _items(row: Any) -> str:
    return ", ".join(dict.fromkeys(str(line.item) for line in row.items.all()))


def _when(row: Any) -> Cell:
    return Cell(row.happened.words(period=row.is_period)) if row.happened else Cell()


INCIDENTS = (
    title("Incident", "title"),
    choice("kind", "Kind", IncidentKind),
    Column(
        "items",
        "Items",
        cell=lambda row: Cell(_items(row)),
        csv=(
            ("item_ids", lambda row: "; ".join(line.item.public_id for line in row.items.all())),
            ("items", _items),
        ),
    ),
    link("user", "Used by", "user", ("user__name",)),
    link("conflict", "In", "conflict", ("conflict__name",)),
    Column(
        "happened",
        "When",
        cell=_when,
        csv=(
            ("happened", lambda row: str(row.happened or "")),
            ("happened_earliest", lambda row: str(row.happened_earliest or "")),
            ("happened_latest", lambda row: str(row.happened_latest or "")),
            ("happened_is_period", lambda row: "yes" if row.is_period else "no"),
        ),
        order=("happened_earliest", "happened_latest"),
    ),
    quantity(),
    Column(
        "where",
        "Where",
        csv=(
            ("place_as_printed", lambda row: row.place_as_printed),
            ("place", lambda row: str(row.place or "")),
            ("statement", lambda row: row.statement),
        ),
    ),
    strength(),
    sources(),
)
