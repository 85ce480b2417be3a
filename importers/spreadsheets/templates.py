"""The templates: every column with its meaning, and rows that show how one is filled in."""

from __future__ import annotations

from collections.abc import Sequence

from importers.spreadsheets.columns import Sheet
from importers.spreadsheets.files import csv_text, workbook
from importers.spreadsheets.kinds import SHEETS


def template_csv(sheet: Sheet) -> str:
    """One kind as CSV, with its examples."""
    return csv_text(sheet, sheet.examples)


def template_workbook(names: Sequence[str] = tuple(SHEETS)) -> bytes:
    """One workbook with the named kinds, the sources that their rows name, and what all of it means."""
    wanted = [name for name in SHEETS if name in names or name == "sources"]
    return workbook({name: SHEETS[name].examples for name in wanted})
