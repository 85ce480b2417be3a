"""Reads a list of losses: one row for each thing that a photograph shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from importers.reading.lines import read_lines
from importers.reading.sealing import Sealed
from importers.reading.tables import Row, find_header, require, rows

COLUMNS = ("country", "origin", "system", "status", "url", "date_recorded", "matID")
ADDRESS = re.compile(r"https?://\S+")
# Running numbers of Oryx's own lists stand before some names (“559 KamAZ 6x6”).
RUNNING_NUMBER = re.compile(r"^\d+ (?=\D|\d)(?!mm\b)")
# The scraper writes letters that its console could not show as “<U+041C>”.
ESCAPED = re.compile(r"<U\+([0-9A-F]{4})>")


class Status(StrEnum):
    """What became of the thing."""

    DESTROYED = "destroyed"
    CAPTURED = "captured"
    DAMAGED = "damaged"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss. `recorded` is the day the list was first seen with it: the loss may be much earlier, never later."""

    material_id: str
    owner: str
    origin: str
    printed: str
    system: str
    status: Status
    photograph: str
    recorded: date

    @property
    def is_named(self) -> bool:
        """False for “Unknown truck”: no type is named."""
        return "unknown" not in self.system.lower()


def losses(file: Sealed) -> Iterator[tuple[Row, Loss]]:
    """Every row of the file. Raises BadInputError with line and column."""
    lines = read_lines(file)
    header = find_header(lines, "date_recorded", file.name)
    require(header, COLUMNS, file.name)
    for row in rows(lines, header, file.name):
        yield row, _loss(row)


def _loss(row: Row) -> Loss:
    printed = _text(row, "system")
    return Loss(
        material_id=_text(row, "matID"),
        owner=_text(row, "country"),
        origin=_text(row, "origin"),
        printed=printed,
        system=plain_name(printed),
        status=Status(row.one_of("status", [one.value for one in Status])),
        photograph=_address(row),
        recorded=_day(row),
    )


def plain_name(printed: str) -> str:
    """The name of the type: without Oryx's running number, with the letters that the scraper could not show."""
    shown = ESCAPED.sub(lambda found: chr(int(found[1], 16)), printed)
    return " ".join(RUNNING_NUMBER.sub("", shown).replace("''", "'").split()) or printed


def _address(row: Row) -> str:
    """The address of the photograph; some cells have words before it, a few have none."""
    found = ADDRESS.search(row["url"])
    return found[0] if found else ""


def _text(row: Row, column: str) -> str:
    text = row[column]
    if not text or len(text) > 200:
        raise row.fault(column, "This cell is empty." if not text else "This cell has more than 200 characters.")
    return text


def _day(row: Row) -> date:
    try:
        return date.fromisoformat(row["date_recorded"])
    except ValueError:
        raise row.fault("date_recorded", f"“{row['date_recorded'][:40]}” is not a day such as 2022-03-19.") from None
