"""The import desk in a browser, served and worked for by processes of their own: with scripts, without, and by axe."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import ScratchDatabase, _create_copy, _drop, _template
from tests.desk_support import LIST, environment, worker
from tests.register_files import DEALS_AND_TIVS, EXCERPTS, TRADE_REGISTER
from tests.sheets_support import SOURCE, Cells, as_csv
from tests.test_accessibility_in_browser import (
    AXE,
    CHANGED_BY_COLOUR,
    CHANGED_BY_WIDTH,
    PHONE,
    WIDE,
    violations,
)
from tests.test_demo_server import answers, free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db]
NAME, PASSWORD = "browser", "for this test only"
GUR = EXCERPTS / "gur" / "components_excerpt_2026-06-13.csv"
UCDP = EXCERPTS / "ucdp" / "conflicts_excerpt_v24_1.csv"
ACCOUNT = f"""
import django; django.setup()
from django.contrib.auth.models import User
from editorial.services.roles import Role, give_role, make_roles
make_roles()
give_role(User.objects.create_user({NAME!r}, password={PASSWORD!r}), Role.EDITOR)
"""
LONG = 60_000


@pytest.fixture(scope="module")
def desk(django_db_setup: None) -> Iterator[str]:
    """Both sites and a worker over a database of their own; gives the address."""
    scratch = ScratchDatabase(f"desk_{os.getpid()}")
    _create_copy(scratch.name, _template())
    port = free_port()
    where = environment(scratch) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", ACCOUNT], cwd=settings.BASE_DIR, env=where, check=True)
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    with ExitStack() as running:
        running.callback(_drop, scratch.name)
        running.callback(scratch.close)
        server = running.enter_context(
            subprocess.Popen([*command, "--log-level", "warning"], cwd=settings.BASE_DIR, env=where)
        )
        running.callback(server.terminate)
        running.enter_context(worker(scratch))
        deadline = time.monotonic() + 30
        while not answers(port):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"


def signed_in(browser: Browser, desk: str) -> BrowserContext:
    context = browser.new_context(base_url=desk, viewport=WIDE)  # type: ignore[arg-type]  # it is a ViewportSize
    tab = context.new_page()
    tab.goto("/admin/login/?next=" + LIST)
    tab.locator("#id_username").fill(NAME)
    tab.locator("#id_password").fill(PASSWORD)
    tab.locator("[type=submit]").first.click()
    tab.wait_for_url(f"**{LIST}")
    return context


@pytest.fixture(scope="module")
def tab(browser: Browser, desk: str) -> Iterator[Page]:
    """An editor's tab; a script error or a refused resource fails the module's last test."""
    context = signed_in(browser, desk)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not problems, problems


def check(tab: Page) -> None:
    """As every public page is checked: both widths, by day and by night."""
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(WIDE)  # type: ignore[arg-type]  # it is a ViewportSize
    tab.evaluate(AXE.read_text())
    found = violations(tab)
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # it is a ViewportSize
    found += violations(tab, *CHANGED_BY_WIDTH)
    tab.emulate_media(color_scheme="dark")
    found += violations(tab, *CHANGED_BY_COLOUR)
    assert not found, "\n".join(found)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways on a phone"
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(WIDE)  # type: ignore[arg-type]  # it is a ViewportSize


def test_upload_plan_apply_report_and_taking_back_by_clicks_alone(tab: Page) -> None:
    tab.goto(LIST)
    check(tab)
    tab.get_by_role("link", name="Upload files").click()
    check(tab)
    tab.get_by_label("Files").set_input_files([TRADE_REGISTER, DEALS_AND_TIVS])
    tab.get_by_role("button", name="Upload and read").click()
    tab.wait_for_url("**/jobs/*/")
    # Nobody reloads: the page asks by itself.
    expect(tab.get_by_role("button", name="Apply exactly this plan")).to_be_visible(timeout=LONG)
    check(tab)
    tab.get_by_role("link", name="matched", exact=False).first.click()
    expect(tab.locator(".import-rows tbody tr").first).to_contain_text("matched")
    check(tab)
    tab.get_by_role("button", name="Apply exactly this plan").click()
    tab.wait_for_url(f"**{LIST}*/", timeout=LONG)
    expect(tab.get_by_role("heading", name="Applied on", exact=False)).to_be_visible(timeout=LONG)
    check(tab)
    tab.get_by_text("Take back this import").click()
    check(tab)
    tab.get_by_label("Reason").fill("A test in a browser.")
    tab.get_by_role("button", name="Take it back").click()
    expect(tab.get_by_role("heading", name="Taken back on", exact=False)).to_be_visible(timeout=LONG)
    check(tab)
    tab.goto(LIST)
    check(tab)


def test_a_failed_job_and_one_that_was_given_up_have_no_findings_either(
    tab: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("bad") / "empty.csv"
    path.write_bytes(b"")
    tab.goto(f"{LIST}upload/")
    tab.get_by_label("Files").set_input_files(path)
    tab.get_by_role("button", name="Upload and read").click()
    expect(tab.get_by_text("empty.csv: The file is empty.")).to_be_visible(timeout=LONG)
    check(tab)
    tab.get_by_role("button", name="Give it up").click()
    expect(tab.get_by_role("heading", name="It was not applied")).to_be_visible()
    check(tab)
    tab.goto(f"{LIST}upload/")
    tab.get_by_role("button", name="Upload and read").click()  # the browser itself asks for the file
    assert tab.url.endswith("/upload/")


def test_a_file_that_is_far_too_large_is_refused_before_it_is_sent(
    tab: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("large") / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(500_000_000)
    tab.goto(f"{LIST}upload/")
    tab.get_by_label("Files").set_input_files(path)
    tab.get_by_role("button", name="Upload and read").click()
    expect(tab.get_by_role("alert")).to_contain_text("large.csv has 500 MB; no register here is larger than 17 MB.")
    check(tab)


def test_a_job_that_waits_has_no_findings_and_shows_that_it_is_worked_on(tab: Page) -> None:
    """The page of a job at work changes under axe's eyes, so it is stopped where it stands."""
    tab.route("**/progress/*", lambda route: route.fulfill(status=204))
    tab.goto(f"{LIST}upload/")
    tab.get_by_label("Files").set_input_files([TRADE_REGISTER])
    tab.get_by_role("button", name="Upload and read").click()
    expect(tab.get_by_role("region", name="Progress")).to_be_visible()
    check(tab)
    tab.unroute("**/progress/*")


def test_the_index_and_merging_have_no_findings(tab: Page) -> None:
    tab.goto("/desk/")
    check(tab)
    for name in ("Templates", "Decisions", "Merging", "Imports"):
        tab.get_by_role("navigation", name="Desk").get_by_role("link", name=name).click()
        expect(tab.locator("nav [aria-current]")).to_have_text(name)
    tab.goto("/desk/merging/")
    check(tab)
    tab.get_by_label("Record that stands for both").fill("org-baykar")
    tab.get_by_label("Record that is shown under it").fill("org-roketsan")
    tab.get_by_role("button", name="Show what would change").click()
    expect(tab.get_by_role("button", name="Judge them the same")).to_be_visible()
    check(tab)
    tab.get_by_label("Why").first.fill("A test in a browser.")
    tab.get_by_role("button", name="Judge them the same").click()
    tab.locator("#standing summary").click()
    check(tab)
    tab.get_by_label("Why").last.fill("They are two.")
    tab.get_by_role("button", name="Take it back").click()
    expect(tab.get_by_text("No record is judged the same as another.")).to_be_visible()


def test_a_name_is_decided_at_its_row_and_taken_back(tab: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    party: Cells = {"key": "1", "record": "", "name": "Baykarr", "kind": "company", **SOURCE}
    tab.goto(f"{LIST}upload/")
    tab.get_by_label("Files").set_input_files(as_csv(tmp_path_factory.mktemp("names"), "parties", [party]))
    tab.get_by_role("button", name="Upload and read").click()
    row = tab.locator(".import-rows tbody tr").first
    expect(row).to_contain_text("possible match", timeout=LONG)
    row.get_by_text("Is “Baykarr” Baykar?").click()
    check(tab)
    row.get_by_label("Reason").fill("A slip of the pen.")
    row.get_by_role("button", name="The same").click()
    expect(row).to_contain_text("matched", timeout=LONG)
    tab.goto(f"{LIST}decisions/")
    tab.locator("summary").first.click()
    check(tab)
    tab.get_by_label("Reason").fill("It was another.")
    tab.get_by_role("button", name="Take it back").click()
    expect(tab.get_by_text("No decision stands.")).to_be_visible()
    check(tab)


def test_a_thing_is_decided_with_both_sides_in_view(tab: Page) -> None:
    tab.goto(f"{LIST}upload/")
    tab.get_by_label("Files").set_input_files(UCDP)
    tab.get_by_role("button", name="Upload and read").click()
    tab.get_by_role("link", name="2 rows ask").click(timeout=LONG)
    row = tab.locator(".import-rows > tbody > tr").first
    row.locator("summary").first.click()
    expect(row.get_by_role("table")).to_contain_text("Government of Ukraine")
    check(tab)
    tab.set_viewport_size({"width": 390, "height": 900})
    check(tab)
    tab.set_viewport_size({"width": 1280, "height": 900})
    row.get_by_label("Reason").fill("A test in a browser.")
    row.get_by_role("button", name="Unsure").click()
    expect(tab.locator(".import-rows")).to_contain_text("Somebody was unsure", timeout=LONG)
    tab.goto(f"{LIST}decisions/")
    tab.locator("summary").first.click()
    check(tab)
    tab.get_by_label("Reason").fill("It was a test.")
    tab.get_by_role("button", name="Take it back").click()
    expect(tab.get_by_text("No decision stands.")).to_be_visible()


def test_everything_can_be_done_without_scripts(browser: Browser, desk: str) -> None:
    # The admin's own sign-in page shows its form by a script.
    with_scripts = signed_in(browser, desk)
    context = browser.new_context(base_url=desk, java_script_enabled=False, storage_state=with_scripts.storage_state())
    with_scripts.close()
    tab = context.new_page()
    tab.goto(f"{LIST}upload/")
    tab.get_by_label("Files").set_input_files(GUR)
    tab.get_by_role("button", name="Upload and read").click()
    expect(tab.get_by_role("link", name="Look again").or_(tab.locator("#plan"))).to_be_visible()
    expect(tab.get_by_role("button", name="Apply exactly this plan")).to_be_visible(
        timeout=LONG
    )  # by itself: a refresh
    tab.get_by_label("with the words").fill("geran")
    tab.get_by_role("button", name="Show", exact=True).click()
    tab.wait_for_url("**geran**")
    tab.get_by_role("link", name="All rows").click()
    expect(tab.get_by_label("with the words")).to_have_value("")
    tab.get_by_role("button", name="Apply exactly this plan").click()
    expect(tab.get_by_role("heading", name="Applied on", exact=False)).to_be_visible(timeout=LONG)
    context.close()
