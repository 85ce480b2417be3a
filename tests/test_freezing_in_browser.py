"""A reader freezes a chain in a real browser: no script needed, nothing wrong for axe-core, on paper what is needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.test_accessibility_in_browser import AXE, PHONE, RULES, RUN, TRACE, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# What a browser test freezes stays in the test database, since nobody can remove it; other tests count relatively.


def freeze(page: Page) -> str:
    page.goto(TRACE)
    page.get_by_role("button", name="Freeze this chain").click()
    page.wait_for_url(re.compile(r"/chains/[0-9a-f]{64}/$"))
    return page.url


def test_a_click_on_the_trace_page_freezes_and_shows(page: Page) -> None:
    first, second = freeze(page), freeze(page)
    assert first == second
    assert page.get_by_role("heading", name="What has changed since").is_visible()
    assert page.locator("#since").inner_text().count("Nothing that it rests on has changed.") == 1
    assert page.locator("#citation").inner_text().startswith("Armstrace, “WESCAM MX-15D")


@pytest.fixture(scope="module")
def frozen(browser: Browser, site_url: str) -> Iterator[str]:
    """The address of the chain, frozen once for the tests that only look at it."""
    context = browser.new_context(base_url=site_url)
    yield freeze(context.new_page())
    context.close()


@pytest.mark.parametrize("address", ["", "/chains/"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, frozen: str, address: str, viewport: dict[str, int], scheme: Any) -> None:
    page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a plain dictionary serves
    page.emulate_media(color_scheme=scheme)
    page.goto(address or frozen)
    for details in page.locator("main details").all():
        details.evaluate("one => one.open = true")
    page.evaluate(AXE.read_text())
    found = json.loads(page.evaluate(RUN, {"runOnly": {"type": "tag", "values": RULES}}))
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "the page is wider than the screen"


def test_it_is_complete_without_script(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url, java_script_enabled=False)
    page = context.new_page()
    freeze(page)
    assert page.locator("#verify").inner_text().count("verify_snapshot.py") >= 1
    context.close()


def test_it_prints_on_a_few_pages_of_a4_with_its_address(page: Page, tmp_path: Path) -> None:
    address = freeze(page)
    file = tmp_path / "chain.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page[^s]", file.read_bytes())) <= 12
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert address.split("/chains/")[1].strip("/") in shown
    assert "Compared on" in shown
    assert settings.SITE_URL in page.locator("#citation").inner_text()
    for hidden in ("Copy", "Open the trace of today"):
        assert not page.get_by_role("button", name=hidden).is_visible()
