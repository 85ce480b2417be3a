"""Chains on record pages: the best as a picture, the next as a list, all of them one link away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from exports.choices import ItemKind
from pages.answers import answer
from pages.asking import Asked
from pages.parts import Builder
from pages.routes import best_of_each_route, drawn_with
from tracing.model import Chain, Trace

LISTED, OF_A_CONFLICT = 8, 200
NOTES = {
    "forward": "Where it went from here, best-carried chain first.",
    "backward": "How it came here, best-carried chain first.",
    "both": "Chains that this record is a link of, best-carried first.",
}
TITLES = {"forward": "Chains forward", "backward": "Chains backward", "both": "Chains through it"}


@dataclass(frozen=True, slots=True)
class ChainListed:
    """A chain with the address of its own page."""

    chain: Chain
    url: str


@dataclass(frozen=True, slots=True)
class ChainsShown:
    """The best chain as a picture, others as a list, and the trace that has all of them."""

    ident: str
    drawn: tuple[Chain, ...]
    best: ChainListed
    others: tuple[ChainListed, ...]
    url: str
    cut_sentence: str


def chains(build: Builder, record: Any, direction: str) -> None:
    """Add the chains of a record in one direction, if there are any."""
    asked = Asked(start=record, direction=direction)
    trace = answer(asked)
    if trace.chains:
        best = {id(chain) for chain in best_of_each_route(trace.chains)}
        listed = [one for one in _listed(asked, trace.chains) if id(one.chain) in best][:LISTED]
        build.section(
            f"chains-{direction}", TITLES[direction], "chains", _shown(asked, trace, listed), NOTES[direction]
        )


def _listed(asked: Asked, found: Sequence[Chain]) -> list[ChainListed]:
    return [ChainListed(chain, asked.address(chain=number)) for number, chain in enumerate(found, start=1)]


def _shown(asked: Asked, trace: Trace, listed: Sequence[ChainListed]) -> ChainsShown:
    url = asked.address()
    best, *others = listed
    drawn = drawn_with([one.chain for one in listed], best.chain, rivals=0, routes=0)
    cut = str(trace.cut_sentence)
    ident = f"ch-{asked.direction}"
    return ChainsShown(ident, tuple(drawn), best, tuple(others), url, cut)


def chains_from_item(build: Builder, item: Any) -> None:
    """Forward; and backward for what carries other things."""
    chains(build, item, "forward")
    if item.kind not in (ItemKind.COMPONENT, ItemKind.SUBSYSTEM, ItemKind.MATERIAL):
        chains(build, item, "backward")


def chains_of_entity(build: Builder, entity: Any, roles: Iterable[str]) -> None:
    """Forward from makers and exporters, backward to those who receive."""
    held = set(roles)
    if not held or held & {"exporter", "intermediary"}:
        chains(build, entity, "forward")
    if held & {"intermediary", "end user"}:
        chains(build, entity, "backward")


def chains_through(build: Builder, record: Any) -> None:
    """Both ways from a shipment, an incorporation or a licence."""
    chains(build, record, "both")


def chains_to_incident(build: Builder, incident: Any) -> None:
    """Backward from what was seen."""
    chains(build, incident, "backward")


def chains_to_conflict(build: Builder, conflict: Any) -> None:
    """Backward: the best chain of each thing that the war's incidents lead back to."""
    asked = Asked(start=conflict, direction="backward")
    trace = answer(asked, OF_A_CONFLICT)
    if not trace.chains:
        return
    best: dict[int, ChainListed] = {}
    for one in _listed(asked, trace.chains):
        best.setdefault(one.chain.start.item.pk, one)
    note = "For each thing that its incidents lead back to, the best-carried chain."
    listed = list(islice(best.values(), 60))
    build.section("chains-backward", "Chains that end in it", "chains", _shown(asked, trace, listed), note)
