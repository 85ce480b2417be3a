"""Chains by the cards they go through: rivals share all of them, other routes only their ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracing.model import Chain

Route = tuple[object, ...]


def route_of(chain: Chain) -> Route:
    """The cards that a chain goes through, whichever records carry it."""
    return (chain.start.key, *(link.end.key for link in chain.links))


def best_of_each_route(chains: Iterable[Chain]) -> list[Chain]:
    """The first chain through each row of cards, in the order given."""
    best: dict[Route, Chain] = {}
    for chain in chains:
        best.setdefault(route_of(chain), chain)
    return list(best.values())


def _ends(chain: Chain) -> Route:
    return (chain.start.item.key, chain.links[-1].end.key)


def drawn_with(chains: Sequence[Chain], chosen: Chain, rivals: int, routes: int) -> list[Chain]:
    """What one picture shows: a chain, its rivals (other records, same cards), other routes between the same ends."""
    others = [chain for chain in chains if chain is not chosen]
    same_cards = [chain for chain in others if route_of(chain) == route_of(chosen)]
    same_ends = [chain for chain in others if _ends(chain) == _ends(chosen)]
    elsewhere = [chain for chain in best_of_each_route(same_ends) if route_of(chain) != route_of(chosen)]
    return [chosen, *same_cards[:rivals], *elsewhere[:routes]]
