"""What only a browser can tell about the admin: its scripts run under the content policy, and typing finds records."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connections
from playwright.sync_api import Page

NAME = "browser"
PASSWORD = "for this test only"
PAGES = ("/admin/", "/admin/exports/shipment/", "/admin/exports/shipment/add/", "/admin/evidence/source/")


@pytest.fixture
def administrator(page: Page) -> Iterator[Page]:
    """A tab in which an administrator has signed in; the account is committed, and removed afterwards."""
    committed(make_account)
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    yield page
    committed(remove_account)


def make_account() -> None:
    User.objects.create_superuser(NAME, password=PASSWORD)


def remove_account() -> None:
    Session.objects.all().delete()
    User.objects.filter(username=NAME).delete()


def committed(work: Callable[[], None]) -> None:
    """Do it over a connection of its own: this test's is rolled back, and the server would not see it."""

    def in_thread() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as threads:
        threads.submit(in_thread).result()


@pytest.mark.browser
def test_pages_of_the_admin_work_under_their_content_policy(administrator: Page) -> None:
    for address in PAGES:
        administrator.goto(address)
        administrator.wait_for_load_state("networkidle")
    # The tab's own fixture fails on any script error or refused resource.


@pytest.mark.browser
def test_exporter_and_source_are_found_by_typing(administrator: Page) -> None:
    administrator.goto("/admin/exports/shipment/add/")
    administrator.locator("#id_exporter + .select2").click()
    administrator.keyboard.type("wescam")
    administrator.locator(".select2-results__option", has_text="L3Harris Wescam").first.click()
    assert "Wescam" in administrator.locator("#id_exporter option:checked").inner_text()
    administrator.locator("#id_citations-0-source + .select2").click()
    administrator.keyboard.type("Killer Optics")
    administrator.locator(".select2-results__option", has_text="Killer").first.click()
    assert "Killer" in administrator.locator("#id_citations-0-source option:checked").inner_text()


@pytest.mark.browser
def test_a_new_shipment_without_a_source_says_so_at_the_top(administrator: Page) -> None:
    administrator.goto("/admin/exports/shipment/add/")
    administrator.get_by_role("button", name="Save", exact=True).click()
    administrator.get_by_text("This record has no source").first.wait_for()
