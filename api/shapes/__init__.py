"""Every resource of the API. Add a shape to its family's file and it has a list, details, a schema and tests."""

from __future__ import annotations

from api.shapes import moves, proof, rules, war, what, who
from api.shapes.base import Shape
from api.shapes.frozen import SNAPSHOTS

SHAPES: tuple[Shape, ...] = (
    *what.SHAPES,
    *who.SHAPES,
    *moves.SHAPES,
    *rules.SHAPES,
    *war.SHAPES,
    *proof.SHAPES,
)
BY_SLUG: dict[str, Shape] = {shape.slug: shape for shape in (*SHAPES, SNAPSHOTS)}
"""Those, and frozen chains, whose list and bytes have views of their own."""
