"""Small words and marks for templates."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def dots(level: int) -> str:
    """`{{ cell.level|dots }}`: "●●●○"; always beside the word."""
    return "●" * level + "○" * (4 - level)


@register.filter
def grouped(number: int) -> str:
    """`{{ total|grouped }}`: "12,345"."""
    return f"{number:,}"
