"""The layout with one line for each deal. Columns named by one blank hold “?” for the value before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from importers.errors import BadInputError
from importers.reading.lines import Line
from importers.reading.tables import Row, rows
from importers.sipri.deals import Deal, YearOfDelivery
from importers.sipri.layouts import Opened

WIDTH = 16
# Places, since three columns have no name and three were renamed.
RECIPIENT, SUPPLIER, ORDER_YEAR, ORDER_FLAG, ORDERED, ORDERED_FLAG, DESIGNATION, DESCRIPTION = range(8)
DELIVERED, DELIVERED_FLAG, YEARS, STATUS, COMMENT, TIV_UNIT, TIV_ORDERED, TIV_DELIVERED = range(8, 16)
# A comment that ended in a line break cuts its record in two: 12 whole cells and a part of the comment, then the rest.
HEAD, REST = 13, 4
STATUSES = ("New", "Second hand", "Second hand but modernized")
YEAR = re.compile(r"(?:1[89]|20)\d\d")
SEPARATORS = re.compile(r"[;,]\s*|\s+")


def register_deals(opened: Opened) -> Iterator[tuple[Row, Deal]]:
    """Each deal with the row that it was read from. Raises BadInputError with line and column."""
    for row in rows(_whole(opened.lines, opened.file.name), opened.header, opened.file.name):
        yield row, _deal(row)


def _whole(lines: Iterator[Line], file: str) -> Iterator[Line]:
    """Puts records together that were cut at the end of their comment; refuses what cannot be put together."""
    for line in lines:
        if len(line.cells) != HEAD:
            yield line
            continue
        rest = next(lines, None)
        if rest is None or len(rest.cells) != REST:
            raise BadInputError(
                f"This line has {HEAD} cells instead of {WIDTH}, and the next one does not complete it.",
                file=file,
                line=line.number,
                column="Comments",
            )
        comment = line.cells[COMMENT] + rest.cells[0]
        yield Line(line.number, f"{line.raw}\n{rest.raw}", (*line.cells[:COMMENT], comment, *rest.cells[1:]))


def _deal(row: Row) -> Deal:
    years = tuple(YearOfDelivery(year) for year in _years(row))
    delivered = _number(row, DELIVERED)
    if delivered is None:
        raise _fault(row, DELIVERED, "The number delivered is empty; an order without deliveries has 0.")
    if bool(years) != bool(delivered):
        raise _fault(row, YEARS, f"{delivered} delivered, but {len(years)} years of delivery are named.")
    flag = _flag(row, DELIVERED_FLAG)
    if len(years) == 1:
        years = (YearOfDelivery(years[0].year, None, delivered, flag, _tiv(row, TIV_DELIVERED)),)
    return Deal(
        supplier=_text(row, SUPPLIER),
        recipient=_text(row, RECIPIENT),
        designation=_text(row, DESIGNATION),
        description=_text(row, DESCRIPTION),
        order_year=_order_year(row),
        order_is_estimate=_flag(row, ORDER_FLAG),
        ordered=_number(row, ORDERED),
        ordered_is_estimate=_flag(row, ORDERED_FLAG),
        delivered=delivered,
        delivered_is_estimate=flag,
        years=years,
        status=_status(row),
        comment=row.line.cells[COMMENT].strip(),
        tiv_unit=_tiv(row, TIV_UNIT),
        tiv_ordered=_tiv(row, TIV_ORDERED),
        tiv_delivered=_tiv(row, TIV_DELIVERED),
        line=row.line.number,
    )


def _text(row: Row, place: int) -> str:
    text = row.line.cells[place].strip()
    if not text or len(text) > 200:
        raise _fault(row, place, "This cell is empty." if not text else "This cell has more than 200 characters.")
    return text


def _order_year(row: Row) -> int:
    text = row.line.cells[ORDER_YEAR].strip()
    if not YEAR.fullmatch(text):
        raise _fault(row, ORDER_YEAR, f"“{text[:40]}” is not a year.")
    return int(text)


def _years(row: Row) -> list[int]:
    text = row.line.cells[YEARS].strip()
    years = [part for part in SEPARATORS.split(text) if part]
    for part in years:
        if not YEAR.fullmatch(part):
            raise _fault(row, YEARS, f"“{part[:40]}” is not a year. Years are separated by semicolons.")
    if len(set(years)) != len(years):
        raise _fault(row, YEARS, "A year of delivery is named twice.")
    return sorted(map(int, years))


def _number(row: Row, place: int) -> int | None:
    text = row.line.cells[place].strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise _fault(row, place, f"“{text[:40]}” is not a whole number.")
    return int(text)


def _tiv(row: Row, place: int) -> Decimal | None:
    return tiv(row, row.line.cells[place], name_of(row, place))


def tiv(row: Row, text: str, column: str) -> Decimal | None:
    """A volume in millions of TIV; empty is not known."""
    text = text.strip()
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not (value.is_finite() and 0 <= value < 10**9):
        raise row.fault(column, f"“{text[:40]}” is not a TIV.")
    return value


def _flag(row: Row, place: int) -> bool:
    text = row.line.cells[place].strip()
    if text not in ("", "?"):
        raise _fault(row, place, f"“{text[:40]}” stands where only “?” may: the columns seem to have moved.")
    return text == "?"


def _status(row: Row) -> str:
    text = row.line.cells[STATUS].strip()
    if text not in STATUSES:
        raise _fault(row, STATUS, f"“{text[:40]}” is none of: {', '.join(STATUSES)}.")
    return text


def name_of(row: Row, place: int) -> str:
    """The name of a column, for messages; for one without a name, that of the value it belongs to."""
    names = {at: name for name, at in row.columns.items()}
    return names.get(place) or f"? after {names.get(place - 1, place)}"


def _fault(row: Row, place: int, problem: str) -> BadInputError:
    return row.fault(name_of(row, place), problem)
