"""Template tag that puts a time axis on a page, in the shape that fits the screen."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracing.svg_caption import Caption
from tracing.templatetags.chain_pictures import MEDIUM
from tracing.timeline.layout import lay_out_axis
from tracing.timeline.moments import Moment
from tracing.timeline.svg import axis_inline

register = template.Library()


@register.simple_tag
def time_axis(
    moments: Sequence[Moment],
    title: str,
    address: str = "",
    date: str = "",
    credit: str = "Armstrace",
    *,
    ident: str = "axis",
) -> SafeString:
    """`{% time_axis moments chain.title address=url date=today %}`: chain.css shows one of the three."""
    shapes = {
        "wide": lay_out_axis(moments, title),
        "medium": lay_out_axis(moments, title, width=MEDIUM),
        "narrow": lay_out_axis(moments, title, narrow=True),
    }
    caption = Caption(title, date, address, credit)
    # ElementTree has escaped every title in these strings, and axis_inline writes no script, style or event attribute.
    parts = ((name, SafeString(axis_inline(axis, caption, f"{ident}-{name}"))) for name, axis in shapes.items())
    return format_html("<div class='chain'>{}</div>", format_html_join("", "<div class='chain-{}'>{}</div>", parts))
