"""The report of a plan or an import as a CSV file, row by row as it is sent; the same columns as the command's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse

from editorial.choices import RowStatus
from importers.desk.rows import Rows
from importers.pipeline.reports import COLUMNS, harmless


class _Line:
    """What csv.writer writes to: it hands each line back."""

    def write(self, text: str) -> str:
        return text


def report(rows: Rows, name: str) -> StreamingHttpResponse:
    """Every row, in the order of the files."""
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(rows: Rows) -> Iterator[str]:
    writer: Any = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    wanted = ("in_file", "line", "status", "column", "reason", "match", "key", "raw")
    for file, line, status, *cells in rows.order_by("place", "line").values_list(*wanted).iterator(chunk_size=2_000):
        yield writer.writerow([harmless(file), line, RowStatus(status).label, *map(harmless, cells)])
