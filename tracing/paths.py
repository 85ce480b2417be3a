"""Chains through a graph, best first, one at a time: weakest link, then fewest gaps, then shortest, then best
carried throughout.

The same code walks forward and backward; backward, time is counted the other way round. A chain never holds the same
item with the same holder twice. Enumerating all chains can take for ever, so nothing is computed before it is asked
for, and the work between two chains has a ceiling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from tracing.choices import Ending
from tracing.graph import BEGINNING, NEUTRAL, Graph, Place, Way

EXPANSIONS = 6_000
"""Partial chains that one enumeration may look at; far more than a reader will read."""

Cost = tuple[int, int, int, int]
"""Weakness (negative rank) of the weakest link, gaps, links, weakness of all links together: smaller is better."""


class Path(NamedTuple):
    """Ways in the order of walking, and how it ended."""

    ways: tuple[Way, ...]
    ending: Ending


class Partial(NamedTuple):
    """A chain as far as it was followed."""

    ways: tuple[Way, ...]
    place: Place | None
    day: int
    held: frozenset[tuple[int, int]]
    cost: Cost
    tie: tuple[int, int, tuple[int, ...]] = (0, 0, ())


Entry = tuple[Cost, tuple[int, int, tuple[int, ...]], int, Partial]
"""What waits to be looked at: least that it will cost, what decides between equals, its number, itself."""


@dataclass
class Walker:
    """One walk over one graph. `is_goal` tells the ways (or, with None, the places) at which a chain is finished."""

    graph: Graph
    depth: int
    backward: bool = False
    mind_time: bool = True
    reaches: Callable[[Way], bool] = lambda way: way.target is None
    stops: bool = True
    """Whether a chain that has arrived goes no further."""
    left: int = EXPANSIONS
    cut: bool = field(default=False, init=False)

    def complete(self, starts: Iterable[Partial]) -> Iterator[Path]:
        """Chains that reach what is looked for, best first."""
        to_go = self._least_to_go()
        for partial, way, _onward in self._search(starts, to_go):
            if way is not None and self.reaches(way):
                yield Path(partial.ways, Ending.COMPLETE)

    def every(self, starts: Iterable[Partial]) -> Iterator[Partial]:
        """Every chain, however far it has gone, best first: each stands for having reached its last place."""
        for partial, way, _onward in self._search(starts, None):
            if way is not None:
                yield partial

    def dead_ends(self, starts: Iterable[Partial]) -> Iterator[Path]:
        """Chains that stop before that, best first, each with the reason."""
        for partial, way, onward in self._search(starts, None):
            if way is not None and self.reaches(way):
                continue
            ending = self._ending(partial, onward)
            if ending is not None and partial.ways:
                yield Path(partial.ways, ending)

    def start(self, place: Place, day: int = BEGINNING, ways: tuple[Way, ...] = ()) -> Partial:
        """Where a walk begins; `ways` were already gone."""
        cost = (-NEUTRAL, 0, 0, 0)
        for way in ways:
            cost = _sum(cost, way)
        gone = {end.held for way in ways for end in (way.source, way.target) if end is not None}
        return Partial(ways, place, day, frozenset({*gone, place.held}), cost)

    def _search(
        self, starts: Iterable[Partial], to_go: dict[Place, Cost] | None
    ) -> Iterator[tuple[Partial, Way | None, Sequence[Partial]]]:
        """Partial chains, best first, each with its last way and with those that are one link longer."""
        order = count()
        heap: list[Entry] = []
        for partial in starts:
            self._push(heap, order, partial, to_go)
        while heap:
            *_, partial = heappop(heap)
            last = partial.ways[-1] if partial.ways else None
            if self.stops and last is not None and self.reaches(last):
                yield partial, last, ()
                continue
            onward = self._longer(partial, to_go)
            yield partial, last, onward
            if self.left <= 0:
                self.cut = True
                return
            self.left -= 1
            for longer in onward:
                self._push(heap, order, longer, to_go)

    def _push(
        self,
        heap: list[Entry],
        order: Iterator[int],
        partial: Partial,
        to_go: dict[Place, Cost] | None,
    ) -> None:
        bound = partial.cost
        if to_go is not None and partial.place is not None and not (partial.ways and self.reaches(partial.ways[-1])):
            ahead = to_go.get(partial.place)
            if ahead is None:
                return
            bound = (max(bound[0], ahead[0]), bound[1] + ahead[1], bound[2] + ahead[2], bound[3] + ahead[3])
            if bound[2] > self.depth:
                return
        heappush(heap, (bound, partial.tie, next(order), partial))

    def _ways_on(self, place: Place) -> Sequence[Way]:
        return self.graph.into.get(place, ()) if self.backward else self.graph.out.get(place, ())

    def _beyond(self, way: Way) -> Place | None:
        return way.source if self.backward else way.target

    def _day_after(self, way: Way, day: int) -> int | None:
        """The first day on which the walk can be beyond this way; None if time forbids it."""
        if not self.mind_time:
            return day
        best = None
        for first, last in way.days_back if self.backward else way.days:
            if last >= day:
                best = max(first, day) if best is None else min(best, max(first, day))
        return best

    def _longer(self, partial: Partial, to_go: dict[Place, Cost] | None = None) -> list[Partial]:
        """Those one link longer; with `to_go`, only those from whose end the goal can be reached."""
        if partial.place is None or len(partial.ways) >= self.depth:
            return []
        found = []
        for way in self._ways_on(partial.place):
            if to_go is not None and self._beyond(way) not in to_go and not self.reaches(way):
                continue
            longer = self._through(partial, way)
            if longer is not None and (not way.is_renaming or self._leads_on(longer)):
                found.append(longer)
        return found

    def _through(self, partial: Partial, way: Way) -> Partial | None:
        beyond, day = self._beyond(way), self._day_after(way, partial.day)
        if day is None or (beyond is not None and beyond.held in partial.held):
            return None
        ways, _place, _day, held, cost, (renamings, outside, numbers) = partial
        if beyond is not None:
            held |= {beyond.held}
        renaming, is_outside, number = way.tie
        tie = (renamings + renaming, outside + is_outside, (*numbers, number))
        return Partial((*ways, way), beyond, day, held, _sum(cost, way), tie)

    def _leads_on(self, partial: Partial) -> bool:
        """A change of name alone is no link of a chain: something recorded, or a gap, must follow it."""
        if partial.ways and self.reaches(partial.ways[-1]):
            return True
        if partial.place is None or partial.place not in self.graph.places:
            return True
        for way in self._ways_on(partial.place):
            longer = self._through(partial, way)
            if longer is not None and (not way.is_renaming or self._leads_on(longer)):
                return True
        return False

    def _ending(self, partial: Partial, onward: Sequence[Partial]) -> Ending | None:
        """Why this chain stops here; None if it goes on."""
        if partial.place is None:
            return None
        if onward:
            return Ending.SPLIT if self._is_split(partial, onward) else None
        if partial.place not in self.graph.places:
            return Ending.LIMIT
        if partial.ways and partial.ways[-1].is_renaming:
            return Ending.DEPTH if len(partial.ways) >= self.depth else None
        return self._dead_end(partial)

    def _dead_end(self, partial: Partial) -> Ending:
        if self._goes_on_if(partial):
            return Ending.DEPTH
        if self._goes_on_if(partial, ignoring_loops=True):
            return Ending.LOOP
        return Ending.GAP if partial.ways and partial.ways[-1].is_gap else Ending.OPEN_END

    def _goes_on_if(self, partial: Partial, ignoring_loops: bool = False) -> bool:
        """Whether something recorded, or a gap, would follow if the depth (or loops too) were no matter."""
        held = frozenset() if ignoring_loops else partial.held
        bare = Partial(partial.ways, partial.place, partial.day, held, partial.cost)
        assert partial.place is not None  # noqa: S101  # told by the caller
        return any(
            longer is not None and not way.is_renaming
            for way in self._ways_on(partial.place)
            for longer in [self._through(bare, way)]
        )

    def _is_split(self, partial: Partial, onward: Sequence[Partial]) -> bool:
        """One named thing can only have gone one way; several records lead on and none names it."""
        if partial.place is None or partial.place.unit is None or self.backward:
            return False
        moves = [longer.ways[-1] for longer in onward if longer.ways[-1].kind.is_movement]
        return len({way.target for way in moves}) > 1 and not any(s.names_unit for way in moves for s in way.steps)

    def _least_to_go(self) -> dict[Place, Cost]:
        """For every place, a bound that no chain from there to the goal can beat, one number at a time."""
        goals: list[tuple[Place, Cost]] = []
        back: dict[Place, list[tuple[Place, Cost]]] = defaultdict(list)
        for way in self.graph.ways():
            before = (self._before(way), (-way.rank, int(way.is_gap), 1, NEUTRAL - way.rank))
            if self.reaches(way):
                goals.append(before)
            elif (beyond := self._beyond(way)) is not None:
                back[beyond].append(before)
        weakness, gaps, links, wanting = (_spread(goals, back, number) for number in range(4))
        return {place: (weakness[place], gaps[place], links[place], wanting[place]) for place in links}

    def _before(self, way: Way) -> Place:
        if not self.backward:
            return way.source
        assert way.target is not None  # noqa: S101  # a backward walk starts before the incident
        return way.target


def _spread(
    goals: Iterable[tuple[Place, Cost]], back: Mapping[Place, list[tuple[Place, Cost]]], number: int
) -> dict[Place, int]:
    """The least of one number of a cost from each place to a goal: Dijkstra backward, with few different numbers."""
    best: dict[Place, int] = {}
    waiting: dict[int, list[Place]] = defaultdict(list)
    for place, cost in goals:
        waiting[cost[number]].append(place)
    while waiting:
        so_far = min(waiting)
        for place in waiting.pop(so_far):
            if place in best:
                continue
            best[place] = so_far
            for before, cost in back.get(place, ()):
                if before not in best:
                    further = cost[number]
                    waiting[max(so_far, further) if number == 0 else so_far + further].append(before)
    return best


def _sum(cost: Cost, way: Way) -> Cost:
    weakest, gaps, links, wanting = cost
    weakness = -way.rank
    return (
        weakness if weakness > weakest else weakest,  # max() costs a call, a million times
        gaps + way.is_gap,
        links + 1,
        wanting + NEUTRAL + weakness,
    )
