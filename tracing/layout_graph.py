"""Chains merged into one graph on a grid: columns in order, lanes for branches and rivals.

A card is a state (item, holder), so that chains share it only where they really meet.
Every chain keeps one straight lane for what it adds; that lane is free in every column it
passes, so nothing is ever drawn through a card.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from tracing.choices import LinkKind
from tracing.model import Chain, Link, Node, RecordRef
from tracing.steps import ArrowStep, CardStep, steps

Key = tuple[Hashable, ...]


@dataclass(slots=True)
class Vertex:
    """A card on the grid."""

    key: Key
    node: Node
    note: str = ""
    column: int = 0
    lane: int = 0


@dataclass(slots=True)
class Edge:
    """An arrow on the grid; its lane is free from its source to its target."""

    source: Vertex
    target: Vertex
    verb: str
    link: Link | None
    records: tuple[RecordRef, ...]
    carries: list[tuple[int, int]] = field(default_factory=list)
    lane: int = 0

    @property
    def kind(self) -> LinkKind | None:
        return self.link.kind if self.link else None


@dataclass(slots=True)
class Graph:
    """Cards and arrows with columns and lanes, in the order they were first needed."""

    vertices: dict[Key, Vertex] = field(default_factory=dict)
    edges: dict[Key, Edge] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        return 1 + max((v.column for v in self.vertices.values()), default=-1)

    @property
    def lanes(self) -> int:
        lanes = [v.lane for v in self.vertices.values()] + [e.lane for e in self.edges.values()]
        return 1 + max(lanes, default=-1)


def _state_keys(chain: Chain) -> list[Key]:
    """A key for every card of the chain, in the order of `steps`."""
    start = chain.start
    keys: list[Key] = [("item", start.item.key), ("state", *start.key)]
    for link in chain.links:
        if link.target is None:
            keys.append(("event", link.end.key))
        else:
            keys.append(("state", *link.target.key))
    return keys


def _reaches(graph: Graph, start: Key, goal: Key) -> bool:
    seen, todo = {start}, [start]
    while todo:
        at = todo.pop()
        if at == goal:
            return True
        onward = {e.target.key for e in graph.edges.values() if e.source.key == at} - seen
        seen |= onward
        todo.extend(onward)
    return False


def _vertex(graph: Graph, key: Key, step: CardStep, before: Vertex | None) -> Vertex:
    """The card for this key, or a second card of it where the first would turn time into a circle."""
    again = 0
    while True:
        full = (*key, again)
        known = graph.vertices.get(full)
        if known is None:
            note = step.unit.label if step.unit else ""
            return graph.vertices.setdefault(full, Vertex(full, step.node, note))
        if before is None or not _reaches(graph, full, before.key):
            return known
        again += 1


def _edge_key(source: Vertex, target: Vertex, step: ArrowStep) -> Key:
    records = tuple((record.kind, record.pk) for record in step.records)
    link = step.link
    incident = link.incident.key if link and link.incident else None
    kind = str(link.kind.value) if link else "opening"
    return (source.key, target.key, kind, step.verb, records, incident)


def _add_chain(graph: Graph, number: int, chain: Chain) -> list[Edge]:
    """Add the chain; the edges it brought that no earlier chain had."""
    sequence = steps(chain)
    cards = [step for step in sequence if isinstance(step, CardStep)]
    arrows = [step for step in sequence if isinstance(step, ArrowStep)]
    keys = _state_keys(chain)
    at, new = _vertex(graph, keys[0], cards[0], None), []
    for index, (arrow, card, key) in enumerate(zip(arrows, cards[1:], keys[1:], strict=True)):
        end = _vertex(graph, key, card, at)
        edge_key = _edge_key(at, end, arrow)
        if edge_key not in graph.edges:
            graph.edges[edge_key] = Edge(at, end, arrow.verb, arrow.link, arrow.records)
            new.append(graph.edges[edge_key])
        graph.edges[edge_key].carries.append((number, index - 1))
        at = end
    return new


def _set_columns(graph: Graph) -> None:
    """Longest path from a start, so that every arrow points to the right."""
    changed = True
    while changed:  # the graph has no circles, so this ends after at most its longest path
        changed = False
        for edge in graph.edges.values():
            if edge.target.column <= edge.source.column:
                edge.target.column = edge.source.column + 1
                changed = True


def _pull_right(graph: Graph, fixed: set[Key]) -> None:
    """Late starters stand next to what they join, not at the far left."""
    for vertex in sorted(graph.vertices.values(), key=lambda v: -v.column):
        ahead = [e.target.column for e in graph.edges.values() if e.source is vertex]
        if ahead and vertex.key not in fixed:
            vertex.column = min(ahead) - 1


def _cells(edge: Edge) -> set[int]:
    """Half-columns that an arrow fills: odd are gaps between columns, even are columns passed."""
    return set(range(2 * edge.source.column + 1, 2 * edge.target.column))


def _runs(new: Sequence[Edge]) -> list[list[Edge]]:
    """The new edges of one chain, split where it goes through parts that were there before."""
    runs: list[list[Edge]] = []
    for edge in new:
        if runs and runs[-1][-1].target is edge.source:
            runs[-1].append(edge)
        else:
            runs.append([edge])
    return runs


def _place_run(run: list[Edge], taken: set[tuple[int, int]], placed: set[Key]) -> None:
    cells = set().union(*map(_cells, run))
    new_cards = {v.key: v for e in run for v in (e.source, e.target) if v.key not in placed}
    cells |= {2 * v.column for v in new_cards.values()}
    lane = 0
    while any((cell, lane) in taken for cell in cells):
        lane += 1
    taken |= {(cell, lane) for cell in cells}
    for vertex in new_cards.values():
        vertex.lane = lane
        placed.add(vertex.key)
    for edge in run:
        edge.lane = lane


def build_graph(chains: Sequence[Chain]) -> Graph:
    """Merge the chains, best first: the first keeps the top lane."""
    graph = Graph()
    added = [_add_chain(graph, number, chain) for number, chain in enumerate(chains)]
    _set_columns(graph)
    first = {v.key for e in (added[0] if added else []) for v in (e.source, e.target)}
    _pull_right(graph, first)
    taken: set[tuple[int, int]] = set()
    placed: set[Key] = set()
    for new in added:
        for run in _runs(new):
            _place_run(run, taken, placed)
    return graph
