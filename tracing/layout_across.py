"""Left to right, in rows that read like lines of text: the picture for desks and paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import ceil

from tracing.layout_cards import (
    TOP_TO_LINE,
    Words,
    above_line,
    below_line,
    card_at,
    line_width,
    moved,
    words_of,
)
from tracing.layout_graph import Edge, Graph
from tracing.picture import Arrow, Card, Picture, Point

MARGIN = 2.0
LEAD = 30.0
"""Room left and right of wrapped rows for the lines that carry on."""
ELBOW = 18.0
HEAD = 3.0
"""An arrow stops this far from its card."""
CARD_WIDTHS = (150.0, 138.0, 120.0)
LABEL = 102.0
LANE_GAP, ROW_GAP = 20.0, 34.0


@dataclass(slots=True)
class _Grid:
    """Where columns and lanes are; rows are the lines that a long chain wraps to."""

    width: float
    card: float
    gap: float
    per_row: int
    rows: int
    elbow: float
    lane_y: dict[tuple[int, int], float] = field(default_factory=dict)
    gutter_y: dict[int, float] = field(default_factory=dict)

    def row(self, column: int) -> int:
        return column // self.per_row

    def x(self, column: int) -> float:
        lead = LEAD if self.rows > 1 else MARGIN
        return lead + (column % self.per_row) * (self.card + self.gap)

    def y(self, column: int, lane: int) -> float:
        return self.lane_y[(self.row(column), lane)]

    def breaks_after(self, column: int) -> bool:
        return self.row(column) != self.row(column + 1)

    def label_x(self, edge: Edge) -> float:
        return self.x(edge.source.column) + self.card + self.gap / 2

    @property
    def label_width(self) -> float:
        return self.gap - 2 * self.elbow - 6


def _grid(graph: Graph, width: float) -> _Grid:
    """The widest cards with which the columns fit one row; else rows of even length."""
    elbow = ELBOW if graph.lanes > 1 else 0.0
    least, columns = LABEL + 2 * elbow, graph.columns
    for card in CARD_WIDTHS:
        if columns * card + (columns - 1) * least <= width - 2 * MARGIN:
            gap = (width - 2 * MARGIN - columns * card) / max(1, columns - 1)
            return _Grid(width, card, min(gap, 2 * least), columns, 1, elbow)
    card, room = CARD_WIDTHS[1], width - 2 * LEAD
    most = max(1, int(room // (card + least)))
    rows = ceil(columns / most)
    per_row = ceil(columns / rows)
    return _Grid(width, card, min(room / per_row - card, 2 * least), per_row, rows, elbow)


def _lanes_used(graph: Graph, grid: _Grid) -> dict[int, set[int]]:
    used: dict[int, set[int]] = {row: set() for row in range(grid.rows)}
    for vertex in graph.vertices.values():
        used[grid.row(vertex.column)].add(vertex.lane)
    for edge in graph.edges.values():
        for row in range(grid.row(edge.source.column), grid.row(edge.target.column) + 1):
            used[row].add(edge.lane)
    return used


def _extents(graph: Graph, grid: _Grid, row: int, lane: int, says: dict[int, Words]) -> tuple[float, float]:
    """How far a lane needs to reach above and below its line."""
    above, below = 12.0, 12.0
    for vertex in graph.vertices.values():
        if (grid.row(vertex.column), vertex.lane) == (row, lane):
            height = card_at(vertex, 0, 0, grid.card).box.height
            above, below = max(above, TOP_TO_LINE), max(below, height - TOP_TO_LINE)
    for edge in graph.edges.values():
        if (grid.row(edge.source.column), edge.lane) == (row, lane):
            words = says[id(edge)]
            head = above_line(words, 0, grid.label_width)
            above = max(above, (head[-1].y if head else 0) + 20)
            below = max(below, below_line(words, 0, grid.label_width).box.height)
    return above, below


def _set_heights(graph: Graph, grid: _Grid, says: dict[int, Words]) -> float:
    """Give every lane its y and every row break its gutter; the height of it all."""
    at = 2.0
    used = _lanes_used(graph, grid)
    crossing = Counter(
        row
        for edge in graph.edges.values()
        for row in range(grid.row(edge.source.column), grid.row(edge.target.column))
    )
    for row in range(grid.rows):
        for lane in sorted(used[row]):
            above, below = _extents(graph, grid, row, lane, says)
            grid.lane_y[(row, lane)] = at + above
            at += above + below + LANE_GAP
        grid.gutter_y[row] = at - LANE_GAP / 2
        if row < grid.rows - 1:
            at += ROW_GAP + 5 * crossing[row]
    return at - LANE_GAP + 4


class _Tracks:
    """Gives each line that carries on to the next row its own track beside the others."""

    def __init__(self) -> None:
        self._next: Counter[int] = Counter()

    def take(self, row: int) -> float:
        self._next[row] += 1
        return 5.0 * ((self._next[row] - 1) % 5) if row < 0 else 5.0 * (self._next[row] - 1)


def _points(edge: Edge, grid: _Grid, tracks: _Tracks) -> tuple[Point, ...]:
    source, target = edge.source, edge.target
    x, y = grid.x(source.column) + grid.card, grid.y(source.column, source.lane)
    points: list[Point] = [(x, y)]
    lane_y = grid.y(source.column, edge.lane)
    if source.lane != edge.lane:
        bend = x + 6 + 3 * (source.lane % 4)
        points += [(bend, y), (bend, lane_y)]
    for column in range(source.column, target.column):
        if grid.breaks_after(column):
            points += _carry_on(edge, grid, tracks, column)
    end_x, end_y = grid.x(target.column) - HEAD, grid.y(target.column, target.lane)
    if target.lane != edge.lane:
        bend = end_x - 9 - 3 * (target.lane % 2)
        points += [(bend, grid.y(target.column, edge.lane)), (bend, end_y)]
    return (*points, (end_x, end_y))


def _carry_on(edge: Edge, grid: _Grid, tracks: _Tracks, column: int) -> list[Point]:
    """Right to the edge, down between the rows, back to the left, down to the next row."""
    row = grid.row(column)
    shift = tracks.take(row)
    inset = min(shift, LEAD - 16)
    right, left = grid.width - 4 - inset, 4 + inset
    gutter = grid.gutter_y[row] + 10 + shift
    before, after = grid.lane_y[(row, edge.lane)], grid.lane_y[(row + 1, edge.lane)]
    return [(right, before), (right, gutter), (left, gutter), (left, after)]


def _arrow(edge: Edge, grid: _Grid, says: Words, tracks: _Tracks) -> Arrow:
    x, y = grid.label_x(edge), grid.y(edge.source.column, edge.lane)
    head = above_line(says, x, grid.label_width)
    lift = y - 8 - (head[-1].y if head else 0)
    placed = tuple(type(t)(t.x, t.y + lift, t.text, t.role, t.size, t.bold, t.anchor, t.full) for t in head)
    label = moved(below_line(says, x, grid.label_width), y, placed)
    points = _points(edge, grid, tracks)
    return Arrow(edge.kind, edge.link, points, line_width(edge), label, tuple(edge.carries), says.full)


def _cards(graph: Graph, grid: _Grid) -> tuple[Card, ...]:
    return tuple(
        card_at(v, grid.x(v.column), grid.y(v.column, v.lane) - TOP_TO_LINE, grid.card)
        for v in graph.vertices.values()
    )


def across(graph: Graph, width: float, title: str, description: str, notes: tuple[str, ...]) -> Picture:
    """Place the graph on a canvas of this width; the height follows."""
    grid = _grid(graph, width)
    says = {id(edge): words_of(edge) for edge in graph.edges.values()}
    height = _set_heights(graph, grid, says)
    tracks = _Tracks()
    arrows = tuple(_arrow(edge, grid, says[id(edge)], tracks) for edge in graph.edges.values())
    return Picture(width, height, _cards(graph, grid), arrows, title, description, notes)
