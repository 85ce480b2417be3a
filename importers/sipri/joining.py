"""Finds, for each deal of the yearly layout, the same deal in the trade register of the same release.

The register has no number of the deal. What both print is compared, from most to least exact, and each deal is used
once; deals that are alike in all of it are taken in the order of the file, since nothing tells them apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from importers.sipri.deals import Deal, Joined, shown_whole

Key = tuple[object, ...]
NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


def join(register: Iterable[Deal], yearly: Iterable[Deal], years: tuple[int, int]) -> Joined:
    """Deals of both layouts as one list. `years` are those of the yearly file: its deals may have begun earlier."""
    first, last = years
    waiting = list(register)
    matched: dict[int, Deal] = {}
    left = list(yearly)
    for key in _keys(first, last):
        left = _match(waiting, matched, left, key)
    joined = Joined()
    for place, deal in enumerate(waiting):
        other = matched.get(place)
        joined.deals.append(shown_whole(other, deal) if other else deal)
        joined.both += other is not None
        joined.only_register += other is None
    joined.deals += left
    joined.only_yearly = len(left)
    return joined


def _match(waiting: list[Deal], matched: dict[int, Deal], left: list[Deal], key: Callable[[Deal], Key]) -> list[Deal]:
    by_key: dict[Key, list[int]] = defaultdict(list)
    for place, deal in enumerate(waiting):
        if place not in matched:
            by_key[key(deal)].append(place)
    remaining = []
    for deal in left:
        places = by_key.get(key(deal))
        if places:
            matched[places.pop(0)] = deal
        else:
            remaining.append(deal)
    return remaining


def _keys(first: int, last: int) -> list[Callable[[Deal], Key]]:
    def years(deal: Deal) -> Key:
        return tuple(one.year for one in deal.years if first <= one.year <= last)

    def parties(deal: Deal) -> Key:
        return (deal.supplier, deal.recipient, deal.order_year, years(deal))

    def amount(deal: Deal) -> Key:
        """The number only where the register's covers the same years."""
        return (deal.delivered,) if deal.years and len(years(deal)) == len(deal.years) else ()

    def value(deal: Deal) -> Key:
        return (deal.status, deal.tiv_unit)

    def full_name(deal: Deal) -> Key:
        return (_plain(deal.designation), deal.description)

    def short_name(deal: Deal) -> Key:
        return (_plain(deal.designation.split(" ")[0]), deal.description)

    return [
        lambda deal: (*parties(deal), *value(deal), *full_name(deal), *amount(deal)),
        lambda deal: (*parties(deal), *value(deal), *full_name(deal)),
        lambda deal: (*parties(deal), *value(deal), *short_name(deal), *amount(deal)),
        lambda deal: (*parties(deal), *value(deal), *short_name(deal)),
        lambda deal: (*parties(deal), *value(deal), deal.description, *amount(deal)),
        lambda deal: (*parties(deal), *value(deal), deal.description),
        lambda deal: (*parties(deal), *value(deal)),
    ]


def _plain(text: str) -> str:
    return NOT_ALPHANUMERIC.sub("", text.lower())
