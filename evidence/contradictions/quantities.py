"""A quantity as a claim states it: "5", "56-59", "at least 57", "12 aircraft", "CAD 151400000"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.quantities import SINGULARS

NUMBER = r"\d[\d,]*(?:\.\d+)?"
SHAPE = re.compile(
    r"(?P<bound>at least|more than|over|up to|at most|fewer than|less than|about|≥|>=|≤|<=)?\s*"
    rf"(?P<currency>[A-Z]{{3}}\s+)?(?P<low>{NUMBER})(?P<open>\+|\.\.(?!\d))?"
    rf"(?:\s*(?:-|–|to|\.\.)\s*(?P<high>{NUMBER}))?\s*(?P<unit>[^\d]*)"  # ranges are printed with it
)
PRINTED_BOUND = re.compile(
    rf"\b(?P<bound>at least|more than|over|up to|at most|fewer than|less than)\s+(?P<number>{NUMBER})", re.IGNORECASE
)
AT_LEAST = {"at least", "more than", "over", "≥", ">="}
AT_MOST = {"up to", "at most", "fewer than", "less than", "≤", "<="}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """A range, both ends included; None is an open end. `unit` is "" where the claim names none."""

    low: Decimal | None
    high: Decimal | None
    unit: str

    def meets(self, other: Quantity) -> bool:
        """True if some number lies in both ranges."""
        return _not_below(self.high, other.low) and _not_below(other.high, self.low)

    def within(self, other: Quantity) -> bool:
        """True if every number of this range lies in the other."""
        starts = other.low is None or (self.low is not None and self.low >= other.low)
        ends = other.high is None or (self.high is not None and self.high <= other.high)
        return starts and ends

    def counts_as(self, other: Quantity) -> bool:
        """False if both name what they count, and name different things: aircraft and systems, two currencies."""
        return not (self.unit and other.unit) or self.unit == other.unit


def _not_below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is None or low is None or high >= low


def stated_quantity(read: str, printed: str) -> Quantity | None:
    """Use on a claim: its value as read, with "at least" or "over" from what is printed before that number."""
    if read.isdigit() and (match := PRINTED_BOUND.search(printed)) and match["number"].replace(",", "") == read:
        return read_quantity(f"{match['bound'].lower()} {read}")
    return read_quantity(read)


@lru_cache(maxsize=16384)
def read_quantity(text: str) -> Quantity | None:
    """Use on a value as read; None for words, or for two counts in one value (6 aircraft and 3 stations)."""
    match = SHAPE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        return None
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else low
    if low > high:
        return None
    unit = (match["currency"] or "").strip() or _unit(match["unit"])
    if match["bound"] in AT_LEAST or match["open"]:
        return Quantity(low, None, unit)
    return Quantity(None, high, unit) if match["bound"] in AT_MOST else Quantity(low, high, unit)


def _unit(words: str) -> str:
    unit = " ".join(words.casefold().split())
    return SINGULARS.get(unit, unit)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
