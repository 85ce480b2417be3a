"""Reads the UCDP/PRIO Armed Conflict Dataset: one row for each conflict and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from importers.reading.lines import read_lines
from importers.reading.sealing import Sealed
from importers.reading.tables import Row, find_header, require, rows

COLUMNS = (
    "conflict_id", "location", "side_a", "side_a_id", "side_a_2nd", "side_b", "side_b_id", "side_b_2nd",
    "incompatibility", "territory_name", "year", "intensity_level", "type_of_conflict", "start_date", "start_prec",
    "ep_end_date", "version",
)  # fmt: skip
ABOUT = {"1": "territory", "2": "government", "3": "territory and government"}
INTENSITY = {"1": "minor (25 to 999 battle deaths)", "2": "war (at least 1,000 battle deaths)"}
NUMBERS = re.compile(r"\d+(?:, \d+)*|")
# How precise a start is, by UCDP's code: which part of the day is known, and whether it is only assigned.
PRECISION = {"1": (10, ""), "2": (10, "~"), "3": (7, ""), "4": (7, "~"), "5": (4, ""), "6": (4, "~"), "7": (0, "")}


@dataclass(frozen=True, slots=True)
class ConflictYear:
    """One year of a conflict. Sides are (name, UCDP's number or empty)."""

    conflict_id: str
    locations: tuple[str, ...]
    about: str
    territory: str
    year: int
    intensity: str
    began: str
    episode_ended: str
    side_a: tuple[tuple[str, str], ...]
    side_b: tuple[tuple[str, str], ...]
    backs_a: tuple[str, ...]
    backs_b: tuple[str, ...]
    version: str


def conflict_years(file: Sealed) -> Iterator[tuple[Row, ConflictYear]]:
    """Every row of the file. Raises BadInputError with line and column."""
    lines = read_lines(file)
    header = find_header(lines, "conflict_id", file.name)
    require(header, COLUMNS, file.name)
    for row in rows(lines, header, file.name):
        yield row, _read(row)


def _read(row: Row) -> ConflictYear:
    return ConflictYear(
        conflict_id=str(row.whole("conflict_id")),
        locations=_names(row, "location"),
        about=ABOUT[row.one_of("incompatibility", ABOUT)],
        territory=row["territory_name"][:160],
        year=_year(row),
        intensity=INTENSITY[row.one_of("intensity_level", INTENSITY)],
        began=_start(row),
        episode_ended=_day(row, "ep_end_date") if row["ep_end_date"] else "",
        side_a=_side(row, "side_a"),
        side_b=_side(row, "side_b"),
        backs_a=_names(row, "side_a_2nd") if row["side_a_2nd"] else (),
        backs_b=_names(row, "side_b_2nd") if row["side_b_2nd"] else (),
        version=row["version"],
    )


def _year(row: Row) -> int:
    year = row.whole("year")
    if not 1900 <= year <= 2100:
        raise row.fault("year", f"“{row['year']}” is not a year.")
    return year


def _names(row: Row, column: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in row[column].split(", ") if name.strip())
    if not names or any(len(name) > 200 for name in names):
        raise row.fault(column, "This cell is empty or has a name of more than 200 characters.")
    return names


def _side(row: Row, column: str) -> tuple[tuple[str, str], ...]:
    """Names with their numbers; where a name holds a comma the two do not pair, and numbers are left out."""
    names, numbers = _names(row, column), row[f"{column}_id"]
    if not NUMBERS.fullmatch(numbers):
        raise row.fault(f"{column}_id", f"“{numbers[:40]}” is no list of numbers.")
    ids = numbers.split(", ") if numbers else []
    if len(ids) == len(names):
        return tuple(zip(names, ids, strict=True))
    return ((row[column], ids[0]),) if len(ids) == 1 else tuple((name, "") for name in names)


def _start(row: Row) -> str:
    day = _day(row, "start_date")
    length, mark = PRECISION[row.one_of("start_prec", PRECISION)]
    return day[:length] + mark if length else ""


def _day(row: Row, column: str) -> str:
    try:
        return date.fromisoformat(row[column]).isoformat()
    except ValueError:
        raise row.fault(column, f"“{row[column][:40]}” is not a day such as 1991-12-30.") from None
