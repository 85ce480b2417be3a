"""XLSX, read by openpyxl row by row. A workbook is a ZIP archive: how much it unpacks to is asked before it is."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from importers.errors import BadInputError
from importers.reading.sealing import Sealed

# The whole of SIPRI's register as XLSX unpacks to some 30 MB.
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 500
MOST_COLUMNS = 200
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, InvalidFileException, ParseError, DefusedXmlException,
    KeyError, ValueError, TypeError, IndexError, EOFError, AttributeError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


def spreadsheet_rows(file: Sealed) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of the first sheet with their numbers; empty rows are left out."""
    refuse_bombs(file)
    try:
        book = load_workbook(file.path, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows():
            texts = _texts(row, file)
            if any(texts):
                yield row[0].row or 0, texts
        book.close()
    except BadInputError:
        raise
    except UNREADABLE as problem:
        raise damaged(file) from problem


def damaged(file: Sealed) -> BadInputError:
    """openpyxl has no error of its own for a damaged workbook: it lets through whatever it stumbled over."""
    return BadInputError(
        "This workbook is damaged. Open it in a spreadsheet program and save it as CSV.", file=file.name
    )


def refuse_bombs(file: Sealed) -> None:
    """Use before a workbook is opened: refuses archives that unpack to too much, and those that are no workbook."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, struct.error, OSError, ValueError, NotImplementedError) as problem:
        raise BadInputError("This workbook is damaged or cut.", file=file.name) from problem
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise BadInputError(
            f"This workbook unpacks to {unpacked / 1e6:,.0f} MB in {len(parts)} parts; "
            f"at most {MOST_UNPACKED / 1e6:,.0f} MB in {MOST_PARTS} parts are read. Save the sheet as CSV.",
            file=file.name,
        )
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise BadInputError("This is a ZIP archive and not a workbook (.xlsx).", file=file.name)


def _texts(row: tuple[Any, ...], file: Sealed) -> tuple[str, ...]:
    if len(row) > MOST_COLUMNS:
        raise BadInputError(f"The sheet has more than {MOST_COLUMNS} columns.", file=file.name, line=row[0].row)
    return tuple(_text(cell.value, cell, file) for cell in row)


def _text(value: object, cell: Any, file: Sealed) -> str:
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f":
        raise _refused("This cell is a formula. Save the sheet as CSV, which keeps the values.", cell, file)
    if getattr(cell, "data_type", "") == "e":
        raise _refused(f"This cell holds an error of the spreadsheet ({value}).", cell, file)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    if "\N{REPLACEMENT CHARACTER}" in text or "\0" in text:
        raise _refused("Another program has lost a letter in this cell.", cell, file)
    return text


def _refused(problem: str, cell: Any, file: Sealed) -> BadInputError:
    return BadInputError(problem, file=file.name, line=cell.row, column=get_column_letter(cell.column))
