"""What the columns mean, in words: for the sheet “Read me”, the page of templates and docs/spreadsheets.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.choices import ExplainedChoices
from importers.spreadsheets.columns import Column, Sheet, Type
from importers.spreadsheets.kinds import SHEETS

LINKED = {
    "places": "A place: public id, handle or name of one that is here.",
    "conflicts": "A conflict: public id, handle or name of one that is here.",
    "codes": "A code: its list and the code, such as ML ML15.",
    "publishers": "A publisher's name; one that is not here yet is added.",
}
HOW = {
    Type.DATE: "A date as 2020, 2020-05, 2020-10-19 or 2015/2020.",
    Type.WHOLE: "A whole number, digits only.",
    Type.AMOUNT: "A number; a point before decimals, nothing between thousands.",
    Type.YES_NO: "yes or no.",
    Type.COUNTRY: "A country's code (CA, AZ) or its name.",
    Type.ADDRESS: "A web address with http:// or https://.",
}


def notes(column: Column) -> str:
    """How a column is written, as sentences: form, default, length."""
    return " ".join(_notes(column))


def _notes(column: Column) -> Iterator[str]:
    yield from _form(column)
    if column.default not in (None, False):
        yield f"Empty: {'yes' if column.default is True else column.default}."
    if column.longest and column.form is Type.TEXT:
        yield f"At most {column.longest} characters."


def _form(column: Column) -> Iterator[str]:
    if column.form is Type.LINK:
        here = f"A key or name on the sheet “{column.target}”, or a public id, handle or name."
        yield LINKED.get(column.target, here)
    elif column.form is Type.ENTRIES:
        yield f"A list; each entry is written {column.entry}."
        yield from (f"{part.name}: {', '.join(part.words)}." for part in column.parts if part.words)
    elif column.words:
        yield f"One of: {', '.join(column.words)}."
    elif column.form in HOW:
        yield HOW[column.form]


def vocabularies() -> dict[str, type[ExplainedChoices]]:
    """Every vocabulary that a column of any sheet uses, by the name of its class."""
    found = {one.choices for sheet in SHEETS.values() for column in sheet.columns for one in (column, *column.parts)}
    return {one.__name__: one for one in sorted(filter(None, found), key=lambda one: one.__name__)}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A template as page and document show it: its columns and how each is written, those about the row apart."""

    sheet: Sheet
    record: tuple[tuple[Column, str], ...]
    evidence: tuple[tuple[Column, str], ...]


def described(sheet: Sheet) -> Chapter:
    """The columns of one kind, in two tables: what the record is, and how the row is named and carried."""
    told = [(column, notes(column)) for column in sheet.columns]
    record = tuple(one for one in told if one[0] in sheet.described)
    return Chapter(sheet, record, tuple(one for one in told if one not in record))


def document() -> str:
    """docs/spreadsheets.md: every column and every word, for people who have no account."""
    lines = [INTRODUCTION]
    for sheet in SHEETS.values():
        lines += [f"## {sheet.title} (`{sheet.name}`)", "", str(sheet.about), "", *HEAD]
        lines += [_line(column) for column in sheet.described]
        lines.append("")
        lines += [f"- Not a column: `{name}`. {why}" for name, why in sheet.left_out.items()]
        lines += [""] if sheet.left_out else []
    lines += ["## Columns of every sheet", "", *HEAD]
    lines += [_line(column) for column, _ in described(SHEETS["items"]).evidence]
    lines += ["", "## Words", ""]
    for name, choices in vocabularies().items():
        words = [f"`{value}` {label}: {when}" for value, label, when in choices.explained()]
        lines += [f"**{name}**", "", *(f"- {word}" for word in words), ""]
    return "\n".join(lines).rstrip() + "\n"


INTRODUCTION = """\
# Spreadsheets

Written by `manage.py export_sheets --document docs/spreadsheets.md` from importers/spreadsheets/kinds/: change those.

One row is one record with one source; a row that repeats a key adds another source to the same record. Editors find
the templates at /desk/imports/templates/; `manage.py import sheets FILE …` reads what was filled in, and
`manage.py export_sheets` writes the published records in the same form. Why: decisions/0021-spreadsheet-templates.md.
"""
HEAD = ("| column | what it means | how it is written | example |", "|---|---|---|---|")


def _line(column: Column) -> str:
    name = f"`{column.name}`{' (needed)' if column.required else ''}"
    cells = (name, str(column.means), notes(column), f"`{column.example}`" if column.example else "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
