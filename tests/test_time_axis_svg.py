"""The time axis as SVG: complete in itself, safe, readable without colour, and never without its caption."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile_texts import PAYLOADS
from tests.timeline_examples import CASE, DOWNED, FITTED, MOMENTS, NOTICE, SOLD
from tracing.svg_caption import Caption
from tracing.templatetags.time_axes import time_axis
from tracing.timeline.bars import Look
from tracing.timeline.layout import lay_out_axis
from tracing.timeline.moments import Lane, Moment
from tracing.timeline.svg import axis_file, axis_inline
from tracing.timeline.svg_bars import DASHES, OPACITY
from tracing.timeline.svg_style import AXIS_STYLE

NS = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("WESCAM to Karabakh", "26 November 2026", "https://example.org/trace/abc", "Armstrace, CC BY 4.0")
CSS = Path(__file__).parent.parent / "static" / "css"
SHAPES: list[dict[str, float]] = [{}, {"width": 880.0}, {"narrow": True}]
NOT_CAUSE = "Order in time is not cause."


def file_of(moments: list[Moment] | tuple[Moment, ...], shape: dict[str, float] | None = None) -> ET.Element:
    axis = lay_out_axis(moments, "A chain", **(shape or {}))  # type: ignore[arg-type]  # keyword sets of lay_out_axis
    return ET.fromstring(axis_file(axis, CAPTION, "https://example.org"))  # noqa: S314  # our own output


def inline_of(moments: list[Moment] | tuple[Moment, ...], shape: dict[str, float] | None = None) -> ET.Element:
    axis = lay_out_axis(moments, "A chain", **(shape or {}))  # type: ignore[arg-type]  # keyword sets of lay_out_axis
    return ET.fromstring(axis_inline(axis, CAPTION))  # noqa: S314  # our own output


def words(root: ET.Element) -> list[str]:
    """Visible text, without the titles in it."""
    return [
        "".join(part for child in (line, *line.iter(f"{NS}tspan")) for part in (child.text or "",))
        + "".join(child.tail or "" for child in line)
        for line in root.iter(f"{NS}text")
    ]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("moments", [CASE, (FITTED,), ()])
def test_that_order_is_not_cause_is_in_every_picture_whatever_is_in_it(
    shape: dict[str, float], moments: tuple[Moment, ...]
) -> None:
    assert NOT_CAUSE in words(file_of(moments, shape))
    assert NOT_CAUSE in words(inline_of(moments, shape))


def test_a_file_carries_title_date_address_credit_and_every_moment_in_words() -> None:
    root = file_of(CASE)
    text = " ".join(words(root))
    assert "WESCAM to Karabakh" in text
    assert "Armstrace, CC BY 4.0 · https://example.org/trace/abc · as recorded on 26 November 2026" in text
    described = root.findtext(f"{NS}desc") or ""
    for moment in CASE:
        assert moment.line in described
    assert root.get("role") == "img"


def test_an_inline_picture_points_to_the_table_and_keeps_its_links_for_screen_readers() -> None:
    root = inline_of(CASE)
    assert root.get("role") == "group"
    assert "The table under the picture has every moment as a row" in (root.findtext(f"{NS}desc") or "")
    assert len(list(root.iter(f"{NS}a"))) == len([one for one in CASE if one not in (FITTED, CASE[-1])])


def test_a_file_names_no_other_file_and_runs_nothing() -> None:
    root = file_of(CASE)
    assert not [e for e in root.iter() if e.tag in {f"{NS}script", f"{NS}image", f"{NS}use", f"{NS}foreignObject"}]
    style = root.findtext(f"{NS}style") or ""
    assert "url(" not in style
    assert "@import" not in style
    assert not [key for e in root.iter() for key in e.attrib if key.startswith("on") or key.endswith("}href")]


def test_an_inline_picture_has_no_style_so_that_the_strict_policy_holds() -> None:
    root = inline_of(CASE)
    assert not list(root.iter(f"{NS}style"))
    assert not [key for e in root.iter() for key in e.attrib if key == "style"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_titles_are_only_text(payload: str) -> None:
    hostile = replace(NOTICE, title=payload, url="javascript:alert(1)")
    for root in (file_of([SOLD, hostile]), inline_of([SOLD, hostile])):
        assert not list(root.iter(f"{NS}script"))
        assert not [a for a in root.iter(f"{NS}a") if "javascript" in (a.get("href") or "")]
        assert not [key for e in root.iter() for key in e.attrib if key.startswith("on")]


@settings(max_examples=40, deadline=None)
@given(moments=st.lists(MOMENTS, max_size=8), title=st.text(max_size=40))
def test_it_is_well_formed_whatever_titles_hold(moments: list[Moment], title: str) -> None:
    for shape in SHAPES:
        axis = lay_out_axis(moments, title, **shape)  # type: ignore[arg-type]  # keyword sets of lay_out_axis
        ET.fromstring(axis_file(axis, replace(CAPTION, title=title)))  # noqa: S314  # our own output
        ET.fromstring(axis_inline(axis, CAPTION))  # noqa: S314  # our own output


def test_looks_of_bars_differ_by_dash_and_filling_and_never_by_colour_alone() -> None:
    signs = {look: (DASHES.get(look, ""), OPACITY.get(look, 0.0)) for look in Look}
    assert len(set(signs.values())) == len(Look)


def test_the_legend_says_what_occurs_and_nothing_else() -> None:
    text = " ".join(words(file_of(CASE)))
    for sign in ("solid outline", "dashed", "dotted", "on a known day", "point:", "torn edge", "thin:", "Bold:"):
        assert sign in text
    few = " ".join(words(file_of([SOLD])))
    assert "dashed" in few
    for sign in ("solid outline", "dotted", "on a known day", "point:", "torn edge", "thin:"):
        assert sign not in few


def test_every_class_has_a_colour_on_pages_and_in_dark_files() -> None:
    css = (CSS / "axis.css").read_text() + (CSS / "chain.css").read_text()
    names = {
        name
        for shape in SHAPES
        for e in file_of(CASE, shape).iter()
        for name in (e.get("class") or "").split()
        if name.startswith(("ax-", "ch-"))
    }
    structural = {"ax-lane", "ax-moment", "ax-reading", *(f"ax-{look.value}" for look in Look)}
    for lane in Lane:
        assert f"ax-{lane.value}" in names
    assert not [name for name in names - structural - {"ch-paper"} if not re.search(rf"\.{name}\b", css)]
    assert not [name for name in names - structural if not re.search(rf"\.{name}\b", AXIS_STYLE)]


def test_a_title_says_everything_about_its_bar() -> None:
    titles = [e.findtext(f"{NS}title") for e in inline_of(CASE).iter(f"{NS}a")]
    assert DOWNED.line in titles
    for part in ("TB2 brought down: 19 October 2020", "sources state 19 October 2020 or", "record of the chain"):
        assert part in DOWNED.line


def test_the_tag_writes_three_shapes_without_a_shared_id() -> None:
    html = time_axis(CASE, "A chain", "/trace/", "26 November 2026", "Armstrace")
    for shape in ("wide", "medium", "narrow"):
        assert f"class='chain-{shape}'" in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 6
