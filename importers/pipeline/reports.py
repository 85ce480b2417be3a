"""The report of an import: each row with what became of it, as a CSV file that runs nothing."""

from __future__ import annotations

import csv
from pathlib import Path

from importers.pipeline.planning import Reading

COLUMNS = ("file", "line", "status", "column", "reason", "record", "key", "row")
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def write_report(reading: Reading, path: Path) -> None:
    """One line for each row of the files."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for row in reading.rows:
            cells = (row.column, row.reason, row.match, row.key, row.line.raw)
            writer.writerow([reading.files[row.file].name, row.line.number, row.status.label, *map(harmless, cells)])


def harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text
