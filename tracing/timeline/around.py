"""Whom and what chains touch: for everything that is looked up beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracing.model import Chain, Link, RecordRef


@dataclass(frozen=True, slots=True)
class Around:
    """Whom and what a chain touches, by primary key."""

    parties: frozenset[int]
    items: frozenset[int]
    countries: frozenset[str]
    licences: frozenset[int]
    incidents: frozenset[int]
    shipments: frozenset[int]

    @classmethod
    def of(cls, *chains: Chain) -> Around:
        """Every holder, item, country and record of the chains."""
        links = [link for chain in chains for link in chain.links]
        states = [state for link in links for state in (link.source, link.target) if state is not None]
        nodes = [node for state in states for node in (state.holder, state.item)]
        return cls(
            frozenset(state.holder.pk for state in states),
            frozenset(state.item.pk for state in states),
            frozenset(code for node in nodes for code in node.country.split("·") if code),
            _keys(links, "licence"),
            _keys(links, "incident"),
            _keys(links, "shipment"),
        )


def _keys(links: list[Link], kind: str) -> frozenset[int]:
    return frozenset(record.pk for link in links for record in link.records if record.kind == kind)


def records_once(*chains: Chain) -> Iterator[tuple[int, Link, RecordRef]]:
    """Every record of their links, once, with its first link and the number of its first chain, from 0."""
    seen = set()
    for number, chain in enumerate(chains):
        for link in chain.links:
            for record in link.records:
                if (record.kind, record.pk) not in seen:
                    seen.add((record.kind, record.pk))
                    yield number, link, record


def record_title(link: Link, record: RecordRef) -> str:
    """What a record is called beside others: a shipment by its thing and its two parties, with the verb."""
    if record.kind != "shipment" or link.target is None:
        return record.title
    return f"{link.source.item.label} {link.verb}: {link.source.holder.label} to {link.target.holder.label}"
