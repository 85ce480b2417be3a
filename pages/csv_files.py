"""CSV as a stream: every row of a list, read a batch at a time so that no statement and no memory grows with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

from pages.rows import Rows, with_sources
from pages.tables import Column, Value, csv_header, csv_row
from pages.weights import weighed

BATCH = 1_000
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class _Echo:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """RFC 4180 lines, the header first."""
    writer = csv.writer(_Echo())
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def harmless(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay as they are."""
    if isinstance(value, str) and value.startswith(RUN_BY_SPREADSHEETS) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def read_in_batches(rows: Rows) -> Iterator[Any]:
    """The rows in their order. The keys are read at once, so that a row published meanwhile shifts nothing."""
    keys = list(rows.values_list("pk", flat=True))
    rows = with_sources(rows.order_by())
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = {row.pk: row for row in weighed(rows.filter(pk__in=batch))}
        yield from (found[key] for key in batch if key in found)


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> StreamingHttpResponse:
    """A file for download; UTF-8 with CRLF line ends."""
    response = StreamingHttpResponse(lines(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def table_csv(name: str, columns: tuple[Column, ...], rows: Rows) -> StreamingHttpResponse:
    """Every row of a list with the list's columns."""
    return csv_response(name, csv_header(columns), (csv_row(columns, row) for row in read_in_batches(rows)))
