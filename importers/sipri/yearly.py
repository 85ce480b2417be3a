"""The layout with one line for each deal and year of delivery, and SIPRI's own number of the deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from importers.reading.tables import Row, rows
from importers.sipri.deals import Deal, YearOfDelivery
from importers.sipri.layouts import DEAL_ID, Opened
from importers.sipri.trade_register import STATUSES, YEAR, tiv

FLAGS = {"Yes": True, "No": False, "": None}
# Parts of a name that this layout cuts off: “EMB-314 -” is the “EMB-314 Super Tucano” of the trade register.
CUT_OFF = " -"


@dataclass(frozen=True, slots=True)
class YearlyRow:
    """One line: what of a deal arrived in one year, and what it repeats about the deal."""

    deal: Deal
    year: YearOfDelivery


def yearly_rows(opened: Opened) -> Iterator[tuple[Row, YearlyRow]]:
    """Each line as read. Raises BadInputError with line and column."""
    for row in rows(opened.lines, opened.header, opened.file.name):
        yield row, _read(row)


def yearly_deals(read: Iterable[YearlyRow]) -> list[Deal]:
    """One deal for each of SIPRI's numbers, in the order of the file."""
    by_id: dict[str, list[YearlyRow]] = {}
    for one in read:
        by_id.setdefault(one.deal.deal_id, []).append(one)
    return [_together(lines) for lines in by_id.values()]


def _together(lines: list[YearlyRow]) -> Deal:
    first = lines[0].deal
    years = tuple(sorted((one.year for one in lines), key=lambda year: year.year))
    flags = {year.number_is_estimate for year in years}
    values = {name: getattr(first, name) for name in first.__slots__}
    return Deal(**values | {
        "years": years,
        "delivered": sum(year.number or 0 for year in years),
        "delivered_is_estimate": True if True in flags else flags.pop() if len(flags) == 1 else None,
        "tiv_delivered": sum((year.tiv or Decimal(0) for year in years), Decimal(0)),
        "yearly_lines": tuple(year.line for year in years),
    })  # fmt: skip


def _read(row: Row) -> YearlyRow:
    year = YearOfDelivery(
        year=_year(row, "Delivery year"),
        year_is_estimate=_flag(row, "Delivery year is estimate"),
        number=row.whole("Numbers delivered"),
        number_is_estimate=_flag(row, "Numbers delivered is estimate"),
        tiv=tiv(row, row["TIV delivery values"], "TIV delivery values"),
        line=row.line.number,
    )
    deal = Deal(
        supplier=_text(row, "Supplier"),
        recipient=_text(row, "Recipient"),
        designation=_text(row, "Designation").removesuffix(CUT_OFF),
        description=_text(row, "Description"),
        category=row.get("Armament category").replace("Air-defence", "Air defence"),
        order_year=_year(row, "Order date"),
        order_is_estimate=_flag(row, "Order date is estimate"),
        delivered=0,
        delivered_is_estimate=None,
        years=(),
        status=row.one_of("Status", STATUSES),
        tiv_unit=tiv(row, row["TIV deal unit"], "TIV deal unit"),
        tiv_delivered=None,
        deal_id=str(row.whole(DEAL_ID)),
        local_production=_flag(row, "Local production") if "Local production" in row.columns else None,
    )
    return YearlyRow(deal, year)


def _text(row: Row, column: str) -> str:
    text = row[column]
    if not text or len(text) > 200:
        raise row.fault(column, "This cell is empty." if not text else "This cell has more than 200 characters.")
    return text


def _year(row: Row, column: str) -> int:
    text = row[column]
    if not YEAR.fullmatch(text):
        raise row.fault(column, f"“{text[:40]}” is not a year.")
    return int(text)


def _flag(row: Row, column: str) -> bool | None:
    row.one_of(column, FLAGS)
    return FLAGS[row[column]]
