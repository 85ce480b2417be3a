"""Numbers in cells: digits, and a point before decimals. What can be thousands or decimals is refused."""

from __future__ import annotations

import re
from decimal import Decimal

from importers.spreadsheets.addresses import CellError

WHOLE = re.compile(r"\d{1,18}", re.ASCII)
AMOUNT = re.compile(r"\d{1,16}(?:\.\d+)?", re.ASCII)
# “0.375” has no thousands to be; “12.375” might be twelve thousand, so that we write it as 12.3750.
TWO_WAYS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})", re.ASCII)
GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,' \u00a0\u202f’]\d{3})+", re.ASCII)
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}", re.ASCII)


def read_whole(text: str, most: int) -> int:
    """A whole number that is not below zero."""
    _refuse(text)
    if not WHOLE.fullmatch(text):
        raise CellError(f"“{text[:40]}” is not a whole number; write digits only, and words into a column for words.")
    if int(text) > most:
        raise CellError(f"{text} is larger than any number that is kept here ({most}).")
    return int(text)


def read_amount(text: str, decimals: int) -> Decimal:
    """A number with a point before its decimals."""
    _refuse(text)
    if not AMOUNT.fullmatch(text):
        raise CellError(f"“{text[:40]}” is not a number; write it as 1234.50, without signs and separators.")
    number = Decimal(text)
    if number != round(number, decimals):
        raise CellError(f"“{text[:40]}” has more than {decimals} decimals.")
    return number


def amount_text(number: Decimal) -> str:
    """The text from which `read_amount` reads the same number: never exactly three decimals."""
    text = f"{number.normalize():f}"
    return f"{text}0" if TWO_WAYS.fullmatch(text) else text


def refuse_shortened(text: str) -> None:
    """A long number that a spreadsheet has shortened has lost its last digits, in a column for text as well."""
    if SHORTENED.fullmatch(text):
        raise CellError(
            f"“{text}” is a long number that a spreadsheet has shortened. "
            "Format the column as text and write the number again from its source."
        )


def _refuse(text: str) -> None:
    refuse_shortened(text)
    if found := TWO_WAYS.fullmatch(text):
        whole, rest = found.groups()
        raise CellError(f"“{text}” can be {whole}{rest} or {whole}.{rest}; write {whole}{rest} or {whole}.{rest}0.")
    if GROUPED.fullmatch(text):
        plain = "".join(character for character in text if character.isdigit())
        raise CellError(f"“{text}” has signs between its thousands; write {plain}.")
    if "," in text and AMOUNT.fullmatch(text.replace(",", ".")):
        raise CellError(f"“{text}” has a comma; write {text.replace(',', '.')}.")
