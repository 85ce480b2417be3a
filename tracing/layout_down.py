"""Top to bottom on a phone: cards one under the other, arrows on rails at their left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracing.layout_cards import Words, beside_line, card_at, line_width, moved, words_of
from tracing.layout_graph import Edge, Graph, Key, Vertex
from tracing.layout_policy import PolicyRow, box_height, box_width, policy_at
from tracing.picture import Arrow, Box, Card, Picture, Point, Policy

MARGIN = 2.0
RAIL = 12.0
HEAD = 3.0
GAP = 12.0
STRAIGHT_X = 22.0
LEAST_HEIGHT = 68.0
POLICY_GAP = 2.0
ENTER, RAIL_STEP, LAST_RAIL = 12.0, 11.0, 44.0
"""How far below a card's top (above its bottom) a rail comes in (goes out)."""


@dataclass(slots=True)
class _Row:
    """A card or the words of an arrow, in reading order."""

    vertex: Vertex | None = None
    edge: Edge | None = None


def reading_order(graph: Graph) -> list[Vertex]:
    """Cards by column, then lane: what comes before in a chain is read before."""
    return sorted(graph.vertices.values(), key=lambda v: (v.column, v.lane))


def rails(graph: Graph) -> dict[int, int]:
    """A rail for every arrow, by id; arrows share one only where their stretches do not touch."""
    place = {vertex.key: n for n, vertex in enumerate(reading_order(graph))}
    busy: list[list[tuple[int, int]]] = []
    taken: dict[int, int] = {}
    for edge in sorted(graph.edges.values(), key=lambda e: _stretch(e, place)):
        first, last = _stretch(edge, place)
        free = (n for n, held in enumerate(busy) if all(last <= a or b <= first for a, b in held))
        rail = next(free, len(busy))
        busy += [[]] if rail == len(busy) else []
        busy[rail].append((first, last))
        taken[id(edge)] = rail
    return taken


def _stretch(edge: Edge, place: dict[Key, int]) -> tuple[int, int]:
    return place[edge.source.key], place[edge.target.key]


def _rows(graph: Graph) -> list[_Row]:
    rows: list[_Row] = []
    for vertex in reading_order(graph):
        rows.append(_Row(vertex=vertex))
        rows += [_Row(edge=edge) for edge in graph.edges.values() if edge.source is vertex]
    return rows


@dataclass(slots=True)
class _Column:
    """The single column, being filled from the top."""

    width: float
    left: float
    straight: bool
    rail: dict[int, int]

    def rail_x(self, edge: Edge) -> float:
        if self.straight:
            return self.left + STRAIGHT_X
        return self.left - 4 - RAIL * (self.rail[id(edge)] + 1)

    @property
    def rails(self) -> int:
        return 1 + max(self.rail.values(), default=0)

    @property
    def label_x(self) -> float:
        return self.left + (STRAIGHT_X + 14 if self.straight else 8)


def _place(
    rows: Sequence[_Row], column: _Column, says: dict[int, Words], policy: PolicyRow
) -> tuple[dict[Key, Card], dict[int, float], float]:
    cards: dict[Key, Card] = {}
    tops: dict[int, float] = {}
    at = 2.0
    for row in rows:
        if row.vertex is not None:
            card = card_at(row.vertex, column.left, at, column.width - column.left - MARGIN, LEAST_HEIGHT)
            cards[row.vertex.key] = card
            at = card.box.bottom + GAP
        elif row.edge is not None:
            tops[id(row.edge)] = at
            at += _label_height(column, says[id(row.edge)]) + GAP
            boxes = policy.height(row.edge)
            at += boxes + POLICY_GAP if boxes else 0
    return cards, tops, at - GAP + 4


def _label_height(column: _Column, words: Words) -> float:
    return beside_line(words, column.label_x, column.width - column.label_x - MARGIN).box.height


def _points(edge: Edge, column: _Column, cards: dict[Key, Card]) -> tuple[Point, ...]:
    source, target, x = cards[edge.source.key].box, cards[edge.target.key].box, column.rail_x(edge)
    if column.straight:
        return ((x, source.bottom), (x, target.y - HEAD))
    # Outer rails leave higher and come in lower, so that no line crosses its neighbour.
    shift = min(RAIL_STEP, LAST_RAIL / column.rails) * column.rail[id(edge)]
    leave, enter = source.bottom - ENTER - shift, target.y + ENTER + shift
    return ((source.x, leave), (x, leave), (x, enter), (target.x - HEAD, enter))


def _arrow(edge: Edge, column: _Column, words: Words, top: float, points: tuple[Point, ...]) -> Arrow:
    label = moved(beside_line(words, column.label_x, column.width - column.label_x - MARGIN), top)
    y = top + 13
    leader = None if column.straight else ((column.rail_x(edge), y), (column.label_x - 4, y))
    carries = tuple(edge.carries)
    return Arrow(edge.kind, edge.link, points, line_width(edge), label, carries, words.full, leader)


def _policies(
    graph: Graph, column: _Column, says: dict[int, Words], tops: dict[int, float], policy: PolicyRow
) -> tuple[Policy, ...]:
    """Right under the words of the arrow."""
    placed = []
    for edge in graph.edges.values():
        note = policy.note(edge)
        if note is not None:
            y = tops[id(edge)] + _label_height(column, says[id(edge)]) + POLICY_GAP
            width = box_width(note, column.width - column.label_x - MARGIN)
            placed.append(policy_at(note, Box(column.label_x, y, width, box_height(note)), "start"))
    return tuple(placed)


def down(graph: Graph, width: float, policy: PolicyRow) -> Picture:
    """Place the graph in one column of this width; the height follows."""
    rail = rails(graph)
    count = 1 + max(rail.values(), default=-1)
    straight = count <= 1
    column = _Column(width, MARGIN if straight else MARGIN + RAIL * count + 10, straight, rail)
    says = {id(edge): words_of(edge) for edge in graph.edges.values()}
    cards, tops, height = _place(_rows(graph), column, says, policy)
    arrows = tuple(
        _arrow(edge, column, says[id(edge)], tops[id(edge)], _points(edge, column, cards))
        for edge in graph.edges.values()
    )
    policies = _policies(graph, column, says, tops, policy)
    return Picture(width, height, tuple(cards.values()), arrows, policies=policies)
