"""From the text of a cell to a value and back: `read(column, text)`, `written(column, value)`.

An empty cell is None: not stated. Links stay texts here; which record they mean is told later (resolving.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.columns import Column, Type
from importers.spreadsheets.dates import read_date
from importers.spreadsheets.numbers import amount_text, read_amount, read_whole, refuse_shortened

UNKNOWN = "unknown"
YES, NO = "yes", "no"
ADDRESS = re.compile(r"https?://[^\s/]\S*")
LONGEST_TEXT = 20_000
ENTRY, PART, KEEP = ";", "|", "\\"
RUN_BY_SPREADSHEETS = tuple("=+-@\t\r'")

Value = Any
"""str, int, Decimal, bool, None; of a list a tuple with a tuple of these for each entry."""


def read(column: Column, text: str) -> Value:
    """The value of a cell. Raises CellError with a sentence that says what to write."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        return None
    _refuse_marks(text, column)
    if column.may_be_unknown and text == UNKNOWN:
        return UNKNOWN
    if column.form is Type.ENTRIES:
        return _entries(column, text)
    return _READ[column.form](column, text)


def written(column: Column, value: Value) -> str:
    """The text from which `read` reads the same value."""
    if value is None:
        return ""
    if column.form is Type.ENTRIES:
        return f" {ENTRY} ".join(_entry_text(column, entry) for entry in value)
    if isinstance(value, bool):
        return YES if value else NO
    return amount_text(value) if column.form is Type.AMOUNT else str(value)


def _text(column: Column, text: str) -> str:
    refuse_shortened(text)
    longest = column.longest or LONGEST_TEXT
    if len(text) > longest:
        raise CellError(f"This text has {len(text):,} characters; at most {longest:,} are kept.")
    return text


def _word(column: Column, text: str) -> str:
    if text in column.words:
        return text
    near = get_close_matches(text.lower().replace(" ", "_"), column.words, 1, 0.6) or _by_label(column, text)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    raise CellError(f"“{text[:40]}” is none of the words of this column: {', '.join(column.words)}.{hint}")


def _by_label(column: Column, text: str) -> list[str]:
    labels = {str(one.label).lower(): one.value for one in column.choices or ()}
    return [labels[label] for label in get_close_matches(text.lower(), labels, 1, 0.6)]


def _yes_no(_: Column, text: str) -> bool:
    if text.lower() not in (YES, NO):
        raise CellError(f"“{text[:40]}” is neither yes nor no; write one of these words.")
    return text.lower() == YES


def _address(column: Column, text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise CellError(f"“{text[:60]}” is no web address; it begins with http:// or https:// and has no spaces.")
    return _text(column, text)


_READ: dict[Type, Callable[[Column, str], Value]] = {
    Type.TEXT: _text,
    Type.LONG_TEXT: _text,
    Type.LINK: _text,
    Type.COUNTRY: _text,
    Type.WORD: _word,
    Type.YES_NO: _yes_no,
    Type.ADDRESS: _address,
    Type.DATE: lambda _, text: read_date(text),
    Type.WHOLE: lambda column, text: read_whole(text, column.most),
    Type.AMOUNT: lambda column, text: read_amount(text, column.decimals),
}


def _refuse_marks(text: str, column: Column) -> None:
    """No control characters; line ends only where a text may have several lines."""
    allowed = "\n" if column.form is Type.LONG_TEXT else ""
    for character in text:
        if unicodedata.category(character) == "Cc" and character not in allowed:
            what = "a line break" if character in "\n\r" else f"the character {ord(character):#04x}"
            raise CellError(f"There is {what} in this cell; remove it.")
        if character in "\N{REPLACEMENT CHARACTER}\ufeff":
            raise CellError("Another program has lost a letter in this cell; write it again from its source.")


# --- Lists: entries between semicolons, their parts between bars, a backslash keeps either ---


def _entries(column: Column, text: str) -> tuple[tuple[Value, ...], ...]:
    found = tuple(_entry(column, entry) for entry in split(text, ENTRY) if entry.strip())
    if len(set(found)) < len(found):
        raise CellError("Two entries of this list are the same; leave one out.")
    return found


def _entry(column: Column, text: str) -> tuple[Value, ...]:
    texts = [_kept(part.strip()) for part in split(text, PART)]
    if len(texts) > len(column.parts):
        raise CellError(f"“{text.strip()[:60]}” has {len(texts)} parts; an entry is written {column.entry}.")
    texts += [""] * (len(column.parts) - len(texts))
    values = []
    for part, cell in zip(column.parts, texts, strict=True):
        try:
            value = read(part, cell)
        except CellError as problem:
            raise CellError(f"{part.name}: {problem.words}", problem.status, problem.asks) from problem
        if value is None and part.required:
            raise CellError(f"“{text.strip()[:60]}” has no {part.name}; an entry is written {column.entry}.")
        values.append(value)
    return tuple(values)


def _entry_text(column: Column, entry: Sequence[Value]) -> str:
    texts = [_keeping(written(part, value)) for part, value in zip(column.parts, entry, strict=True)]
    while len(texts) > 1 and not texts[-1]:
        texts.pop()
    return f" {PART} ".join(texts)


def split(text: str, mark: str) -> list[str]:
    """Between the marks that no backslash keeps."""
    found, start, place = [], 0, 0
    while place < len(text):
        if text[place] == KEEP:
            place += 2
            continue
        if text[place] == mark:
            found.append(text[start:place])
            start = place + 1
        place += 1
    return [*found, text[start:]]


def _keeping(text: str) -> str:
    for mark in (KEEP, ENTRY, PART):
        text = text.replace(mark, KEEP + mark)
    return text


def _kept(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


# --- Formulas ---


def guarded(text: str) -> str:
    """For CSV: a text that a spreadsheet would run gets an apostrophe, as a person would type it."""
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text


def unguarded(text: str) -> str:
    """The text of a CSV cell without that apostrophe. Raises CellError for a formula."""
    text = text.strip()
    if text.startswith("="):
        raise CellError("This cell is a formula. Save the sheet with its values.")
    return text[1:] if text[:1] == "'" and text[1:].startswith(RUN_BY_SPREADSHEETS) else text
