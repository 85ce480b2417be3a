"""Chains in, geometry out: pure, deterministic, no fonts, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from tracing.layout_across import across
from tracing.layout_down import down, rails
from tracing.layout_graph import Graph, build_graph
from tracing.layout_policy import PolicyRow
from tracing.model import Chain
from tracing.picture import Picture
from tracing.policy import PolicyNote
from tracing.text import chain_lines

WIDE, NARROW = 1350.0, 360.0
MOST_LANES, MOST_RAILS, MOST_CHAINS = 8, 7, 24
"""Beyond these a picture can no longer be read; the table says the same for every chain."""


def lay_out(
    chains: Sequence[Chain],
    *,
    narrow: bool = False,
    width: float | None = None,
    policy: Mapping[int, PolicyNote] | None = None,
) -> Picture:
    """Draw one chain, or several that share cards; best first, as many as can be read.

    `policy` (see `tracing.policy`) adds a note under each arrow of the first chain, by the number of its link from 0.
    """
    shown, graph = _as_many_as_fit(chains, narrow)
    notes = _notes(len(shown), len(chains))
    row = PolicyRow(policy or {})
    picture = down(graph, width or NARROW, row) if narrow else across(graph, width or WIDE, row)
    return replace(picture, title=_title(shown), description=_description(shown, policy or {}), notes=notes)


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


def _description(chains: Sequence[Chain], policy: Mapping[int, PolicyNote]) -> str:
    """The text equivalent: every chain, card by card, and what was in force at the steps of the first."""
    lines = [line for chain in chains for line in chain_lines(chain)]
    for place, note in sorted(policy.items()):
        words = {"step": place + 1, "note": " · ".join(filter(None, (note.head, note.detail)))}
        lines.append(_("Policy at step %(step)d: %(note)s") % words)
    return "\n".join(lines)
