"""Small phrases that several pages share."""

from __future__ import annotations

from decimal import Decimal


def plural(number: int, one: str, many: str = "") -> str:
    """ "1 source", "3 sources"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def amount_words(low: Decimal | None, high: Decimal | None, currency: str, *, estimate: bool = False) -> str:
    """ "CAD 151,400,000", "5 to 6 million" is never guessed: digits as recorded; "" where there is no amount."""
    if low is None:
        return ""
    figure = digits(low) if high in (None, low) else f"{digits(low)} to {digits(high)}"
    return f"{'about ' if estimate else ''}{currency} {figure}".strip()


def digits(number: Decimal | None) -> str:
    """Grouped digits without empty decimals."""
    return "" if number is None else f"{number.normalize():,f}"


def percent_words(share: Decimal) -> str:
    """ "37 %"."""
    return f"{digits(share)} %"


def count_words(low: int, high: int | None) -> str:
    """ "1", "25 to 29", "at least 3"."""
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
