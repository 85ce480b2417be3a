"""Lines of a register with their cells, from CSV or from a spreadsheet alike."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from importers.errors import BadInputError
from importers.reading.sealing import Sealed
from importers.reading.spreadsheet import spreadsheet_rows

LONGEST_CELL = 100_000
MOST_LINES = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the file: where it began, its text as it stands there, and its cells."""

    number: int
    raw: str
    cells: tuple[str, ...]


def read_lines(file: Sealed) -> Iterator[Line]:
    """Use for every register with quoted CSV, or a spreadsheet: a record may go over several lines."""
    lines = spreadsheet_lines(file) if file.is_spreadsheet else csv_lines(file)
    for count, line in enumerate(lines, start=1):
        if count > MOST_LINES:
            raise BadInputError(f"The file has more than {MOST_LINES:,} rows.", file=file.name, line=line.number)
        yield line


def plain_lines(file: Sealed) -> Iterator[Line]:
    """Use for registers that know no quotes (SIPRI): every line is a record, split at commas."""
    if file.is_spreadsheet:
        yield from spreadsheet_lines(file)
        return
    with file.path.open(encoding=file.encoding, newline="\n") as stream:
        for number, text in enumerate(stream, start=1):
            raw = text.rstrip("\r\n")
            if len(raw) > LONGEST_CELL:
                raise BadInputError(f"This line has {len(raw):,} characters.", file=file.name, line=number)
            yield Line(number, raw, tuple(raw.split(",")))


def csv_lines(file: Sealed) -> Iterator[Line]:
    """Quoted CSV; a quotation mark that never closes means that the file was cut."""
    csv.field_size_limit(LONGEST_CELL)
    with file.path.open(encoding=file.encoding, newline="") as stream:
        read: list[str] = []
        reader = csv.reader(_kept(stream, read, file.name), strict=True)
        number = 1
        try:
            for cells in reader:
                yield Line(number, "".join(read).rstrip("\r\n"), tuple(cells))
                read.clear()
                number = reader.line_num + 1
        except csv.Error as problem:
            raise BadInputError(_csv_words(problem), file=file.name, line=number) from problem


def spreadsheet_lines(file: Sealed) -> Iterator[Line]:
    """The first sheet of a workbook; what has no text form is refused there."""
    for number, cells in spreadsheet_rows(file):
        yield Line(number, ",".join(cells), cells)


def _kept(stream: Iterator[str], read: list[str], name: str) -> Iterator[str]:
    """The lines of the stream, each also put on the list, so that the text of a record is at hand."""
    for number, text in enumerate(stream, start=1):
        if len(text) > LONGEST_CELL:
            raise BadInputError(f"This line has {len(text):,} characters.", file=name, line=number)
        read.append(text)
        yield text


def _csv_words(problem: csv.Error) -> str:
    said = str(problem)
    if "unexpected end" in said:
        return "A quotation mark opens here and never closes: the file seems to be cut."
    if "larger than field limit" in said:
        return "A cell opens here that is longer than any register has: perhaps a quotation mark is missing."
    return f"This is not CSV: {said}."
