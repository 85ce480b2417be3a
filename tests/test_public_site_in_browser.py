"""What only a browser can tell about the public pages."""

import pytest
from playwright.sync_api import Page


@pytest.mark.browser
def test_the_sign_in_page_is_complete_under_its_content_policy(page: Page) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").first.fill("nothing")
    page.get_by_role("button", name="Log in").click()
    assert page.get_by_text("Please enter the correct").is_visible()
