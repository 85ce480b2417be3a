"""Small readings of the facts' own notation: dates, quantities, lists in one field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.dates import PartialDate
from importers.case.facts import Fact


def edtf(date: Mapping[str, Any] | None) -> str | None:
    """Use for `{value: 2020-05, precision: circa}`: "2020-05~". Day, month and year stay as they are."""
    if not date or date.get("value") is None:
        return None
    text = f"{date['value']}{'~' if date['precision'] == 'circa' else ''}"
    return PartialDate.parse(text).edtf


def span(fact: Fact) -> str | None:
    """Use for `start` and `end` as one stretch: "2015/2020", "2016~/..", "../2021-01-11"; or for `date`."""
    if fact.get("date"):
        return edtf(fact.get("date"))
    start, end = edtf(fact.get("start")), edtf(fact.get("end"))
    if not start and not end:
        return None
    return PartialDate.parse(f"{start or '..'}/{end or '..'}").edtf


def several(text: str) -> list[str]:
    """Use for fields that list handles: "org-baykar; org-kale-group"."""
    return [part.strip() for part in text.split(";") if part.strip()]


def quantity(fact: Fact, unit: str = "", *, is_estimate: bool = False) -> dict[str, Any]:
    """Use for the quantity columns, where the fact gives one number in `quantity`."""
    number = fact.get("quantity")
    return {
        "quantity_low": number,
        "quantity_high": number,
        "quantity_unit": unit if number is not None else "",
        "quantity_is_estimate": is_estimate,
        "quantity_text": fact.text("quantity_text"),
    }
