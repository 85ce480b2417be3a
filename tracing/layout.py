"""Chains in, geometry out: pure, deterministic, no fonts, no database."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tracing.layout_across import across
from tracing.layout_down import down, rails
from tracing.layout_graph import Graph, build_graph
from tracing.model import Chain
from tracing.picture import Picture
from tracing.text import chain_lines

WIDE, NARROW = 1350.0, 360.0
MOST_LANES, MOST_RAILS, MOST_CHAINS = 8, 7, 24
"""Beyond these a picture can no longer be read; the table says the same for every chain."""


def lay_out(chains: Sequence[Chain], *, narrow: bool = False, width: float | None = None) -> Picture:
    """Draw one chain, or several that share cards; best first, as many as can be read."""
    shown, graph = _as_many_as_fit(chains, narrow)
    notes = _notes(len(shown), len(chains))
    title, description = _title(shown), _description(shown)
    if narrow:
        return down(graph, width or NARROW, title, description, notes)
    return across(graph, width or WIDE, title, description, notes)


def _fits(graph: Graph, narrow: bool) -> bool:
    if narrow:
        return 1 + max(rails(graph).values(), default=-1) <= MOST_RAILS
    return graph.lanes <= MOST_LANES


def _as_many_as_fit(chains: Sequence[Chain], narrow: bool) -> tuple[Sequence[Chain], Graph]:
    shown = list(chains[:MOST_CHAINS])
    graph = build_graph(shown)
    while len(shown) > 1 and not _fits(graph, narrow):
        shown.pop()
        graph = build_graph(shown)
    return shown, graph


def _notes(shown: int, total: int) -> tuple[str, ...]:
    if not total:
        return (_("No chain is recorded here for this question."),)
    if shown < total:
        words = _("The first %(shown)d of %(total)d chains are drawn; the table lists all of them.")
        return (words % {"shown": shown, "total": total},)
    return ()


def _title(chains: Sequence[Chain]) -> str:
    if not chains:
        return _("No chain")
    if len(chains) == 1:
        return chains[0].title
    return _("%(title)s, and %(number)d more") % {"title": chains[0].title, "number": len(chains) - 1}


def _description(chains: Sequence[Chain]) -> str:
    """The text equivalent: every chain, card by card."""
    return "\n".join(line for chain in chains for line in chain_lines(chain))
