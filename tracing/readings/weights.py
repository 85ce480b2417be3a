"""How much speaks for and against a reading: by origins, not by articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.grading import origins_of
from tracing.readings.marks import Fit, Mark
from tracing.readings.pieces import Piece

EXACT = 12


def origins_apart(sources: Iterable[int], lineage: Mapping[int, Iterable[int]]) -> int:
    """The most of these sources of which no two share an origin.

    `grading.independent_groups` would let a source that rests on two others turn two origins into one: an inconsistency
    could then weigh less because somebody repeated it. This number never falls when a source is added.
    """
    roots = {frozenset(origins_of(source, lineage)) for source in sources}
    return _most_apart([one for one in roots if not any(other < one for other in roots)])


def _most_apart(sets: Sequence[frozenset[int]]) -> int:
    alone = [one for one in sets if not any(one & other for other in sets if other != one)]
    rest = sorted((one for one in sets if one not in alone), key=lambda one: (len(one), sorted(one)))
    if not rest:
        return len(alone)
    first, others = rest[0], rest[1:]
    taken = 1 + _most_apart([one for one in others if not one & first])
    # Past a dozen sources that overlap pair by pair, the smallest first is near enough and does not take for ever.
    return len(alone) + (max(taken, _most_apart(others)) if len(rest) <= EXACT else taken)


@dataclass(frozen=True, slots=True)
class Weight:
    """Rows with one mark for a reading: how many, by how many sources, of how many origins."""

    pieces: int = 0
    sources: int = 0
    origins: int = 0


def weigh(
    rows: Sequence[tuple[Piece, Mark]], fit: Fit, lineage: Mapping[int, Iterable[int]]
) -> Weight:  # fmt: skip
    """The rows that stand so to a reading. Three papers repeating one leak weigh as one."""
    found = [piece for piece, mark in rows if mark.fit is fit]
    sources = frozenset().union(*(piece.sources for piece in found))
    return Weight(len(found), len(sources), origins_apart(sources, lineage))
