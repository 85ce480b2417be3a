"""The picture as SVG: complete in itself, safe, and readable without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from tests import chain_examples as ex
from tracing.choices import Ending, LinkKind
from tracing.layout import lay_out
from tracing.model import Chain, Link, State
from tracing.svg import svg_file, svg_inline
from tracing.svg_caption import Caption
from tracing.svg_parts import DASHES, HOLLOW
from tracing.svg_style import STANDALONE_STYLE
from tracing.templatetags.chain_pictures import chain_picture, strength_dots

NS = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("WESCAM to Karabakh", "22 November 2026", "https://example.org/trace/abc", "Armstrace, CC BY 4.0")
CSS = Path(__file__).parent.parent / "static" / "css"


def _file(*chains: Chain) -> ET.Element:
    return ET.fromstring(svg_file(lay_out(chains), CAPTION, "https://example.org"))  # noqa: S314  # our own output


def _inline(*chains: Chain) -> ET.Element:
    return ET.fromstring(svg_inline(lay_out(chains), CAPTION))  # noqa: S314  # our own output


def _words(root: ET.Element) -> list[str]:
    """Visible text: what a line shows, without the titles in it."""
    return ["".join([line.text or "", *(child.tail or "" for child in line)]) for line in root.iter(f"{NS}text")]


def _hostile() -> Chain:
    name = "<script>alert(1)</script>&\"' \x00\x1b ]]>"
    party = replace(ex.BAYKAR, label=name, url="javascript:alert(1)")
    sold = Link(LinkKind.SHIPPED, ex.AT_WESCAM, State(ex.MX15D, party), records=(replace(ex.PERMIT, title=name),))
    return ex.chain(sold, ending=Ending.OPEN_END)


def test_a_file_carries_its_title_date_address_and_credit() -> None:
    words = " ".join(_words(_file(ex.wescam_chain())))
    assert "WESCAM to Karabakh" in words
    assert "Armstrace, CC BY 4.0 · https://example.org/trace/abc · as recorded on 22 November 2026" in words


def test_a_file_is_one_image_with_a_title_and_the_chain_as_description() -> None:
    root = _file(ex.wescam_chain())
    assert root.get("role") == "img"
    assert root.findtext(f"{NS}title") == ex.wescam_chain().title
    assert "built into · in September 2020" in (root.findtext(f"{NS}desc") or "")


def test_an_inline_picture_has_no_style_script_or_event_so_that_the_strict_policy_holds() -> None:
    for root in (_inline(ex.wescam_chain()), _inline(_hostile())):
        assert not [e for e in root.iter() if e.tag in (f"{NS}style", f"{NS}script", f"{NS}foreignObject")]
        assert not [key for e in root.iter() for key in e.attrib if key == "style" or key.startswith("on")]


def test_names_are_escaped_and_addresses_that_are_no_page_are_dropped() -> None:
    root = _file(_hostile())
    assert any("<script>" in words for words in [*_words(root), root.findtext(f"{NS}title") or ""])
    assert not list(root.iter(f"{NS}script"))
    assert not [a for a in root.iter(f"{NS}a") if "javascript" in (a.get("href") or "")]


def test_cards_link_to_their_pages_absolutely_in_a_file_and_relatively_on_a_page() -> None:
    assert "https://example.org/platforms/tb2" in [a.get("href") for a in _file(ex.wescam_chain()).iter(f"{NS}a")]
    assert "/platforms/tb2" in [a.get("href") for a in _inline(ex.wescam_chain()).iter(f"{NS}a")]


def test_the_words_of_an_arrow_link_to_the_record_that_carries_it() -> None:
    links = [a.get("href") for a in _inline(ex.wescam_chain()).iter(f"{NS}a") if a.get("class") == "ch-record"]
    assert links == ["/licence/1", "/incorporation/1", "/shipment/1", "/incident/1"]


def test_every_arrow_says_verb_date_quantity_rung_sources_and_disputes() -> None:
    words = " ".join(_words(_inline(ex.wescam_chain()))).replace("\N{NO-BREAK SPACE}", " ")
    for part in ["permitted", "in May 2020", "7 units", "5 sources, 2 origins", "proof: deal", "≠ 2 disputes", "used"]:
        assert part in words


def test_strength_shows_as_filled_dots_and_line_width() -> None:
    root = _inline(ex.wescam_chain())
    filled = [
        sum("ch-dot-full" in (c.get("class") or "") for c in g)
        for g in root.iter(f"{NS}g")
        if g.get("class") == "ch-dots"
    ]
    assert filled[:5] == [4, 3, 2, 3, 4]
    widths = [float(p.get("stroke-width") or 0) for p in root.iter(f"{NS}path") if p.get("class") == "ch-line"]
    assert widths[0] > widths[1] > widths[2]


def test_link_kinds_differ_by_dash_or_head_and_never_by_colour_alone() -> None:
    looks = {kind: (DASHES.get(kind, ""), kind in HOLLOW, kind == LinkKind.BUILT_IN) for kind in LinkKind}
    same = [k for k in LinkKind if looks[k] == looks[LinkKind.SHIPPED]]
    assert same == [LinkKind.SHIPPED, LinkKind.SEEN], "an incident ends the chain, so its card tells it apart"
    assert len(set(looks.values())) == len(LinkKind) - 1


def test_a_gap_is_dashed_and_says_no_record() -> None:
    root = _inline(ex.chain(ex.NOT_RECORDED, ex.BUILT_IN, ex.SHIPPED, ex.USED))
    gaps = [path for path in root.iter(f"{NS}path") if "ch-line-gap" in (path.get("class") or "")]
    assert gaps
    assert gaps[0].get("stroke-dasharray") == DASHES[LinkKind.NO_RECORD]
    assert "no record" in _words(root)


def test_every_class_of_a_picture_has_a_colour_on_pages_and_in_dark_files() -> None:
    css = (CSS / "chain.css").read_text()
    roots = [_inline(*ex.rival_chains()), _inline(ex.country_chain(), ex.long_chain())]
    names = {n for root in roots for e in root.iter() for n in (e.get("class") or "").split() if n.startswith("ch-")}
    structural = {"ch-record", "ch-card", "ch-arrow", "ch-bar", "ch-dots"}
    assert not [n for n in names - structural if not re.search(rf"\.{n}\b", css)]
    assert not [n for n in names - structural if not re.search(rf"\.{n}\b", STANDALONE_STYLE)]


def test_two_pictures_on_one_page_do_not_share_ids() -> None:
    html = chain_picture(ex.wescam_chain(), ident="a") + chain_picture(ex.rival_chains(), ident="b")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 12


def test_the_tag_writes_three_shapes_and_the_stylesheet_shows_one() -> None:
    html = chain_picture([ex.wescam_chain()])
    css = (CSS / "chain.css").read_text()
    for shape in ("wide", "medium", "narrow"):
        assert f"class='chain-{shape}'" in html
        assert f".chain-{shape}" in css


def test_dots_as_text_count_the_strength() -> None:
    assert [strength_dots(s) for s in ("established", "credible", "ungraded", "")] == ["●●●●", "●●○○", "○○○○", "○○○○"]


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(d * 2 for d in digits)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_of_pages_have_enough_contrast_by_day_and_by_night() -> None:
    day, night = (CSS / "variables.css").read_text().split("@media")
    for block in (day, night):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
        for ground in ("page", "paper", "raised"):
            for text in ("ink", "quiet", "link", "warn", "stop"):
                assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
            for mark in ("line-strong", "focus", "thing", "firm", "public", "armed", "event", "unknown"):
                assert _contrast(colours[mark], colours[ground]) >= 3, (
                    mark,
                    ground,
                )
        assert _contrast(colours["warn"], colours["warn-paper"]) >= 4.5
        assert _contrast(colours["stop"], colours["stop-paper"]) >= 4.5
