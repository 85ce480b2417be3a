"""The time axis in a real browser: words in real fonts stay apart, and the keyboard reads from top to bottom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.timeline_examples import CASE
from tracing.svg_caption import Caption
from tracing.timeline.layout import lay_out_axis
from tracing.timeline.svg import axis_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SHAPES: list[dict[str, float]] = [{}, {"width": 880.0}, {"narrow": True}]
COLLIDING = """() => {
  const boxes = [...document.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  return boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) => meet(a, b)).map(([other]) => `${one} / ${other}`));
}"""  # noqa: E501  # one expression
SPILLED = """() => {
  const frame = document.querySelector('svg').getBoundingClientRect();
  return [...document.querySelectorAll('text')].filter(text => {
    const at = text.getBoundingClientRect();
    return at.left < frame.left - 1 || at.right > frame.right + 1 || at.bottom > frame.bottom + 1;
  }).map(text => text.textContent);
}"""
FOCUSED = """() => {
  const at = document.activeElement;
  const shown = at.matches('a.ax-moment') ? at.querySelector('path').getBoundingClientRect() : null;
  return shown && [at.closest('.ax-lane').querySelector('text').textContent, shown.top + scrollY, shown.left];
}"""


@pytest.mark.parametrize("shape", SHAPES)
def test_words_set_in_real_fonts_stay_in_the_picture_and_clear_of_each_other(
    page: Page, shape: dict[str, float]
) -> None:
    axis = lay_out_axis(CASE, "A chain", **shape)  # type: ignore[arg-type]  # keyword sets of lay_out_axis
    page.set_content(axis_file(axis, Caption("A chain", "26 November 2026", "https://example.org/trace/")))
    assert page.evaluate(COLLIDING) == []
    assert page.evaluate(SPILLED) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_keyboard_goes_through_the_lanes_from_top_to_bottom(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/trace/?from=item-mx-15d&to=conf-nk-2020")
    page.locator("#when .tools a").focus()
    found = []
    for _ in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None:
            break
        found.append(at)
    assert len(found) > 15, "every bar can be reached"
    lanes = [lane for lane, _y, _x in found]
    assert [lane for lane, before in zip(lanes, ["", *lanes], strict=False) if lane != before] == list(
        dict.fromkeys(lanes)
    )
    for (lane, y, x), (next_lane, next_y, next_x) in pairwise(found):
        assert lane != next_lane or next_y > y + 5 or (abs(next_y - y) < 5 and next_x > x)


@pytest.mark.parametrize(("width", "shape"), [(1440, "wide"), (900, "medium"), (390, "narrow")])
def test_each_screen_shows_one_shape_and_does_not_scroll_sideways(page: Page, width: int, shape: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/trace/?from=item-mx-15d&to=conf-nk-2020")
    shown = [name for name in ("wide", "medium", "narrow") if page.locator(f"#when .chain-{name}").is_visible()]
    assert shown == [shape]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
