"""Reads Dutch lists of export licences and of transits, which have columns of their own and days of no stated order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from importers.reading.lines import read_lines
from importers.reading.sealing import Sealed
from importers.reading.tables import Row, find_header, require, rows


class Layout(StrEnum):
    """Which of the two lists a file is."""

    EXPORTS = "export licences"
    TRANSITS = "transits"


EXPORT_COLUMNS = (
    "afgifte datum", "nummer", "SGP", "goederen omschrijving", "D/T", "land van bestemming", "land van eindbestemming",
    "oorsprong /herkomst", "waarde (€)", "verval datum",
)  # fmt: skip
TRANSIT_COLUMNS = (
    "Datum aanvraag", "Consent nummer", "Aantal", "Goederen omschrijving", "land van herkomst",
    "land van bestemming (**)", "Vervoermiddel", "Plaats van uitgang",
)  # fmt: skip
SLASHED = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
DASHED = re.compile(r"(\d\d)-(\d\d)-(\d{4})")
RUN_TOGETHER = re.compile(r"(\d{1,2})(\d\d)(\d{4})")
NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,2})?")
NOT_A_NUMBER = re.compile(r"melding|", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of either list. `date` is as printed: which of its parts is the month, the whole column decides."""

    layout: Layout
    date: str
    number: str
    goods: str
    origin: str
    destination: str
    final_destination: str = ""
    control_entry: str = ""
    temporary: bool = False
    value: Decimal | None = None
    expires: str = ""
    quantity: str = ""
    transport: str = ""
    exit: str = ""


def entries(file: Sealed) -> tuple[Layout, Iterator[tuple[Row, Entry]]]:
    """Which list the file is, and its lines. Raises BadInputError with line and column."""
    lines = read_lines(file)
    first = next(lines, None)
    is_transit = first is not None and "Consent nummer" in [cell.strip() for cell in first.cells]
    lines = read_lines(file)
    if is_transit:
        header = find_header(lines, "Consent nummer", file.name)
        require(header, TRANSIT_COLUMNS, file.name)
        return Layout.TRANSITS, ((row, _transit(row)) for row in rows(lines, header, file.name))
    header = find_header(lines, "afgifte datum", file.name)
    require(header, EXPORT_COLUMNS, file.name)
    return Layout.EXPORTS, ((row, _export(row)) for row in rows(lines, header, file.name))


def _export(row: Row) -> Entry:
    return Entry(
        layout=Layout.EXPORTS,
        date=row["afgifte datum"],
        number=row["nummer"],
        goods=_goods(row, "goederen omschrijving"),
        origin=row["oorsprong /herkomst"] or row.get("land van oorsprong"),
        destination=row["land van bestemming"],
        final_destination=row["land van eindbestemming"],
        control_entry=row["SGP"],
        temporary=row["D/T"] == "T",
        value=_value(row),
        expires=row["verval datum"],
    )


def _transit(row: Row) -> Entry:
    number = row["Consent nummer"]
    return Entry(
        layout=Layout.TRANSITS,
        date=row["Datum aanvraag"],
        number="" if NOT_A_NUMBER.fullmatch(number) else number,
        goods=_goods(row, "Goederen omschrijving"),
        origin=row["land van herkomst"],
        destination=row["land van bestemming (**)"],
        quantity=row["Aantal"],
        transport=row["Vervoermiddel"],
        exit=row["Plaats van uitgang"],
    )


def _goods(row: Row, column: str) -> str:
    text = " ".join(row[column].split())
    if len(text) > 10_000:
        raise row.fault(column, "This cell has more than 10,000 characters.")
    return text


def _value(row: Row) -> Decimal | None:
    """Euros; empty is not stated."""
    text = row["waarde (€)"]
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        raise row.fault("waarde (€)", f"“{text[:40]}” is not an amount.")
    return Decimal(text.replace(",", "."))


# --- Days ---


class Order(StrEnum):
    """Which part of “10/24/2011” is the month."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"
    UNDECIDED = "undecided"


def order_of(printed: Iterable[str]) -> Order:
    """Decided by the whole column: only if some days are readable in one order alone, and none in the other alone."""
    found = [match for text in printed if (match := SLASHED.fullmatch(text))]
    day_second = any(int(match[2]) > 12 for match in found)
    day_first = any(int(match[1]) > 12 for match in found)
    if day_first == day_second:
        return Order.UNDECIDED
    return Order.MONTH_FIRST if day_second else Order.DAY_FIRST


def day_of(text: str, order: Order) -> date | None:
    """The day, or None where it is no day or can be read in two ways. Days without separators are day first."""
    slashed = SLASHED.fullmatch(text)
    if slashed:
        first, second, year = map(int, slashed.groups())
        if order is Order.UNDECIDED and first <= 12 and second <= 12 and first != second:
            return None
        month, day = (second, first) if order is Order.DAY_FIRST or first > 12 else (first, second)
        return _date(year, month, day)
    other = DASHED.fullmatch(text) or RUN_TOGETHER.fullmatch(text)
    return _date(int(other[3]), int(other[2]), int(other[1])) if other else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
