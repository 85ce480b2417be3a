"""Whatever a sheet can say is read again as it was written, CSV and XLSX; templates and documents leave nothing out."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from editorial.models import Import
from evidence.models import Citation, Source
from exports.models import Shipment
from importers.errors import BadInputError
from importers.reading.sealing import seal
from importers.registry import register_of
from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.cells import read, written
from importers.spreadsheets.columns import Column, Sheet, Type
from importers.spreadsheets.documentation import document, vocabularies
from importers.spreadsheets.evidence import ABOUT_THE_ROW, CITATION_FIELD, INLINE
from importers.spreadsheets.files import csv_text, workbook
from importers.spreadsheets.grids import README, WORDS
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.rows import tables
from importers.spreadsheets.templates import template_csv, template_workbook
from tests.partial_date_examples import TEXTS as DATES
from tests.register_files import bomb
from tests.sheets_support import SHIPMENT, as_csv

GENERATED = re.compile(r"_(earliest|latest)$")


# --- Nothing is left out ---


@pytest.mark.parametrize("name", SHEETS)
def test_every_field_of_the_model_is_a_column_or_left_out_for_a_reason(name: str) -> None:
    sheet = SHEETS[name]
    real = {field.name for field in sheet.model._meta.get_fields() if field.concrete and not generated(field)}
    columns = {column.field for column in sheet.columns if column.field}
    left_out = set(ABOUT_THE_ROW) | {one for one in sheet.left_out if "." not in one}
    assert real <= columns | left_out
    assert columns <= real
    assert {one for one in sheet.left_out if "." not in one} <= {f.name for f in sheet.model._meta.get_fields()}


@pytest.mark.parametrize("name", SHEETS)
def test_every_field_of_what_belongs_to_a_record_is_part_of_an_entry_or_left_out_for_a_reason(name: str) -> None:
    for column in SHEETS[name].columns:
        if column.model is not None:
            real = {field.name for field in column.model._meta.get_fields() if field.concrete and not generated(field)}
            left_out = {one.partition(".")[2] for one in SHEETS[name].left_out if one.startswith(f"{column.name}.")}
            assert real - {"id", column.owner} == {part.field for part in column.parts} | left_out, column.name


def test_every_field_of_a_citation_is_a_column() -> None:
    own = {field.name for field in Citation._meta.get_fields() if field.concrete and not generated(field)}
    subjects = {
        field.name
        for field in Citation._meta.get_fields()
        if field.concrete and field.db_column is None and field.is_relation
    }
    assert own - subjects - {"id", "created_at", "updated_at"} == set(CITATION_FIELD.values())
    assert set(INLINE) <= {field.name for field in Source._meta.get_fields()}


def test_every_column_says_what_it_means() -> None:
    for sheet in SHEETS.values():
        for column in (*sheet.columns, *(part for one in sheet.columns for part in one.parts)):
            assert str(column.means).strip(), f"{sheet.name}.{column.name}"
            assert column.form is not Type.LINK or column.target, f"{sheet.name}.{column.name}"


def generated(field: Any) -> bool:
    return bool(getattr(field, "generated", False)) or bool(GENERATED.search(field.name))


# --- What is written is read again ---

ALPHABET = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\N{REPLACEMENT CHARACTER}\ufeff"
)
TEXTS = st.text(ALPHABET, min_size=1, max_size=30).map(str.strip).filter(bool)


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """Any value that a cell of this column can state; None where it is empty."""
    if column.form is Type.ENTRIES:
        entry = st.tuples(*(values_of(part) if not part.required else stated(part) for part in column.parts))
        return st.none() | st.lists(entry.filter(any), min_size=1, max_size=3, unique_by=str).map(tuple)
    return st.none() | stated(column)


def stated(column: Column) -> st.SearchStrategy[Any]:
    kinds: dict[Type, st.SearchStrategy[Any]] = {
        Type.WORD: st.sampled_from(column.words or ("",)),
        Type.DATE: DATES,
        Type.WHOLE: st.integers(0, column.most),
        Type.AMOUNT: st.decimals(0, 10**12, places=4),
        Type.YES_NO: st.booleans(),
        Type.COUNTRY: st.sampled_from(("CA", "TR", "AZ")),
        Type.ADDRESS: st.sampled_from(("https://example.org/a?b=1,2;3|4", "http://example.org")),
    }
    found = kinds.get(column.form, TEXTS)
    return found.filter(lambda value: is_kept(column, value))


def is_kept(column: Column, value: Any) -> bool:
    """False for texts that are refused in whatever form: shortened numbers, and texts that are too long."""
    with suppress(CellError):
        return read(column, written(column, value)) is not None
    return column.form not in (Type.TEXT, Type.LONG_TEXT, Type.LINK)


def rows_of(sheet: Sheet) -> st.SearchStrategy[list[dict[str, Any]]]:
    columns = {column.name: values_of(column) for column in sheet.columns}
    row = st.fixed_dictionaries(columns).map(lambda row: {name: one for name, one in row.items() if one is not None})
    return st.lists(
        row.filter(lambda row: row and not str(row.get("key", "")).startswith("EXAMPLE")), min_size=1, max_size=3
    )


@pytest.mark.parametrize(
    "name", ["parties", "items", "shipments", "licences", "incorporations", "incidents", "sources"]
)
@hypothesis_settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_rows_are_read_as_they_were_written(name: str, data: st.DataObject, tmp_path: Path) -> None:
    sheet = SHEETS[name]
    rows = data.draw(rows_of(sheet))
    texts = [{column: written(sheet.by_name[column], value) for column, value in row.items()} for row in rows]
    as_text, as_book = tmp_path / f"{name}.csv", tmp_path / "book.xlsx"
    as_text.write_text(csv_text(sheet, texts), encoding="utf-8", newline="")
    as_book.write_bytes(workbook({name: texts}))
    for path in (as_text, as_book):
        (table,) = tables([seal(path)])
        assert [row.problems for row in table.rows] == [[]] * len(rows), path.name
        assert [row.values for row in table.rows] == rows, path.name


def test_equal_rows_are_equal_files_whenever_they_are_written() -> None:
    assert template_workbook() == template_workbook()


# --- Templates ---


@pytest.mark.parametrize("name", SHEETS)
def test_a_template_is_recognised_and_its_examples_can_be_read_and_are_passed_over(name: str, tmp_path: Path) -> None:
    path = tmp_path / "anything.csv"
    path.write_text(template_csv(SHEETS[name]), encoding="utf-8", newline="")
    assert register_of(path) == "sheets"
    (table,) = tables([seal(path)])
    assert (table.sheet.name, table.rows) == (name, [])
    for example in SHEETS[name].examples:
        for column, text in example.items():
            assert written(SHEETS[name].by_name[column], read(SHEETS[name].by_name[column], text)) == text
        for needed in SHEETS[name].required:
            assert needed in example or "source_title" in example


def test_the_workbook_has_every_kind_and_explains_every_column_and_word(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    path.write_bytes(template_workbook())
    assert register_of(path) == "sheets"
    book = load_workbook(path)
    assert book.sheetnames == [README, *SHEETS, WORDS]
    lines = [tuple(str(cell or "") for cell in row) for row in book[README].iter_rows(values_only=True)]
    told = {(line[0], line[1]) for line in lines}
    for sheet in SHEETS.values():
        assert {(sheet.name, column.name) for column in sheet.columns} <= told
    for name, choices in vocabularies().items():
        assert {(name, value) for value in choices.values} <= told
    page: Any = book["shipments"]
    offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in page.data_validations.dataValidation}
    kind = [cell.value for cell in page[1]].index("kind")
    assert f"{page[1][kind].column_letter}2" in offered
    assert page[1][kind].comment is not None
    assert page[2][0].number_format == "@"


def test_the_document_is_the_one_that_the_columns_make() -> None:
    path = Path(settings.BASE_DIR) / "docs" / "spreadsheets.md"
    assert path.read_text(encoding="utf-8") == document(), "Write it anew: manage.py export_sheets --document"


def test_exports_run_nothing_in_a_spreadsheet() -> None:
    rows = [{"record": "x", "note": "=HYPERLINK(1)"}, {"record": "y", "note": "+1"}]
    cells = [cell for line in csv.reader(StringIO(csv_text(SHEETS["items"], rows))) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    book = load_workbook(BytesIO(workbook({"items": rows})))
    assert not [cell for row in book["items"].iter_rows() for cell in row if cell.data_type == "f"]


# --- Bad input ---

DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "The file is empty."),
    "only blank lines": (lambda _: b"\n\n\n", "no sheet with a header"),
    "only a header": (lambda text: text.split(b"\n")[0] + b"\n", "not one row below it"),
    "wrong register": (lambda _: b"Supplier,Recipient,TIV\na,b,c\n", "not the header of a template"),
    "UTF-16": (lambda text: text.decode().encode("utf-16"), "UTF-16"),
    "another encoding": (lambda text: text.replace(b"Baykar", b"Bayk\xe4r"), "is not in UTF-8"),
    "a lost letter": (lambda text: text.replace(b"Baykar", "Bayk\N{REPLACEMENT CHARACTER}r".encode()), "lost a letter"),
    "a NUL byte": (lambda text: text.replace(b"Baykar", b"Bay\0kar"), "NUL byte"),
    "an open quotation mark": (lambda text: text.replace(b"Baykar", b'"Baykar'), "never closes"),
    "two columns of one name": (lambda text: text.replace(b"recipient", b"exporter"), "Two columns are named"),
    "a missing column": (lambda text: text.replace(b"recipient", b"note"), "is missing"),
    "semicolons": (lambda text: text.replace(b",", b";"), "separated by semicolons"),
    "a PDF": (lambda _: b"%PDF-1.4\n", "PDF"),
    "an old spreadsheet": (lambda _: b"\xd0\xcf\x11\xe0rest", ".xls"),
    "a ZIP archive that was cut": (lambda _: b"PK\x03\x04rest", "damaged or cut"),
    "a spreadsheet bomb": (lambda _: bomb(238), "unpacks to 238 MB"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_refused_in_one_sentence_and_changes_nothing(name: str, tmp_path: Path) -> None:
    change, words = DAMAGES[name]
    path = as_csv(tmp_path, "shipments", [SHIPMENT])
    path.write_bytes(change(path.read_bytes()))
    before = [model._default_manager.count() for model in (Shipment, Source, Import)]
    with pytest.raises(CommandError) as refused:
        call_command("import", "sheets", str(path))
    assert words in str(refused.value)
    assert str(refused.value).startswith("shipments.csv")
    assert [model._default_manager.count() for model in (Shipment, Source, Import)] == before


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), where=st.integers(0, 6_000))
def test_arbitrary_bytes_raise_nothing_but_the_refusal(data: bytes, where: int, tmp_path: Path) -> None:
    for path, whole in ((tmp_path / "x.xlsx", template_workbook(["items"])), (tmp_path / "x.csv", CSV_BYTES)):
        path.write_bytes(whole[:where] + data + whole[where + len(data) :])
        with suppress(BadInputError):
            tables([seal(path)])


CSV_BYTES = template_csv(SHEETS["items"]).encode()
