"""Where columns and lanes of an across picture stand: widths first, then heights."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracing.layout_graph import Edge, Graph, Key, Vertex

MARGIN = 2.0
LEAD = 30.0
"""Room left and right of wrapped rows for the lines that carry on."""
ELBOW = 24.0
"""Room on either side of a gap where arrows change lanes."""
SIZES = ((150.0, 104.0), (132.0, 110.0), (120.0, 110.0), (112.0, 93.0))
"""Card width and least width of an arrow's words, roomiest first."""
WRAPPED = (136.0, 110.0)
WIDEST_GAP = 190.0
PORT = 12.0
"""How far apart arrows leave and enter one card."""
MOST_PORTS = 3
"""More than these share one trunk, as the branches of a tree do."""


@dataclass(slots=True)
class Grid:
    """Columns in rows, lanes in each row; rows are the lines that a long chain wraps to."""

    width: float
    card: float
    rows: list[list[int]]
    left: dict[int, float]
    gap: dict[int, float]
    """Width of the gap after each column."""
    bent: set[int]
    """Gaps in which arrows change lanes."""
    lane_y: dict[tuple[int, int], float] = field(default_factory=dict)
    gutter_y: dict[int, float] = field(default_factory=dict)
    policy_y: dict[int, float] = field(default_factory=dict)
    """Top of the boxes under a row, where it has any."""

    def row(self, column: int) -> int:
        return next(n for n, columns in enumerate(self.rows) if column in columns)

    def y(self, column: int, lane: int) -> float:
        return self.lane_y[(self.row(column), lane)]

    def breaks_after(self, column: int) -> bool:
        return column == self.rows[self.row(column)][-1]

    def label_x(self, column: int) -> float:
        return self.left[column] + self.card + self.gap[column] / 2

    def label_width(self, column: int) -> float:
        return self.gap[column] - 2 * (ELBOW if column in self.bent else 2)


def _bent_gaps(graph: Graph) -> set[int]:
    bent = set()
    for edge in graph.edges.values():
        if edge.lane != edge.source.lane:
            bent |= {edge.source.column}
        if edge.lane != edge.target.lane:
            bent |= {edge.source.column, edge.target.column - 1}
    return bent


def make_grid(graph: Graph, width: float) -> Grid:
    """The roomiest size with which the columns fit one row; else rows of even length."""
    bent, columns = _bent_gaps(graph), graph.columns
    for card, label in SIZES:
        needs = [label + (2 * ELBOW if n in bent else 0) for n in range(columns - 1)]
        if columns * card + sum(needs) <= width - 2 * MARGIN:
            rows = [list(range(columns))]
            return _spread(width, card, rows, [*needs, 0.0], bent)
    card, label = WRAPPED
    needs = [label + (2 * ELBOW if n in bent else 0) for n in range(columns)]
    return _spread(width, card, _wrapped(needs, card, width - 2 * LEAD), needs, bent)


def _wrapped(needs: list[float], card: float, room: float) -> list[list[int]]:
    """As few rows as will do, then as even as they can be."""
    rows = _filled(needs, card, room, len(needs))
    for most in range(1, len(needs) + 1):
        even = _filled(needs, card, room, most)
        if len(even) == len(rows):
            return even
    return rows


def _filled(needs: list[float], card: float, room: float, most: int) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    used = 0.0
    for column, need in enumerate(needs):
        if rows[-1] and (used + card + need > room or len(rows[-1]) == most):
            rows.append([])
            used = 0.0
        rows[-1].append(column)
        used += card + need
    return rows


def _spread(width: float, card: float, rows: list[list[int]], needs: list[float], bent: set[int]) -> Grid:
    """Share out what room is left among the gaps, alike in every row so that rows line up."""
    lead = LEAD if len(rows) > 1 else MARGIN
    room = width - 2 * lead
    spare = min((room - sum(card + needs[c] for c in row)) / max(1, sum(needs[c] > 0 for c in row)) for row in rows)
    left, gap = {}, {}
    for row in rows:
        x = lead
        for column in row:
            left[column] = x
            gap[column] = max(needs[column], min(needs[column] + max(spare, 0), WIDEST_GAP)) if needs[column] else 0
            x += card + gap[column]
    return Grid(width, card, rows, left, gap, bent)


def ports(graph: Graph, leaving: bool) -> dict[int, float]:
    """How far from the middle of its card each arrow leaves (or enters), by id."""
    sides: dict[tuple[Key, bool], list[Edge]] = {}
    shift: dict[int, float] = {}
    for edge in graph.edges.values():
        card: Vertex = edge.source if leaving else edge.target
        shift[id(edge)] = 0.0
        if edge.lane != card.lane:
            sides.setdefault((card.key, edge.lane > card.lane), []).append(edge)
    for (_card, below), edges in sides.items():
        edges.sort(key=lambda e: e.lane, reverse=not below)
        for rank, edge in enumerate(edges, start=1):
            away = PORT * (rank if len(edges) <= MOST_PORTS else 2)
            shift[id(edge)] = away if below else -away
    return shift
