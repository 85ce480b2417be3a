"""Quantities along a chain, all counted in the item that the chain begins with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.quantities import quantity_words
from exports.choices import IncorporationKind
from tracing.choices import LinkKind
from tracing.dossier.facts import Amount, Dossier
from tracing.model import Link


@dataclass(frozen=True, slots=True)
class Span:
    """From at least to at most; None: not bounded on that side."""

    low: int | None
    high: int | None

    @property
    def is_known(self) -> bool:
        return self.low is not None or self.high is not None


def as_parts(amount: Amount, links: Iterable[Link], dossier: Dossier) -> Span:
    """A number of platforms as a number of the part that these links build into them.

    Where no number a platform is recorded, each carries at least one if the part is a standard fit; of an option, a
    replacement or a single observation nobody knows how many platforms carry it.
    """
    low, high = amount.low, amount.high
    for link in links:
        if link.kind != LinkKind.BUILT_IN:
            continue
        fitted = [dossier.incorporations[r.pk].amount for r in link.records if r.kind == "incorporation"]
        is_standard = any(dossier.incorporations[r.pk].kind == IncorporationKind.STANDARD for r in link.records)
        lows = [one.low for one in fitted if one.low is not None]
        highs = [one.high for one in fitted if one.high is not None]
        least = min(lows) if lows and len(lows) == len(fitted) else 1 if is_standard else None
        low = low * least if low is not None and least is not None else None
        high = high * max(highs) if high is not None and highs and len(highs) == len(fitted) else None
    return Span(low, high)


def span_words(span: Span) -> str:
    """ "1", "5 to 12", "at least 3"."""
    return quantity_words(span.low, span.high)
