"""Small words and marks for templates."""

from __future__ import annotations

from datetime import datetime

from django import template

from tracing.choices import Counted
from tracing.recounts import waiting

register = template.Library()


@register.filter
def dots(level: int) -> str:
    """`{{ cell.level|dots }}`: "●●●○"; always beside the word."""
    return "●" * level + "○" * (4 - level)


@register.filter
def grouped(number: int) -> str:
    """`{{ total|grouped }}`: "12,345"."""
    return f"{number:,}"


@register.simple_tag
def recount_asked(what: str) -> datetime | None:
    """`{% recount_asked "leads" as asked %}`: since when these counts wait to be made anew; None if they do not."""
    return waiting().get(Counted(what))
