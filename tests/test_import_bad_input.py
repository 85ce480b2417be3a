"""A file that cannot be read ends in one sentence with file, line and column, soon, and changes nothing."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from editorial.models import Import
from evidence.models import Citation, Publisher, Source
from exports.models import Shipment
from importers.embargoes.parser import embargoes
from importers.errors import BadInputError
from importers.gur.parser import components
from importers.licences.parser import entries
from importers.oryx.parser import losses
from importers.reading.lines import read_lines
from importers.reading.sealing import LARGEST_FILE, UTF8, WINDOWS, Sealed, seal
from importers.registry import REGISTERS
from importers.sipri.layouts import Layout, open_register
from importers.sipri.totals import read_table
from importers.sipri.trade_register import register_deals
from importers.sipri.yearly import yearly_rows
from importers.ucdp.parser import conflict_years
from tests.register_files import DEALS_AND_TIVS, TRADE_REGISTER, bomb, damaged, workbook
from tests.test_import_registers import DESTROYED, EMBARGOES, EXPORTS, GUR, TRANSITS, UCDP

HEADER = 12
FIRST = HEADER + 1
SECONDS = 10
MEGABYTES = 512


def parse(path: Path) -> int:
    """How many rows SIPRI's parsers read from a file."""
    opened = open_register(seal(path, encodings=(UTF8, WINDOWS)), release="for a test")
    read = register_deals(opened) if opened.layout is Layout.REGISTER else yearly_rows(opened)
    return sum(1 for _ in read)


def line(text: bytes, number: int) -> bytes:
    return text.split(b"\n")[number - 1]


def without_line_end(text: bytes) -> bytes:
    """Cut in the middle of a record."""
    return text[: text.rindex(b"\n", 0, -1) + 40]


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """The first such place below the header."""

    def change(text: bytes) -> bytes:
        head, body = text.split(b"TIV of delivered weapons\n")
        assert old in body, old
        return head + b"TIV of delivered weapons\n" + body.replace(old, new, 1)

    return change


DAMAGES = {
    "empty": (lambda _: b"", "The file is empty.", None, ""),
    "only blank lines": (lambda _: b"\n\n\n", "header", 1, "Supplier"),
    "wrong register": (lambda _: b"component_id,name_marking\ngur-1,x\n", "header", 1, "Supplier"),
    "cut in the middle": (without_line_end, "the file was cut", 172, None),
    "UTF-16": (lambda text: text.decode("cp1252").encode("utf-16"), "UTF-16", 1, ""),
    "another encoding": (replaced(b"Second-hand", b"Second\x81hand"), "is not in UTF-8 or Windows-1252", None, ""),
    "13 fields without the other 4": (
        lambda text: b"\n".join([*text.split(b"\n")[:HEADER], b"A,B,2000,,1,,C,D,1,,2000,New,cut", line(text, FIRST)]),
        "the next one does not complete it", FIRST, "Comments",
    ),
    "4 fields alone": (
        lambda text: b"\n".join([*text.split(b"\n")[:HEADER], b",0.25,3.5,3.25", line(text, FIRST)]),
        "4 cells and the header has 16", FIRST, None,
    ),
    "17 fields": (replaced(b",New,", b",New,,"), "17 cells and the header has 16", None, None),
    "a lost letter": (
        replaced(b"Second-hand", "Second\N{REPLACEMENT CHARACTER}hand".encode()), "lost a letter", None, None,
    ),
    "a formula": (replaced(b",New,", b",New,=1+1;"), "is a formula", None, "Comments"),
    "two columns of one name": (
        lambda text: text.replace(b"Weapon description", b"Weapon designation", 1),
        "Two columns", HEADER, "Weapon designation",
    ),
    "a missing column": (
        lambda text: text.replace(b"Weapon description", b"Weapons", 1), "no column", HEADER, "Weapon description",
    ),
    "a NUL byte": (replaced(b"Second-hand", b"Second\0hand"), "NUL byte", None, None),
    "a year that is none": (replaced(b",2010,", b",201O,"), "is not a year", None, None),
    "a flag elsewhere": (replaced(b",?,", b",x,"), "columns seem to have moved", None, None),
    "a status that is none": (replaced(b",New,", b",Brand new,"), "is none of", None, "status"),
    "a PDF": (lambda _: b"%PDF-1.4\n", "PDF", None, ""),
    "an old spreadsheet": (lambda _: b"\xd0\xcf\x11\xe0rest", ".xls", None, ""),
    "a ZIP archive that was cut": (lambda _: b"PK\x03\x04rest", "damaged or cut", None, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    change, words, number, column = DAMAGES[name]
    path = damaged(tmp_path, change)
    with pytest.raises(BadInputError) as refused:
        parse(path)
    assert words in str(refused.value)
    assert str(refused.value).startswith(path.name)
    assert number is None or refused.value.line == number
    assert column is None or refused.value.column == column
    assert refused.value.line is None or f"line {refused.value.line}" in str(refused.value)


def test_a_record_that_was_cut_at_its_comment_is_put_together(tmp_path: Path) -> None:
    def cut(text: bytes) -> bytes:
        head, found, rest = text.partition(b"Part of $244 m deal")
        return head + found + b"\n" + rest

    assert parse(damaged(tmp_path, cut)) == parse(TRADE_REGISTER)


@pytest.mark.parametrize("ending", [b";", b";;;;;;;;"])
def test_semicolons_at_the_end_of_every_line_are_no_columns(ending: bytes, tmp_path: Path) -> None:
    path = damaged(tmp_path, lambda text: text.replace(b"\n", ending + b"\r\n"), DEALS_AND_TIVS)
    assert parse(path) == parse(DEALS_AND_TIVS)


@pytest.mark.parametrize("above", [0, 9, 10, 30])
def test_the_header_is_found_by_its_names(above: int, tmp_path: Path) -> None:
    path = damaged(tmp_path, lambda text: b"words\n" * above + b"\n".join(text.split(b"\n")[HEADER - 1 :]))
    assert parse(path) == parse(TRADE_REGISTER)


# --- Spreadsheets ---


def as_workbook(path: Path) -> list[list[object]]:
    return [list(text.split(",")) for text in path.read_text(encoding="cp1252").splitlines()]


def test_a_spreadsheet_is_read_as_the_same_rows(tmp_path: Path) -> None:
    book = tmp_path / "register.xlsx"
    book.write_bytes(workbook(as_workbook(TRADE_REGISTER)))
    assert parse(book) == parse(TRADE_REGISTER)


def test_a_formula_in_a_spreadsheet_is_refused_with_its_cell(tmp_path: Path) -> None:
    rows = as_workbook(TRADE_REGISTER)
    rows[FIRST - 1][4] = "=1+1"
    book = tmp_path / "register.xlsx"
    book.write_bytes(workbook(rows))
    with pytest.raises(BadInputError) as refused:
        parse(book)
    assert (refused.value.line, refused.value.column) == (FIRST, "E")


def test_a_spreadsheet_that_unpacks_to_238_megabytes_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    book = tmp_path / "bomb.xlsx"
    book.write_bytes(bomb(238))
    assert book.stat().st_size < 1_500_000
    with pytest.raises(BadInputError, match="unpacks to 238 MB"):
        list(read_lines(seal(book)))


# --- Arbitrary bytes ---


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=400), where=st.integers(0, 30_000), remove=st.integers(0, 300))
def test_arbitrary_bytes_raise_nothing_but_the_refusal(data: bytes, where: int, remove: int, tmp_path: Path) -> None:
    for original in (TRADE_REGISTER, DEALS_AND_TIVS):
        path = damaged(tmp_path, lambda text: text[:where] + data + text[where + remove :], original)
        with suppress(BadInputError):
            parse(path)


PARSERS: dict[str, tuple[bytes, Callable[[Sealed], object]]] = {
    "gur": (GUR.read_bytes(), lambda file: list(components(file))),
    "ucdp": (UCDP.read_bytes(), lambda file: list(conflict_years(file))),
    "oryx": (DESTROYED.read_bytes(), lambda file: list(losses(file))),
    "embargoes": (EMBARGOES.encode(), lambda file: list(embargoes(file))),
    "licences": (EXPORTS.encode(), lambda file: list(entries(file)[1])),
    "transits": (TRANSITS.encode(), lambda file: list(entries(file)[1])),
}
# Bytes that mean something to CSV, to dates and to numbers do more damage than most.
TELLING = st.sampled_from([b",", b'"', b"\n", b"\r", b"\0", b"-", b"/", b"31", b"99", b"\xff", b";", "²".encode()])


@pytest.mark.parametrize("name", PARSERS)
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    data=st.binary(max_size=400) | st.lists(TELLING, max_size=12).map(b"".join),
    where=st.floats(0, 1),
    remove=st.integers(0, 300),
)
def test_arbitrary_bytes_in_any_other_register_raise_nothing_but_the_refusal(
    name: str, data: bytes, where: float, remove: int, tmp_path: Path
) -> None:
    whole, read = PARSERS[name]
    place = int(where * len(whole))
    path = tmp_path / "register.csv"
    path.write_bytes(whole[:place] + data + whole[place + remove :])
    with suppress(BadInputError):
        read(seal(path, encodings=REGISTERS["licences" if name == "transits" else name].encodings))


@pytest.mark.parametrize("name", PARSERS)
def test_what_the_property_changes_can_be_read_as_it_is(name: str, tmp_path: Path) -> None:
    """Else a refusal of the whole file would hide everything behind it."""
    whole, read = PARSERS[name]
    path = tmp_path / "register.csv"
    path.write_bytes(whole)
    assert read(seal(path, encodings=REGISTERS["licences" if name == "transits" else name].encodings))


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=300), where=st.integers(0, 6_000))
def test_arbitrary_bytes_in_a_spreadsheet_raise_nothing_but_the_refusal(
    data: bytes, where: int, tmp_path: Path
) -> None:
    book = tmp_path / "register.xlsx"
    whole = workbook([["Exports by", "2020"], ["Canada", 1]])
    book.write_bytes(whole[:where] + data + whole[where + len(data) :])
    with suppress(BadInputError):
        read_table(seal(book, encodings=(UTF8, WINDOWS)))


# --- Through the command: limits, and nothing changed ---


def test_a_file_of_500_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(500_000_000)
    began = time.monotonic()
    with pytest.raises(BadInputError, match="500 MB"):
        seal(path)
    assert time.monotonic() - began < 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["the largest that is read", "a spreadsheet bomb", "one endless line"])
def test_the_worst_files_end_within_ten_seconds_and_512_megabytes(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "worst.csv"
    if kind == "a spreadsheet bomb":
        path.write_bytes(bomb(99))
    elif kind == "one endless line":
        path.write_bytes(b"a," * (LARGEST_FILE // 2 - 1))
    else:
        text = TRADE_REGISTER.read_bytes()
        rows = b"\n".join(text.split(b"\n")[HEADER:-1])
        path.write_bytes(text + (rows + b"\n") * ((LARGEST_FILE - len(text)) // (len(rows) + 1)) + b"cut,here\n")
    script = (
        "import django; django.setup()\n"
        "from pathlib import Path\n"
        "from importers.errors import BadInputError\n"
        "from tests.test_import_bad_input import parse\n"
        f"try: parse(Path({str(path)!r}))\n"
        "except BadInputError as refused: raise SystemExit(3)\n"
    )
    began, clock = processor_seconds(), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20)),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 3, done.stderr[-500:]
    assert processor_seconds() - began < SECONDS
    assert time.monotonic() - clock < SECONDS * 2  # waiting counts too, on two cores that others use


def processor_seconds() -> float:
    """What processes that have ended took of the processor: other work on the machine does not lengthen it."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def only_header(text: bytes) -> bytes:
    return b"\n".join(text.split(b"\n")[:HEADER]) + b"\n"


@pytest.mark.django_db
@pytest.mark.parametrize("change", [without_line_end, only_header])
def test_a_refused_file_changes_nothing(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    def counts() -> list[int]:
        return [model._default_manager.count() for model in (Shipment, Citation, Source, Publisher, Import)]

    before = counts()
    path = damaged(tmp_path, change)
    with pytest.raises(CommandError, match=re.escape(path.name)):
        call_command("import", "sipri", str(path))
    assert counts() == before
