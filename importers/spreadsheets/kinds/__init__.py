"""Every kind of sheet, in the order in which the sheets of a workbook stand and records are made."""

from __future__ import annotations

from importers.spreadsheets.columns import Sheet
from importers.spreadsheets.kinds.incidents import INCIDENTS
from importers.spreadsheets.kinds.incorporations import INCORPORATIONS
from importers.spreadsheets.kinds.items import ITEMS
from importers.spreadsheets.kinds.licence_events import LICENCE_EVENTS
from importers.spreadsheets.kinds.licences import LICENCES
from importers.spreadsheets.kinds.parties import PARTIES
from importers.spreadsheets.kinds.shipments import SHIPMENTS
from importers.spreadsheets.kinds.sources import SOURCES
from importers.spreadsheets.kinds.units import UNITS

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        PARTIES, ITEMS, UNITS, SHIPMENTS, LICENCES, LICENCE_EVENTS, INCORPORATIONS, INCIDENTS, SOURCES,
    )
}  # fmt: skip
