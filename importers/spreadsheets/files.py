"""Sheets as files, for templates and exports alike: a CSV for each kind, or one workbook with all of them.

All cells of a workbook are texts: a spreadsheet then makes no day of “2020-05” and no number of “007”. The same rows
give the same bytes.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from importers.spreadsheets.cells import guarded
from importers.spreadsheets.columns import Column, Sheet, Type
from importers.spreadsheets.documentation import notes, vocabularies
from importers.spreadsheets.grids import MARK, README, WORDS
from importers.spreadsheets.kinds import SHEETS

Texts = Mapping[str, str]
"""The texts of one row by column; columns that are left out are empty."""
AS_TEXT = "@"
HEAD, NEEDED = PatternFill("solid", fgColor="E7EAEE"), PatternFill("solid", fgColor="F6E7C8")
ROWS_TO_FILL_IN = 2_000
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)


def csv_text(sheet: Sheet, rows: Iterable[Texts]) -> str:
    """One kind as CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.name for column in sheet.columns])
    for row in rows:
        writer.writerow([guarded(row.get(column.name, "")) for column in sheet.columns])
    return stream.getvalue()


def workbook(rows: Mapping[str, Iterable[Texts]]) -> bytes:
    """The named kinds as a workbook: what their columns mean, a sheet for each, and the words that are allowed."""
    book = Workbook(write_only=True)
    book.properties.creator = "Armstrace"
    words = {name: place for place, name in enumerate(vocabularies(), start=1)}
    _explain(book.create_sheet(README), [SHEETS[name] for name in rows])
    for name, several in rows.items():
        _fill(book.create_sheet(name), SHEETS[name], several, words)
    _list_words(book.create_sheet(WORDS))
    stream = BytesIO()
    book.save(stream)
    return _at_one_moment(stream.getvalue())


def _fill(page: Any, sheet: Sheet, rows: Iterable[Texts], words: Mapping[str, int]) -> None:
    page.freeze_panes = "C2"
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = 36 if column.form in (Type.LONG_TEXT, Type.ENTRIES) else 20
        page.column_dimensions[letter].number_format = AS_TEXT
        if column.choices:
            _offer(page, letter, column, words)
    page.append([_head(page, column) for column in sheet.columns])
    for row in rows:
        page.append([_cell(page, row.get(column.name, "")) for column in sheet.columns])


def _offer(page: Any, letter: str, column: Column, words: Mapping[str, int]) -> None:
    """A drop-down with the words of a vocabulary; other words are refused while typing."""
    place = get_column_letter(words[column.choices.__name__ if column.choices else ""])
    several = f"{WORDS}!${place}$2:${place}${len(column.words) + 1}"
    if column.without:
        several = f'"{",".join(column.words)}"'
    rule = DataValidation(type="list", formula1=several, allow_blank=True)
    rule.error, rule.errorTitle = "Choose one of the words of this column.", column.name
    rule.showErrorMessage = True
    rule.add(f"{letter}2:{letter}{ROWS_TO_FILL_IN}")
    page.data_validations.append(rule)


def _head(page: Any, column: Column) -> Any:
    cell = _cell(page, column.name)
    cell.font, cell.fill = Font(bold=True), NEEDED if column.required else HEAD
    cell.comment = Comment(f"{column.means} {notes(column)}".strip(), "Armstrace", height=160, width=320)
    return cell


def _cell(page: Any, text: str) -> Any:
    """A text, also where it begins with “=”. An empty cell has the format of its column and costs nothing."""
    if not text:
        return None
    cell = WriteOnlyCell(page, value=text)
    cell.data_type, cell.number_format = "s", AS_TEXT
    return cell


def _explain(page: Any, sheets: Iterable[Sheet]) -> None:
    for letter, width in zip("ABCDE", (18, 24, 14, 90, 44), strict=True):
        page.column_dimensions[letter].width = width
    page.append([MARK])
    for line in (
        "One row, one record, one source. A row that repeats a key adds another source to the same record.",
        "Rows whose key begins with EXAMPLE are passed over: look at them, and delete them or leave them.",
        "Columns may be left out unless they are needed, and may stand in any order; other columns are refused.",
        "Dates: 2020, 2020-05, 2020-10-19, 2015/2020, 2020-05? (uncertain), 2020~ (about). No other way of writing.",
        "Lists: entries between semicolons, their parts between bars; a backslash keeps a semicolon or bar as it is.",
    ):
        page.append([line])
    page.append([])
    page.append([_bold(page, text) for text in ("sheet", "column", "needed", "what it means", "example")])
    for sheet in sheets:
        page.append([sheet.name, "", "", str(sheet.about)])
        for column in sheet.columns:
            means = WriteOnlyCell(page, value=f"{column.means} {notes(column)}".strip())
            means.alignment = Alignment(wrap_text=True, vertical="top")
            needed = "needed" if column.required else ""
            page.append(
                [_cell(page, text) for text in (sheet.name, column.name, needed)] + [means, _cell(page, column.example)]
            )
    page.append([])
    page.append([_bold(page, text) for text in ("words of", "word", "", "when to choose it")])
    for name, choices in vocabularies().items():
        for value, label, explanation in choices.explained():
            page.append([_cell(page, text) for text in (name, value, "", f"{label}. {explanation}")])


def _list_words(page: Any) -> None:
    lists = [[name, *choices.values] for name, choices in vocabularies().items()]
    for place in range(max(map(len, lists))):
        page.append([_cell(page, one[place] if place < len(one) else "") for one in lists])


def _bold(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, value=text)
    cell.font = Font(bold=True)
    return cell


def _at_one_moment(data: bytes) -> bytes:
    """A workbook holds the time at which it was written in each of its parts; without it equal rows are equal files."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _without_times(content)
            new.writestr(zipfile.ZipInfo(part.filename, SAME_MOMENT), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _without_times(core: bytes) -> bytes:
    for name in (b"created", b"modified"):
        start, end = core.find(b"<dcterms:" + name), core.find(b"</dcterms:" + name + b">")
        if start >= 0:
            opening = core.index(b">", start) + 1
            core = core[:opening] + b"1980-01-01T00:00:00Z" + core[end:]
    return core
