"""A trace as a graph for other tools: GraphML (yEd, networkx, igraph) and GEXF (Gephi).

A node is a state, that is a thing in somebody's hands, or the conflict where a chain ends; an edge is a link with the
records that carry it. So a chain is a path, which a graph of parties alone would lose: two items that
pass between the same two parties would then be one edge.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal, TypeAlias

import networkx as nx

from tracing.csv_rows import dates_of
from tracing.model import Chain, Link, State

GraphFormat = Literal["graphml", "gexf"]
# XML 1.0 knows no other control characters, and a file with one is refused whole.
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
Graph: TypeAlias = "nx.MultiDiGraph[str]"
Attributes = dict[str, str | int | bool]


def write_graph(chains: Sequence[Chain], form: GraphFormat, about: dict[str, str], first: int = 1) -> bytes:
    """The chains as one graph, in which what several share stands once. `about` is written on the graph itself."""
    graph = graph_of(chains, first)
    graph.graph.update({name: _plain(text) for name, text in about.items()})
    written = io.BytesIO()
    if form == "gexf":
        nx.write_gexf(graph, written)
    else:
        nx.write_graphml_xml(graph, written)
    return written.getvalue()


def graph_of(chains: Sequence[Chain], first: int = 1) -> Graph:
    """States as nodes and links as edges. An edge's `chains` names the chains that it is part of, from `first`."""
    graph: Graph = nx.MultiDiGraph()
    for number, chain in enumerate(chains, start=first):
        for link in chain.links:
            _add(graph, link, number)
    return graph


def _add(graph: Graph, link: Link, number: int) -> None:
    source, target = _state(graph, link.source), _end(graph, link)
    key = "|".join((link.kind.value, *(record.public_id for record in link.records)))
    if graph.has_edge(source, target, key):
        chains = graph.edges[source, target, key]["chains"]
        graph.edges[source, target, key]["chains"] = f"{chains};{number}"
    else:
        graph.add_edge(source, target, key, **_edge(link), chains=str(number))


def _end(graph: Graph, link: Link) -> str:
    if link.target is not None:
        return _state(graph, link.target)
    end = link.conflict or link.incident
    if end is None:
        return _state(graph, link.source)
    graph.add_node(end.public_id, label=_plain(end.label), kind=end.kind.value, country=_plain(end.country))
    return end.public_id


def _state(graph: Graph, state: State) -> str:
    name = "|".join(node.public_id for node in (state.item, state.holder, state.unit) if node)
    if name not in graph:
        thing = state.unit or state.item
        graph.add_node(
            name,
            label=_plain(f"{thing.label}, {state.holder.label}"),
            kind="state",
            item=_plain(state.item.label),
            item_id=state.item.public_id,
            unit_id=state.unit.public_id if state.unit else "",
            holder=_plain(state.holder.label),
            holder_id=state.holder.public_id,
            country=_plain(state.holder.country),
        )
    return name


def _edge(link: Link) -> Attributes:
    when, earliest, latest = dates_of(link.records)
    return {
        "label": _plain(str(link.verb)),
        "kind": link.kind.value,
        "gap": link.is_gap,
        "when": when,
        "earliest": earliest,
        "latest": latest,
        "quantity": _plain(link.quantity_words),
        "strength": "" if link.is_gap else link.strength,
        "rung": link.lowest_rung,
        "sources": link.sources,
        "origins": link.origins,
        "disputed": link.is_disputed,
        "records": ";".join(record.public_id for record in link.records),
        "incident_id": link.incident.public_id if link.incident else "",
    }


def _plain(text: str) -> str:
    return text.translate(UNPRINTABLE)
