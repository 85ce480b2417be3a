"""Template tags that put a chain picture on a page, in the shape that fits the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracing.choices import STRENGTH_ORDER
from tracing.layout import lay_out
from tracing.model import Chain
from tracing.policy import PolicyNote
from tracing.svg import svg_inline
from tracing.svg_caption import Caption

register = template.Library()

MEDIUM = 880.0


@register.simple_tag
def chain_picture(
    chains: Sequence[Chain] | Chain,
    address: str = "",
    date: str = "",
    credit: str = "Armstrace",
    ident: str = "chain",
    *,
    in_column: bool = False,
    policy: Mapping[int, PolicyNote] | None = None,
) -> SafeString:
    """`{% chain_picture trace.chains address=url date=today ident="chain-1" %}`: chain.css shows one of the three.

    `policy` puts what was in force under the steps of the first chain.
    `in_column` leaves out the widest, for a picture that has not the whole width of the page.
    """
    drawn = (chains,) if isinstance(chains, Chain) else tuple(chains)
    pictures = {
        **({} if in_column else {"wide": lay_out(drawn, policy=policy)}),
        "medium": lay_out(drawn, width=MEDIUM, policy=policy),
        "narrow": lay_out(drawn, narrow=True, policy=policy),
    }
    # ElementTree has escaped every name in these strings, and svg_inline writes no script, style or event attribute.
    parts = (
        (name, SafeString(svg_inline(picture, Caption(picture.title, date, address, credit), f"{ident}-{name}")))
        for name, picture in pictures.items()
    )
    name = "chain chain-in-column" if in_column else "chain"
    return format_html("<div class='{}'>{}</div>", name, format_html_join("", "<div class='chain-{}'>{}</div>", parts))


@register.filter
def strength_dots(strength: str) -> str:
    """`{{ record.strength|strength_dots }}`: "●●●○"; always beside the word, never instead of it."""
    full = STRENGTH_ORDER.index(strength) if strength in STRENGTH_ORDER else 0
    return "●" * full + "○" * (4 - full)
