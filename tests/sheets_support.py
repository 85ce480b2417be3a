"""Spreadsheets for tests: rows as dictionaries, written as CSV or XLSX, and what becomes of each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from editorial.choices import RowStatus
from importers.pipeline.applying import Outcome
from importers.pipeline.planning import PlannedRow
from importers.registry import run_import

Cells = dict[str, object]
SOURCE: Cells = {"source_title": "A report", "source_kind": "original", "source_reliability": "B", "credibility": "2"}
SHIPMENT: Cells = {
    "exporter": "L3Harris WESCAM", "recipient": "Baykar", "item": "WESCAM MX-15D", "kind": "sale",
    "delivered": "2019-03", "quantity_low": "3", "quantity_high": "3", "record": "new", **SOURCE,
}  # fmt: skip


def as_csv(folder: Path, name: str, rows: Sequence[Cells]) -> Path:
    """A CSV file with these rows; the columns are those that any of them has, in their order."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_workbook(folder: Path, sheets: dict[str, Sequence[Cells]]) -> Path:
    """A workbook whose cells keep their types: days, numbers and formulas as a spreadsheet program has them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        heads = list(dict.fromkeys(head for row in rows for head in row))
        page.append(heads)
        for row in rows:
            page.append([row.get(head) for head in heads])
    path = folder / "book.xlsx"
    stream = BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())
    return path


def planned(*paths: Path) -> list[PlannedRow]:
    """What would become of each row."""
    return run_import("sheets", list(paths), dry_run=True).reading.rows


def applied(*paths: Path) -> Outcome:
    """What became of each row."""
    return run_import("sheets", list(paths))


def statuses(rows: Sequence[PlannedRow]) -> list[RowStatus]:
    return [row.status for row in rows]
