"""The picture in a real browser: the width table is on the safe side of real fonts, and each screen gets one shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import chain_examples as ex
from tracing.layout import lay_out
from tracing.model import Chain
from tracing.svg import svg_file
from tracing.svg_caption import Caption
from tracing.templatetags.chain_pictures import chain_picture

CSS = Path(__file__).parent.parent / "static" / "css"
SPILLED = """() => [...document.querySelectorAll('.ch-card')].flatMap(card => {
  const box = card.querySelector('.ch-box').getBBox();
  return [...card.querySelectorAll('text')].filter(text => {
    const at = text.getBBox();
    return at.x < box.x - 1 || at.x + at.width > box.x + box.width + 1;
  }).map(text => text.textContent);
})"""
COVERED = """() => [...document.querySelectorAll('.ch-arrow')].flatMap(arrow => {
  const boxes = [...document.querySelectorAll('.ch-box')].map(box => box.getBBox());
  return [...arrow.querySelectorAll('text')].filter(text => {
    const at = text.getBBox();
    const beside = b => at.x >= b.x + b.width || at.x + at.width <= b.x;
    const apart = b => beside(b) || at.y >= b.y + b.height || at.y + at.height <= b.y;
    return !boxes.every(apart);
  }).map(text => text.textContent);
})"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    tab = browser.new_page()
    yield tab
    tab.close()


@pytest.mark.parametrize("shape", [{}, {"width": 880.0}, {"narrow": True}])
@pytest.mark.parametrize("chains", [[ex.wescam_chain()], [ex.country_chain()], ex.rival_chains(), [ex.long_chain()]])
def test_text_set_in_real_fonts_stays_in_its_card(page: Page, shape: dict[str, float], chains: list[Chain]) -> None:
    picture = lay_out(chains, **shape)  # type: ignore[arg-type]  # keyword sets of lay_out
    page.set_content(svg_file(picture, Caption(picture.title)))
    assert page.evaluate(SPILLED) == []
    assert page.evaluate(COVERED) == []


@pytest.mark.parametrize(("width", "shape"), [(1440, "wide"), (900, "medium"), (390, "narrow")])
def test_each_screen_shows_one_shape_and_does_not_scroll_sideways(page: Page, width: int, shape: str) -> None:
    style = "".join((CSS / name).read_text() for name in ("variables.css", "base.css", "chain.css"))
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(f"<style>{style}</style><main class='frame'>{chain_picture(ex.rival_chains())}</main>")
    shown = [name for name in ("wide", "medium", "narrow") if page.locator(f".chain-{name}").is_visible()]
    assert shown == [shape]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
