"""Columns of entities, countries, relationships and contacts."""

from __future__ import annotations

from typing import Any

from entities.choices import CountryKind, EntityKind
from pages.columns.common import address, sources
from pages.tables import Cell, Column, choice, country, link, number, strength, stretch, text, title, when

ENTITIES = (
    title("Name", "name"),
    choice("kind", "Kind", EntityKind),
    country("country", "Country", "country", ("country__name",)),
    link("part_of", "Part of", "part_of", ("part_of__name",)),
    text("description", "What it is"),
    strength(),
    sources(),
)


def _code(row: Any) -> str:
    return str(row.code)


COUNTRIES = (
    Column(
        "name",
        "Name",
        cell=lambda row: Cell(row.name, row.get_absolute_url()),
        csv=(("code", _code), ("alpha3", lambda row: row.alpha3), ("name", lambda row: row.name)),
        order=("name",),
    ),
    Column("code", "Code", cell=lambda row: Cell(row.code, kind="code"), order=("code",)),
    choice("kind", "Kind", CountryKind),
    number("entities", "Entities", "entities_recorded"),
    number("shipments_from", "Shipments from", "recorded_from"),
    number("shipments_to", "Shipments to", "recorded_to"),
    number("measures", "Measures aimed at it", "measures_recorded"),
    address(),
)


def _sentence_link(row: Any) -> Cell:
    return Cell(str(row.get_kind_display()), f"/relationships/{row.public_id}/")


RELATIONSHIPS = (
    link("subject", "First party", "subject", ("subject__name",)),
    Column(
        "kind",
        "Stands to",
        cell=_sentence_link,
        csv=(("id", lambda row: row.public_id), ("kind", lambda row: row.kind)),
        order=("kind",),
    ),
    link("object", "Second party", "object", ("object__name",)),
    stretch("when", "When", "since", "until"),
    text("statement", "As recorded"),
    strength(),
    sources(),
)

CONTACTS = (
    Column(
        "lobbyist",
        "Lobbyist",
        cell=lambda row: Cell(str(row.lobbyist), f"/contacts/{row.public_id}/"),
        csv=(
            ("id", lambda row: row.public_id),
            ("lobbyist_id", lambda row: row.lobbyist.public_id),
            ("lobbyist", lambda row: str(row.lobbyist)),
        ),
        order=("lobbyist__name",),
    ),
    link("client", "For", "client", ("client__name",)),
    link("office_holder", "Office holder", "office_holder", ("office_holder__name",)),
    link("body", "Body", "body", ("body__name",)),
    text("subject", "Subject"),
    when("happened", "When"),
    strength(),
    sources(),
)
