"""axe-core in a real browser finds nothing on any kind of page (WCAG 2.2 AA), and the keyboard reaches what matters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from conflicts.models import Conflict, Incident
from entities.models import Entity
from evidence.models import Source
from exports.models import Item, Licence, Measure, Shipment
from pages.addresses import record_url

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHANGED_BY_WIDTH = ("target-size", "scrollable-region-focusable", "empty-table-header", "region", "aria-hidden-focus")
CHANGED_BY_COLOUR = ("color-contrast", "link-in-text-block")
RUN = "options => axe.run(document, options).then(found => JSON.stringify(found.violations))"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TRACE = "/trace/?from=item-mx-15d&to=conf-nk-2020"
PAGES = {
    "home": "/",
    "list": "/shipments/",
    "list with filters": "/shipments/?status=delivered&destination=tr",
    "empty list": "/shipments/?name=zeppelin",
    "list of licences": "/licences/",
    "contradictions": "/contradictions/",
    "compatible values": "/contradictions/?state=compatible",
    "list of sources": "/sources/?page=2",
    "trace": TRACE,
    "trace with a gap": "/trace/?from=item-rotax-912is&to=use-mohajer6-blacksea",
    "empty trace": "/trace/?from=item-rotax-912is&gaps=no",
    "trace to ask": "/trace/",
    "trace with a choice": "/trace/?from=bayraktar",
    "trace of a day": "/trace/?from=item-mx15d-recovered&known_on=2020-10-06",
    "exposure": "/exposure/?item=item-mx-15d",
    "exposure of nothing": "/exposure/?item=item-hermes-45",
    "readings": "/trace/readings/?from=item-mx15d-recovered&to=use-tb2-downed-20201019",
    "one reading": "/trace/readings/?from=item-harop&to=use-harop-nk-2020",
    "search": "/search/?q=baykar",
    "search without a match": "/search/?q=zeppelin",
    "methodology": "/methodology/",
    "about": "/about/",
    "not found": "/nowhere/",
    "bad request": "/shipments/?colour=red&delivered=x",
    "country": "/countries/az/",
    "leads": "/leads/",
    "api": "/api/",
    "errors of the api": "/api/problems/",
    "trace with something against it": "/trace/?from=item-hornet&to=item-tb2",
}
RECORDS: dict[str, tuple[Any, str]] = {
    "item": (Item, "item-mx-15d"),
    "entity": (Entity, "org-baykar"),
    "shipment": (Shipment, "tra-tb2-azerbaijan-sipri"),
    "licence": (Licence, "mea-ca-2020-05-permit-7-mx15d"),
    "measure": (Measure, "mea-ca-2020-notice992"),
    "incident": (Incident, "use-tb2-downed-20201019"),
    "conflict": (Conflict, "conf-nk-2020"),
    "source": (Source, "src-jpost-662553"),
}


@pytest.fixture(scope="module")
def tab(browser: Browser, site_url: str) -> Iterator[Page]:
    """One tab for all pages here. It may see error pages, which the shared fixture counts as a failure."""
    context = browser.new_context(base_url=site_url, viewport=WIDE)  # type: ignore[arg-type]  # it is a ViewportSize
    yield context.new_page()
    context.close()


def violations(tab: Page, *rules: str) -> list[str]:
    """What axe finds: all rules, or only those named."""
    chosen = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found = json.loads(tab.evaluate(RUN, {"runOnly": chosen, "resultTypes": ["violations"]}))
    return [f"{one['id']}: {node['html'][:160]} {node['failureSummary']}" for one in found for node in one["nodes"][:3]]


@pytest.mark.parametrize("name", [*PAGES, *RECORDS])
def test_axe_finds_nothing_on_a_wide_screen_and_a_phone_by_day_and_by_night(tab: Page, name: str) -> None:
    address = PAGES[name] if name in PAGES else record_url(RECORDS[name][0].objects.get(handle=RECORDS[name][1]))
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(WIDE)  # type: ignore[arg-type]  # it is a ViewportSize
    tab.goto(address)
    tab.evaluate(AXE.read_text())  # never served: put into the page by the test alone
    found = violations(tab)
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # it is a ViewportSize
    found += violations(tab, *CHANGED_BY_WIDTH)
    tab.emulate_media(color_scheme="dark")
    found += violations(tab, *CHANGED_BY_COLOUR)
    assert not found, "\n".join(found)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways on a phone"


def focus_by_tab(page: Page, wanted: str, most: int = 60) -> None:
    """Press Tab until this selector has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by {most} tabs")


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/shipments/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_keyboard_alone_searches_from_the_home_page_and_opens_a_record(page: Page) -> None:
    page.goto("/")
    focus_by_tab(page, "#home-search")
    page.keyboard.type("wescam mx-15d")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    focus_by_tab(page, ".hits a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/**")
    assert page.locator("h1").inner_text() == "WESCAM MX-15D"


def test_the_keyboard_alone_filters_a_list_and_takes_the_filter_back(page: Page) -> None:
    page.goto("/shipments/")
    focus_by_tab(page, "#id_item")
    page.keyboard.type("mx-15d")
    page.keyboard.press("Enter")
    page.wait_for_url("**item=mx-15d**")
    focus_by_tab(page, ".undo", 80)
    page.keyboard.press("Enter")
    page.wait_for_url("**/shipments/")


def test_the_keyboard_alone_asks_for_a_trace_by_name_and_opens_a_card_of_it(page: Page) -> None:
    page.goto("/trace/")
    focus_by_tab(page, "#ask-from")
    page.keyboard.type("WESCAM MX-15D")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=it-**")
    focus_by_tab(page, "a.ch-card")
    shown = page.evaluate("() => getComputedStyle(document.activeElement.querySelector('.ch-box')).strokeWidth")
    assert shown == "3px", "the card with the focus has no frame of its own"
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/**")


def test_focus_is_visible_on_links_buttons_and_boxes(page: Page) -> None:
    page.goto("/shipments/")
    for wanted in (".brand", "#site-search", "#id_item", ".filters button"):
        focus_by_tab(page, wanted)
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", wanted
