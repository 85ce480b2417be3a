"""Tells the two layouts apart, and reads the lines above the header: release and day of the download."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from importers.errors import BadInputError
from importers.reading.lines import Line, plain_lines
from importers.reading.sealing import Sealed
from importers.reading.tables import Header, find_header, require

GENERATED = re.compile(r"Data generated: (\d{1,2} [A-Z][a-z]{2} \d{4})")
RECIPIENT, DEAL_ID = "Recipient", "SIPRI AT Database ID"
# SIPRI publishes a year's release around the middle of March; a download from early in March may be of either.
RELEASE_MONTH, RELEASE_DAY = 3, 15


class Layout(StrEnum):
    """How a download is laid out; SIPRI's site offers both."""

    REGISTER = "trade register"  # one line for each deal, with order and comment
    YEARLY = "deals and TIVs"  # one line for each deal and year of delivery, with SIPRI's number of the deal


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of SIPRI's register with its header read; `lines` stand just below it."""

    file: Sealed
    layout: Layout
    header: Header
    release: str
    generated: date | None
    lines: Iterator[Line]


# The columns of what was delivered are named otherwise in 2026; those named by one blank are read by their place.
REGISTER_COLUMNS = (
    "Supplier",
    "Year of order",
    "Number ordered",
    "Weapon designation",
    "Weapon description",
    "Comments",
)
YEARLY_COLUMNS = (
    "Supplier", "Recipient", "Designation", "Description", "Order date", "Order date is estimate", "Numbers delivered",
    "Numbers delivered is estimate", "Delivery year", "Delivery year is estimate", "Status", "TIV deal unit",
    "TIV delivery values",
)  # fmt: skip


def open_register(file: Sealed, release: str = "") -> Opened:
    """Use to read either layout. `release` names one where the file does not tell (“March 2024”)."""
    lines = _without_semicolons(plain_lines(file))
    header = find_header(lines, "Supplier", file.name)
    layout = Layout.YEARLY if DEAL_ID in header.columns else Layout.REGISTER
    require(header, YEARLY_COLUMNS if layout is Layout.YEARLY else (RECIPIENT, *REGISTER_COLUMNS), file.name)
    if layout is Layout.REGISTER and len(header.line.cells) != 16:
        raise BadInputError(
            f"The trade register has 16 columns; this header has {len(header.line.cells)}.",
            file=file.name,
            line=header.line.number,
        )
    generated = _generated(header)
    return Opened(file, layout, header, release or release_of(generated), generated, lines)


def release_of(generated: date | None) -> str:
    """The release that was current when the file was made; empty where that cannot be told."""
    if generated is None:
        return ""
    if (generated.month, generated.day) >= (RELEASE_MONTH, RELEASE_DAY):
        return f"March {generated.year}"
    return f"March {generated.year - 1}" if generated.month < RELEASE_MONTH else ""


def _generated(header: Header) -> date | None:
    for text in header.above:
        found = GENERATED.search(text)
        if found:
            try:
                return datetime.strptime(found[1], "%d %b %Y").date()  # noqa: DTZ007  # a day as printed, without a zone
            except ValueError:
                return None
    return None


def _without_semicolons(lines: Iterator[Line]) -> Iterator[Line]:
    """Some releases, and some spreadsheet programs, end every line with semicolons."""
    for line in lines:
        last = line.cells[-1]
        if last.endswith(";"):
            yield Line(line.number, line.raw.rstrip(";"), (*line.cells[:-1], last.rstrip(";")))
        else:
            yield line
