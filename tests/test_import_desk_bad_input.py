"""Each bad file that comes through the upload page ends in its one sentence, with file, line and column."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from editorial.models import Import, ImportJob
from editorial.services.roles import Role
from evidence.models import Citation, Publisher, Source
from exports.models import Shipment
from importers.reading.sealing import LARGEST_FILE
from tests.admin_site import signed_in
from tests.desk_support import LIST, address, page, planned, work
from tests.register_files import EXCERPTS, bomb, damaged, workbook
from tests.test_import_bad_input import DAMAGES

pytestmark = pytest.mark.django_db
UPLOAD = f"{LIST}upload/"
GUR = EXCERPTS / "gur" / "components_excerpt_2026-06-13.csv"


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(Role.EDITOR)


def counts() -> list[int]:
    return [model._default_manager.count() for model in (Shipment, Citation, Source, Publisher, Import)]


@pytest.mark.parametrize("chosen", ["sipri", ""])
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_refused_with_its_place_and_changes_nothing(
    name: str, chosen: str, editor: Client, tmp_path: Path
) -> None:
    change, words, line, column = DAMAGES[name]
    before = counts()
    path = damaged(tmp_path, change)
    job = planned(editor, path, register=chosen)
    assert counts() == before
    if not chosen and name == "wrong register":
        return  # it is so only for who chose one
    assert job.state == "failed", job.message
    assert job.message.startswith(path.name)
    assert job.message in page(editor, address(job)).replace(" ,", ",")
    if not chosen and "no register here" in job.message:
        return  # without its header there is nothing to recognise it by, and that is said
    assert words in job.message
    assert line is None or f"line {line}" in job.message
    assert not column or f"column “{column}”" in job.message


def test_a_file_of_another_register_is_refused_with_that_registers_name(editor: Client) -> None:
    job = planned(editor, GUR, register="sipri")
    assert job.state == "failed"
    assert "It looks like a file of the register “gur”" in job.message


def test_columns_of_no_register_ask_for_the_register(editor: Client, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("colour,shape\nred,round\n")
    job = planned(editor, path)
    assert job.message == "mine.csv: Its columns are those of no register here. Choose the register."


def test_a_workbook_that_unpacks_to_238_megabytes_is_refused(editor: Client, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb(238))
    job = planned(editor, path, register="sipri")
    assert "unpacks to 238 MB" in job.message


def test_a_formula_in_a_workbook_is_refused_with_its_cell(editor: Client, tmp_path: Path) -> None:
    path = tmp_path / "formula.xlsx"
    with GUR.open(encoding="utf-8", newline="") as stream:
        rows: list[list[object]] = [list(row) for row in csv.reader(stream)]
    rows[2][1] = "=1+1"
    path.write_bytes(workbook(rows))
    job = planned(editor, path)
    assert job.message.startswith("formula.xlsx, line 3, column “B”: This cell is a formula.")


# --- Size ---


class Untouchable:
    """A body of which nothing may be read."""

    def read(self, *_: Any) -> NoReturn:
        raise AssertionError("the body was read")

    readline = read


def test_500_megabytes_are_refused_before_any_of_them_is_read(editor: Client) -> None:
    response = editor.generic(
        "POST", UPLOAD, content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": "500000000", "wsgi.input": Untouchable()},  # type: ignore[arg-type]  # WSGI's names
    )  # fmt: skip
    assert response.status_code == 413
    assert "The upload has 500 MB; no register here is larger than 17 MB." in response.content.decode()
    assert not ImportJob.objects.exists()


def test_a_file_above_the_limit_is_refused_at_the_form(editor: Client) -> None:
    file = SimpleUploadedFile("large.csv", b"a" * (LARGEST_FILE + 1))
    response = editor.post(UPLOAD, {"file": file, "register": "sipri"})
    assert response.status_code == 200
    assert "no register here is larger than" in response.content.decode()
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize(("register", "number", "most"), [("gur", 2, 1), ("sipri", 3, 2), ("", 21, 20)])
def test_more_files_than_the_register_takes_are_refused(register: str, number: int, most: int, editor: Client) -> None:
    files = [SimpleUploadedFile(f"{place}.csv", b"a") for place in range(number)]
    response = editor.post(UPLOAD, {"file": files, "register": register})
    assert f"At most {most} files make one import." in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"register": "sipri"}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.csv", b"a"), "register": "splendid"}, "Select a valid choice"),
        ({"file": SimpleUploadedFile("a.csv", b"a"), "release": "x" * 61}, "at most 60 characters"),
    ],
)
def test_a_form_that_cannot_be_understood_says_why(fields: dict[str, Any], words: str, editor: Client) -> None:
    response = editor.post(UPLOAD, fields)
    assert response.status_code == 200
    assert words in response.content.decode()


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "a\x00b.csv", "x" * 300 + ".csv", "Список.csv", "con.csv"])
def test_no_name_of_a_file_leads_anywhere(name: str, editor: Client, tmp_path: Path) -> None:
    text = GUR.read_bytes()
    response = editor.post(UPLOAD, {"file": SimpleUploadedFile(name, text)})
    assert response.status_code == 302
    work()
    job = ImportJob.objects.get()
    assert job.state == "planned", job.message
    assert "/" not in job.uploads.get().name


def test_a_request_from_another_page_is_refused(db: None) -> None:
    signed_in(Role.EDITOR)
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="editor"))
    send: Callable[..., Any] = client.post
    for where in (UPLOAD, f"{LIST}jobs/1/apply/", f"{LIST}1/take-back/"):
        assert send(where, {}).status_code == 403
