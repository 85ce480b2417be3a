"""A picture as SVG: inline on a page, or as a file that carries everything with it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, tostring

from tracing.picture import Picture
from tracing.svg_caption import Caption, add_footer, add_heading
from tracing.svg_parts import add, add_arrow, add_card, add_policy, add_text, add_words, clean, number
from tracing.svg_style import FONT, PAPER, STANDALONE_STYLE

SAFE_ADDRESSES = ("/", "#", "http://", "https://")
FRAME = 16.0


def svg_inline(picture: Picture, caption: Caption, ident: str = "chain") -> str:
    """For a page: classes of chain.css colour it, its cards are links; `ident` is unique on the page."""
    root = _root(picture, ident, role="group")
    drawing = add(root, "g")
    bottom = _draw(drawing, picture, base="")
    bottom = add_footer(drawing, picture, caption, bottom)
    return finished(root, picture.width, bottom)


def svg_file(picture: Picture, caption: Caption, base: str = "") -> str:
    """For a file: title, date, address, credit and colours inside; without a `base` to make them absolute, no links."""
    root = _root(picture, "chain", role="img")
    add_words(root, "style", STANDALONE_STYLE)
    add(root, "rect", width="100%", height="100%", fill=PAPER, class_="ch-paper")
    head = add(root, "g", transform=f"translate({number(FRAME)} {number(FRAME)})")
    top = add_heading(head, caption, picture.width)
    body = add(root, "g", transform=f"translate({number(FRAME)} {number(FRAME + top)})")
    bottom = _draw(body, _with_addresses(picture, caption.address), base or None)
    bottom = add_footer(body, picture, caption, bottom)
    return finished(root, picture.width + 2 * FRAME, bottom + top + 2 * FRAME)


def _root(picture: Picture, ident: str, role: str) -> Element:
    """A file is one image. Inline it holds links, and an image role would hide those from screen readers."""
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": role, "class": "chain-picture"})
    root.set("aria-labelledby", f"{ident}-title")
    root.set("aria-describedby", f"{ident}-desc")
    root.set("font-family", FONT)
    add_words(root, "title", picture.title, f"{ident}-title")
    add_words(root, "desc", picture.description or picture.title, f"{ident}-desc")
    return root


def page_address(url: str, base: str | None) -> str:
    """Only addresses of pages: a record's link never runs anything. None: a picture without links."""
    if base is None:
        return ""
    address = urljoin(base, url) if base and url else url
    return address if address.startswith(SAFE_ADDRESSES) else ""


def _draw(parent: Element, picture: Picture, base: str | None) -> float:
    for arrow in picture.arrows:
        record = arrow.link.records[0].url if arrow.link and arrow.link.records else ""
        add_arrow(parent, arrow, page_address(record, base))
    for heading in picture.headings:
        add_text(parent, heading)
    for policy in picture.policies:
        add_policy(parent, policy, page_address(policy.note.url, base))
    for card in picture.cards:
        add_card(parent, card, page_address(card.node.url, base))
    return picture.height


def _with_addresses(picture: Picture, address: str) -> Picture:
    """Notes lead to places on the page that the picture comes from; without its address they lead nowhere."""
    leads = [f"{address}{one.note.url}" if address and one.note.url else "" for one in picture.policies]
    policies = tuple(
        replace(one, note=replace(one.note, url=url)) for one, url in zip(picture.policies, leads, strict=True)
    )
    return replace(picture, policies=policies)


def finished(root: Element, width: float, height: float) -> str:
    """The text of a picture of this size."""
    root.set("viewBox", f"0 0 {number(width)} {number(height)}")
    root.set("width", number(width))
    root.set("height", number(height))
    return clean(tostring(root, encoding="unicode"))
