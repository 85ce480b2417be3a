"""Reads the list of components: one row for each, repeats told from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from importers.errors import BadInputError
from importers.reading.lines import read_lines
from importers.reading.sealing import Sealed
from importers.reading.tables import Row, find_header, require, rows

COLUMNS = (
    "component_id", "name_marking", "category", "manufacturer", "manufacturer_country", "oem_part_number",
    "found_in_drones", "source_url", "last_verified", "notes",
)  # fmt: skip
LINKED = "Linked weapon as published by GUR: "
UNSPECIFIED = "(unspecified)"
NOT_IDENTIFIED = "Not identified"
UNKNOWN_COUNTRY = "UNK"


@dataclass(frozen=True, slots=True)
class Component:
    """One component as the portal lists it: its marking, its maker, and the one weapon that it was found in."""

    component_id: str
    marking: str
    category: str
    maker: str
    country: str
    part_number: str
    weapon_slug: str
    weapon: str
    url: str
    seen: date


def components(file: Sealed) -> Iterator[tuple[Row, Component]]:
    """Every row of the file, repeats included. Raises BadInputError with line and column."""
    lines = read_lines(file)
    header = find_header(lines, "component_id", file.name)
    require(header, COLUMNS, file.name)
    for row in rows(lines, header, file.name):
        yield row, _component(row)


def _component(row: Row) -> Component:
    slug = _weapon_slug(row)
    notes = row["notes"]
    return Component(
        component_id=_text(row, "component_id", 40),
        marking=_text(row, "name_marking", 2_000),
        category="" if row["category"] == "unknown" else row["category"][:120],
        maker=_text(row, "manufacturer", 200),
        country=_text(row, "manufacturer_country", 3),
        part_number=row["oem_part_number"],
        weapon_slug=slug,
        weapon=notes.removeprefix(LINKED) if notes.startswith(LINKED) else slug,
        url=row["source_url"],
        seen=_day(row),
    )


def _weapon_slug(row: Row) -> str:
    try:
        found = json.loads(row["found_in_drones"])
    except (ValueError, RecursionError):
        found = None
    if not (isinstance(found, list) and len(found) == 1 and isinstance(found[0], str) and found[0]):
        raise row.fault("found_in_drones", 'This cell does not name one weapon, as in ["geran-4-uav"].')
    return found[0]


def _text(row: Row, column: str, longest: int) -> str:
    text = row[column]
    if not text or len(text) > longest:
        said = "This cell is empty." if not text else f"This cell has more than {longest} characters."
        raise row.fault(column, said)
    return text


def _day(row: Row) -> date:
    try:
        return date.fromisoformat(row["last_verified"])
    except ValueError:
        problem: BadInputError = row.fault(
            "last_verified", f"“{row['last_verified'][:40]}” is not a day such as 2026-06-13."
        )
        raise problem from None
