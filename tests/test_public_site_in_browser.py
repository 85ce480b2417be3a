"""What only a browser can tell about the public pages."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TRACE = "/trace/?from=item-mx-15d&to=conf-nk-2020"


def test_the_sign_in_page_is_complete_under_its_content_policy(page: Page) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").first.fill("nothing")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Please enter the correct")).to_be_visible()  # a click does not wait


def test_the_menu_is_one_line_where_it_is_open(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/contradictions/")
    tops = page.locator(".nav-open li").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(tops) > 10
    assert len(set(tops)) == 1
    assert page.locator(".nav-open [aria-current]").inner_text() == page.locator("h1").inner_text() == "Contradictions"


@pytest.mark.parametrize("width", [1440, 1024, 768, 390])
def test_no_way_to_start_stands_alone_in_its_row(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    tops = page.locator(".starts li").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len({tops.count(top) for top in tops}) == 1


def test_a_link_to_a_finding_that_is_folded_opens_it(page: Page) -> None:
    page.goto(TRACE)
    folded = page.locator(".rule-quiet .finding").first
    assert not folded.is_visible()
    page.goto(f"{TRACE}#{folded.get_attribute('id')}")
    folded.wait_for(state="visible", timeout=5_000)


def test_what_is_folded_on_the_screen_is_printed(page: Page) -> None:
    page.goto(TRACE)
    folded = page.locator(".finding, .not-sought li, #links li").all()
    assert not all(one.is_visible() for one in folded)
    page.emulate_media(media="print")
    assert all(one.is_visible() for one in folded)
