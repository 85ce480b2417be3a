"""Names of registers for templates."""

from __future__ import annotations

from django import template

from importers.registry import REGISTERS

register = template.Library()


@register.filter
def register_title(name: str) -> str:
    """`{{ job.register|register_title }}`: "SIPRI Arms Transfers Database"; a register that is gone keeps its name."""
    return REGISTERS[name].title if name in REGISTERS else name
