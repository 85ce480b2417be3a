"""Left to right, in rows that read like lines of text: the picture for desks and paper."""

from __future__ import annotations

from dataclasses import replace

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
from tracing.layout_grid import LEAD, MARGIN, Grid, make_grid, ports
from tracing.layout_policy import APART, HEADING, TOP, PolicyRow, box_height, box_width, policy_at
from tracing.picture import Arrow, Box, Card, Picture, Point, Policy, Text

HEAD = 3.0
"""An arrow stops this far from its card."""
LANE_GAP, ROW_GAP = 20.0, 16.0
TRACK = 5.0
"""Distance between lines that carry on to the next row side by side."""


def _lanes_used(graph: Graph, grid: Grid) -> dict[int, set[int]]:
    used: dict[int, set[int]] = {row: set() for row in range(len(grid.rows))}
    for vertex in graph.vertices.values():
        used[grid.row(vertex.column)].add(vertex.lane)
    for edge in graph.edges.values():
        for row in range(grid.row(edge.source.column), grid.row(edge.target.column) + 1):
            used[row].add(edge.lane)
    return used


def _extents(graph: Graph, grid: Grid, row: int, lane: int, says: dict[int, Words]) -> tuple[float, float]:
    """How far a lane needs to reach above and below its line."""
    above, below = 12.0, 12.0
    for vertex in graph.vertices.values():
        if (grid.row(vertex.column), vertex.lane) == (row, lane):
            height = card_at(vertex, 0, 0, grid.card).box.height
            above, below = max(above, TOP_TO_LINE), max(below, height - TOP_TO_LINE)
    for edge in graph.edges.values():
        if (grid.row(edge.source.column), edge.lane) == (row, lane):
            words, width = says[id(edge)], grid.label_width(edge.source.column)
            head = above_line(words, 0, width)
            above = max(above, (head[-1].y if head else 0) + 20)
            below = max(below, below_line(words, 0, width).box.bottom)
    return above, below


def _crossing(graph: Graph, grid: Grid, row: int) -> list[Edge]:
    """Arrows that carry on from this row to the next, by lane."""
    edges = (e for e in graph.edges.values() if grid.row(e.source.column) <= row < grid.row(e.target.column))
    return sorted(edges, key=lambda edge: edge.lane)


def _set_heights(graph: Graph, grid: Grid, says: dict[int, Words], policy: PolicyRow) -> float:
    """Give every lane its y, every row its policy and every row break its gutter; the height of it all."""
    at = 2.0
    used = _lanes_used(graph, grid)
    for row in range(len(grid.rows)):
        for lane in sorted(used[row]):
            above, below = _extents(graph, grid, row, lane, says)
            grid.lane_y[(row, lane)] = at + above
            at += above + below + LANE_GAP
        boxes = max((policy.height(edge) for edge in _edges_from(graph, grid, row)), default=0)
        if boxes:
            lead = TOP + (0 if grid.policy_y else HEADING)
            grid.policy_y[row] = at - LANE_GAP + lead
            at += lead + boxes
        grid.gutter_y[row] = at - LANE_GAP / 2
        if row < len(grid.rows) - 1:
            at += ROW_GAP + TRACK * len(_crossing(graph, grid, row))
    return at - LANE_GAP + 4


class _Router:
    """Draws each arrow's way; lines that share a gap or a gutter run beside each other."""

    def __init__(self, graph: Graph, grid: Grid) -> None:
        self.grid = grid
        self.leave, self.enter = ports(graph, leaving=True), ports(graph, leaving=False)
        self.crossing = {row: _crossing(graph, grid, row) for row in range(len(grid.rows))}

    def points(self, edge: Edge) -> tuple[Point, ...]:
        grid, source, target = self.grid, edge.source, edge.target
        shift = self.leave[id(edge)]
        x, y = grid.left[source.column] + grid.card, grid.y(source.column, source.lane) + shift
        points: list[Point] = [(x, y)]
        if shift:
            bend = x + max(4.0, 20 - abs(shift) / 2.5)
            points += [(bend, y), (bend, grid.y(source.column, edge.lane))]
        for column in range(source.column, target.column):
            if grid.breaks_after(column):
                points += self._carry_on(edge, column)
        shift = self.enter[id(edge)]
        end_x, end_y = grid.left[target.column] - HEAD, grid.y(target.column, target.lane) + shift
        if shift:
            bend = end_x - max(11.0, 20 - abs(shift) / 4)
            points += [(bend, grid.y(target.column, edge.lane)), (bend, end_y)]
        return (*points, (end_x, end_y))

    def _carry_on(self, edge: Edge, column: int) -> list[Point]:
        """Right to the edge, down between the rows, back to the left, down to the next row."""
        grid, row = self.grid, self.grid.row(column)
        beside = self.crossing[row]
        # The top lane runs outermost on the right and innermost on the left: then none crosses another.
        rank = next(n for n, other in enumerate(beside) if other is edge)
        back = len(beside) - 1 - rank
        step = min(TRACK, 10 / max(1, len(beside) - 1))
        right, left = grid.width - 4 - step * rank, 4 + step * back
        gutter = grid.gutter_y[row] + 6 + TRACK * back
        before, after = grid.lane_y[(row, edge.lane)], grid.lane_y[(row + 1, edge.lane)]
        return [(right, before), (right, gutter), (left, gutter), (left, after)]


def _arrow(edge: Edge, grid: Grid, says: Words, points: tuple[Point, ...]) -> Arrow:
    column = edge.source.column
    x, y, width = grid.label_x(column), grid.y(column, edge.lane), grid.label_width(column)
    head = above_line(says, x, width)
    lift = y - 8 - (head[-1].y if head else 0)
    placed = tuple(replace(text, y=text.y + lift) for text in head)
    label = moved(below_line(says, x, width), y, placed)
    return Arrow(edge.kind, edge.link, points, line_width(edge), label, tuple(edge.carries), says.full)


def _cards(graph: Graph, grid: Grid) -> tuple[Card, ...]:
    return tuple(
        card_at(v, grid.left[v.column], grid.y(v.column, v.lane) - TOP_TO_LINE, grid.card)
        for v in graph.vertices.values()
    )


def _edges_from(graph: Graph, grid: Grid, row: int) -> list[Edge]:
    return [edge for edge in graph.edges.values() if grid.row(edge.source.column) == row]


def _policies(graph: Graph, grid: Grid, policy: PolicyRow) -> tuple[Policy, ...]:
    """Under all lanes, each box in the middle of its arrow's gap: wider than the gap, as no card is in this row."""
    placed = []
    for edge in graph.edges.values():
        note, column = policy.note(edge), edge.source.column
        if note is not None:
            lead = LEAD if len(grid.rows) > 1 else MARGIN
            width = box_width(note, grid.card + grid.gap[column] - APART)
            left = min(max(grid.label_x(column) - width / 2, lead), grid.width - lead - width)
            box = Box(left, grid.policy_y[grid.row(column)], width, box_height(note))
            placed.append(policy_at(note, box, "middle"))
    return tuple(placed)


def _headings(graph: Graph, grid: Grid, policy: PolicyRow) -> tuple[Text, ...]:
    """Over the boxes of the first row that has any."""
    lead = LEAD if len(grid.rows) > 1 else MARGIN
    several = any(chain for edge in graph.edges.values() for chain, _link in edge.carries)
    return tuple(policy.heading(lead, y - 9, of_several=several) for y in list(grid.policy_y.values())[:1])


def across(graph: Graph, width: float, policy: PolicyRow) -> Picture:
    """Place the graph on a canvas of this width; the height follows."""
    grid = make_grid(graph, width)
    says = {id(edge): words_of(edge) for edge in graph.edges.values()}
    height = _set_heights(graph, grid, says, policy)
    router = _Router(graph, grid)
    arrows = tuple(_arrow(edge, grid, says[id(edge)], router.points(edge)) for edge in graph.edges.values())
    policies, headings = _policies(graph, grid, policy), _headings(graph, grid, policy)
    return Picture(width, height, _cards(graph, grid), arrows, policies=policies, headings=headings)
