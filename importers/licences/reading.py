"""From lines to licences, each with its goods; lines whose country or day cannot be read are errors of their own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from editorial.choices import RowStatus
from importers.errors import BadInputError
from importers.licences.parser import SLASHED, Entry, Layout, Order, day_of, entries, order_of
from importers.licences.routes import Route, Routes
from importers.pipeline.planning import PlannedRow, Reading
from importers.reading.lines import Line
from importers.reading.sealing import Sealed


@dataclass(slots=True)
class Goods:
    """One line of a licence, with its row and the countries that it names."""

    entry: Entry
    row: PlannedRow
    origin: Route
    destination: Route
    final: Route


@dataclass(slots=True)
class PlannedLicence:
    """The lines that share number and day."""

    issued: date
    goods: list[Goods] = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """What the writer needs of a reading."""

    layout: Layout
    licences: list[PlannedLicence]
    expiry_order: Order


def read(files: Sequence[Sealed], release: str) -> Reading:
    """Parse and plan."""
    (file,) = files
    layout, found = entries(file)
    lines: list[tuple[Line, Entry]] = [(row.line, entry) for row, entry in found]
    if not lines:
        raise BadInputError("There is a header and not one row below it: the file was cut.", file=file.name)
    order = order_of(entry.date for _, entry in lines)
    expiry_order = order_of(entry.expires for _, entry in lines)
    routes, planned = Routes(), []
    seen: Counter[str] = Counter()
    licences: dict[tuple[str, date], PlannedLicence] = {}
    days: list[date] = []
    for line, entry in lines:
        row = PlannedRow(0, line, RowStatus.NEW, key=_key(entry, seen))
        planned.append(row)
        goods = Goods(entry, row, *(routes.read(cell) for cell in _cells(entry)))
        issued = day_of(entry.date, order)
        _plan(goods, issued, layout)
        if issued is not None and row.makes_something:
            days.append(issued)
            row.facts = _facts(entry)
            name = entry.number or f"line {line.number}"
            licences.setdefault((name, issued), PlannedLicence(issued)).goods.append(goods)
    return Reading(
        files,
        [layout],
        release or _release(layout, days),
        Content(layout, list(licences.values()), expiry_order),
        planned,
    )


def _key(entry: Entry, seen: Counter[str]) -> str:
    """Number, day, goods and route; lines that are alike in all of them are counted."""
    what = "|".join((entry.goods, *_cells(entry), entry.quantity)).lower()
    key = f"{entry.number or entry.layout} {entry.date} {hashlib.sha256(what.encode()).hexdigest()[:24]}"[:110]
    seen[key] += 1
    return f"{key} #{seen[key]}"


def _facts(entry: Entry) -> dict[str, str]:
    stated = {"_kind": "licence", "number": entry.number, "issued": entry.date}
    if entry.layout is Layout.EXPORTS:
        stated |= {"value": str(entry.value or ""), "valid_until": entry.expires}
    return stated


def _cells(entry: Entry) -> tuple[str, str, str]:
    return entry.origin, entry.destination, entry.final_destination


def _plan(goods: Goods, issued: date | None, layout: Layout) -> None:
    row, entry = goods.row, goods.entry
    columns = ("oorsprong /herkomst", "land van bestemming", "land van eindbestemming")
    if layout is Layout.TRANSITS:
        columns = ("land van herkomst", "land van bestemming (**)", "")
    if issued is None:
        ambiguous = SLASHED.fullmatch(entry.date) is not None
        row.status = RowStatus.AMBIGUOUS_DATE if ambiguous else RowStatus.ERROR
        row.column = "afgifte datum" if layout is Layout.EXPORTS else "Datum aanvraag"
        row.reason = f"“{entry.date[:40]}” can be read day first and month first." if ambiguous else "This is no day."
        return
    for column, route in zip(columns, (goods.origin, goods.destination, goods.final), strict=True):
        if route.is_unread:
            row.status, row.column = RowStatus.ERROR, column
            row.reason = f"“{route.printed[:80]}” is no country that is known here."
            return
    if not entry.goods:
        row.status, row.column, row.reason = RowStatus.ERROR, "goederen omschrijving", "The goods are not described."


def _release(layout: Layout, days: list[date]) -> str:
    return f"{layout}, {min(days).year} to {max(days).year}" if days else f"{layout}"
