"""The page of templates: for editors alone, complete from the declaration, its files readable again as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

from editorial.choices import RowStatus
from editorial.services.roles import Role
from exports.models import Shipment
from importers.registry import run_import
from importers.spreadsheets.documentation import vocabularies
from importers.spreadsheets.kinds import SHEETS
from tests.admin_site import signed_in
from tests.pages_support import text_of
from tests.test_accessibility_in_browser import AXE, CHANGED_BY_COLOUR, CHANGED_BY_WIDTH, PHONE, WIDE, violations
from tests.test_admin_in_browser import NAME, PASSWORD, committed, make_account, remove_account

pytestmark = pytest.mark.django_db
PAGE = "/desk/imports/templates/"


@pytest.fixture
def editor() -> Client:
    return signed_in(Role.EDITOR)


def test_it_documents_every_column_and_every_word_of_every_sheet(editor: Client) -> None:
    shown = text_of(editor.get(PAGE).content.decode())
    for sheet in SHEETS.values():
        assert str(sheet.about) in shown
        for column in sheet.columns:
            assert str(column.means) in shown, f"{sheet.name}.{column.name}"
    for choices in vocabularies().values():
        for _, label, explanation in choices.explained():
            assert str(label) in shown
            assert str(explanation) in shown


def test_it_asks_the_database_for_nothing_but_the_account(editor: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        editor.get(PAGE)
    assert not [one["sql"] for one in asked if "auth_" not in one["sql"] and "session" not in one["sql"]]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_records_that_are_downloaded_are_matched_when_they_come_back(
    name: str, form: str, editor: Client, tmp_path: Path
) -> None:
    answer = editor.get(f"{PAGE}records/{name}.{form}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.{form}"'
    path = tmp_path / f"{name}.{form}"
    path.write_bytes(answer.content)
    rows = run_import("sheets", [path], dry_run=True).reading.rows
    assert {row.status for row in rows} == {RowStatus.MATCHED}
    assert len(rows) >= SHEETS[name].model._default_manager.count() or name == "sources"


def test_everything_comes_as_one_workbook_too(editor: Client, tmp_path: Path) -> None:
    for address in ("all.xlsx", "records/all.xlsx", "shipments.xlsx", "shipments.csv"):
        assert editor.get(PAGE + address).status_code == 200
    for address in ("all.csv", "records/all.csv", "wars.csv", "records/wars.xlsx", "shipments.pdf"):
        assert editor.get(PAGE + address).status_code == 404


def test_nobody_but_editors_sees_it(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    assert signed_in(Role.CONTRIBUTOR).get(PAGE).status_code == 404


# --- The command ---


def test_the_command_writes_only_the_kind_and_country_that_are_asked_for(tmp_path: Path) -> None:
    call_command("export_sheets", str(tmp_path), kind=["shipments"], country="az", verbosity=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shipments.csv", "sources.csv"]
    text = (tmp_path / "shipments.csv").read_text(encoding="utf-8")
    inside = Shipment.objects.filter(recipient__country__code="AZ")[0]
    outside = Shipment.objects.exclude(
        pk__in=Shipment.objects.filter(recipient__country__code="AZ")
        | Shipment.objects.filter(exporter__country__code="AZ")
        | Shipment.objects.filter(destination__code="AZ")
        | Shipment.objects.filter(origin__code="AZ")
    )[0]
    assert f",{inside.handle}," in text
    assert f",{outside.handle}," not in text
    with pytest.raises(CommandError, match="no country with the code XQ"):
        call_command("export_sheets", str(tmp_path), country="xq")


# --- In a browser ---


@pytest.fixture
def tab(page: Page) -> Iterator[Page]:
    committed(make_account)
    page.goto(f"/admin/login/?next={PAGE}")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"**{PAGE}")
    yield page
    committed(remove_account)


@pytest.mark.browser
def test_axe_finds_nothing_on_a_wide_screen_and_a_phone_by_day_and_by_night(tab: Page) -> None:
    tab.set_viewport_size(WIDE)  # type: ignore[arg-type]  # it is a ViewportSize
    tab.evaluate(AXE.read_text())
    found = violations(tab)
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # it is a ViewportSize
    found += violations(tab, *CHANGED_BY_WIDTH)
    tab.emulate_media(color_scheme="dark")
    found += violations(tab, *CHANGED_BY_COLOUR)
    assert not found, "\n".join(found)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways on a phone"
