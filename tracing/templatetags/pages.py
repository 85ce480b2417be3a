"""Template filter for lists that are shown page by page."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.core.paginator import Page

register = template.Library()


@register.filter
def page_numbers(page: Page[object]) -> Iterator[int | str]:
    """`{% for number in page|page_numbers %}`: the numbers around this page, "…" for those left off."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
