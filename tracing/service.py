"""The one function that pages, the API and the command call: a question in, its chains out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import gettext as _

from core.models import Record
from evidence.publication import Public
from exports.models import Item
from tracing.assembly import Assembly, Drawn
from tracing.choices import Ending, LinkKind, TimeVerdict
from tracing.graph import BEGINNING, Graph, Way
from tracing.known import starts_then, then
from tracing.left_out import then_told
from tracing.model import Chain, Trace
from tracing.paths import Partial, Path, Walker
from tracing.query import Direction, TraceQuestion
from tracing.search import search
from tracing.starts import Goal, Start, goal_of, record_named

MANY = 200
"""How many chains to look at, beyond those to show, for one of each route."""
CLASHES = 3
"""How many impossible chains to show where no possible one is recorded."""


def trace(question: TraceQuestion) -> Trace:
    """Use for every trace. Raises TraceError with a sentence where the question names no record."""
    start = record_named(question.start)
    if not question.end:
        return then_told(_from(question, start), question, start)
    end = record_named(question.end)
    if question.direction is Direction.BACKWARD:
        question, start, end = question.reversed, end, start
    return then_told(_between(question, start, end), question, start, end)


def _from(question: TraceQuestion, start: Record) -> Trace:
    if question.direction is Direction.BOTH:
        return _through(question, start)
    return _Walk.of(question, start).trace(_question_words(question, start))


@dataclass
class _Walk:
    """One search and the chains in it."""

    question: TraceQuestion
    starts: list[Start]
    goal: Goal | None = None
    mind_time: bool = True

    @classmethod
    def of(cls, question: TraceQuestion, start: Record) -> _Walk:
        """One way from a record, without an end."""
        backward = question.direction is Direction.BACKWARD
        return cls(question, starts_then(start, Public(question.known_on), backward=backward))

    def __post_init__(self) -> None:
        self.backward = self.question.direction is Direction.BACKWARD and self.goal is None
        wanted = self.goal.holders if self.goal else ()
        self.graph: Graph = (
            search(self.question, [(s.place, s.day) for s in self.starts], backward=self.backward, wanted=wanted,
                   mind_time=self.mind_time, depth=self.question.depth)
            if self.starts else Graph()
        )  # fmt: skip
        makers = self._makers() if self.backward else set()
        self.walker = Walker(
            self.graph, self.question.depth, self.backward, self.mind_time,
            reaches=self._reaches(makers), stops=not self.backward,
        )  # fmt: skip

    def _makers(self) -> set[tuple[int, int]]:
        items = {place.item for place in self.graph.places}
        return set(Item.objects.filter(pk__in=items).values_list("pk", "maker__canonical_id"))

    def _reaches(self, makers: set[tuple[int, int]]) -> Callable[[Way], bool]:
        if self.backward:
            return lambda way: way.source.held in makers
        if self.goal is not None:
            return self.goal.reached_by
        return lambda way: way.target is None

    def partials(self) -> list[Partial]:
        return [self._partial(start) for start in self.starts]

    def _partial(self, start: Start) -> Partial:
        day = BEGINNING
        if start.day is not None and self.mind_time:
            day = -start.day.toordinal() if self.backward else start.day.toordinal()
        return self.walker.start(start.place, day, start.ways)

    def drawn(self, limit: int) -> tuple[list[Drawn], bool]:
        """The best chains, and whether there are more: those that arrive, then those that stop before.

        Where no end was named, a quarter of the places is kept for the latter: a rival reading may end openly.
        """
        found = islice(_distinct(map(self._in_order, self.walker.complete(self.partials()))), MANY + limit)
        arriving = _routes_first(list(found))
        if self.goal is not None:
            return arriving[:limit], len(arriving) > limit
        kept = max(limit - len(arriving), limit // 4)
        stopping = list(islice(_distinct(map(self._in_order, self.walker.dead_ends(self.partials()))), kept + 1))
        shown = arriving[: limit - min(len(stopping), kept)] + stopping[:kept]
        return shown, len(arriving) + len(stopping) > len(shown)

    def _in_order(self, path: Path) -> Drawn:
        ways = path.ways[::-1] if self.backward else path.ways
        if ways[-1].kind == LinkKind.SEEN:
            stopped = path.ending in {Ending.LIMIT, Ending.DEPTH, Ending.LOOP}
            return Drawn(ways, path.ending if stopped else Ending.COMPLETE)
        if path.ending is Ending.COMPLETE or (self.backward and path.ending is Ending.OPEN_END):
            return Drawn(ways, Ending.AS_ASKED)
        return Drawn(ways, path.ending)

    def chains(self, limit: int) -> tuple[tuple[Chain, ...], bool]:
        """The best chains with everything they show, and whether there are more."""
        found, more = self.drawn(limit)
        return Assembly(found, Public(self.question.known_on), self.graph.merged).chains(), more

    def trace(self, words: str) -> Trace:
        found, more = self.drawn(self.question.limit)
        chains = Assembly(list(self.question.window(found)), Public(self.question.known_on), self.graph.merged).chains()
        total, why = self._total(len(found)), self.why_cut(more)
        return Trace(words, chains, more or self.is_cut, total, why_cut=why, search_cut=self.graph.cut)

    def _total(self, number: int) -> int | None:
        """How many were found, where only some of them are read."""
        return None if self.question.take is None else number

    @property
    def is_cut(self) -> bool:
        return self.graph.cut or self.walker.cut

    def why_cut(self, more: bool) -> str:
        """Which limit was reached, as a sentence; "" where none was."""
        if self.graph.cut:
            return _("The search was cut at %(rows)d states or at its time limit; there may be more chains.") % {
                "rows": self.question.rows
            }
        if more:
            return _("Only the best %(limit)d chains are shown; there are more.") % {"limit": self.question.limit}
        if self.walker.cut:
            return _("Not every branch was followed to its end; there may be more chains.")
        return ""


def _routes_first(found: list[Drawn]) -> list[Drawn]:
    """The best chain of each route before further incidents at the end of the same one, all still best first."""
    routes: set[tuple[object, ...]] = set()
    first: list[Drawn] = []
    further: list[Drawn] = []
    for one in found:
        last = one.ways[-1]
        conflict = last.steps[0].conflict if last.target is None else last.target
        route = (*(way.source.held for way in one.ways), conflict, *(way.kind for way in one.ways))
        (further if route in routes else first).append(one)
        routes.add(route)
    return first + further


def _distinct(drawn: Iterable[Drawn]) -> Iterator[Drawn]:
    seen = set[tuple[tuple[Way, ...], Ending]]()
    for one in drawn:
        known = len(seen)
        seen.add((one.ways, one.ending))  # once: its hash goes through all ways
        if len(seen) > known:
            yield one


def _between(question: TraceQuestion, start: Record, end: Record) -> Trace:
    words = _question_words(question, start, end)
    public = Public(question.known_on)
    starts, goal = starts_then(start, public, backward=False), goal_of(then(end, public) or end)
    possible = _Walk(question, starts, goal).trace(words)
    if possible.chains or possible.total:
        return possible
    chains, _more = _Walk(question, starts, goal, mind_time=False).chains(CLASHES)
    clashing = tuple(chain for chain in chains if chain.verdict is TimeVerdict.IMPOSSIBLE)
    total = None if question.take is None else len(clashing)
    return replace(possible, chains=tuple(question.window(clashing)), total=total)


def _through(question: TraceQuestion, start: Record) -> Trace:
    """Backward and forward, joined at the record; best halves first."""
    halves = []
    for direction in (Direction.BACKWARD, Direction.FORWARD):
        asked = question.turned(direction)
        walk = _Walk.of(asked, start)
        halves.append((walk, walk.drawn(question.limit)[0]))
    (back, before), (onward, after) = halves
    joined = list(_joined(before, after))
    found = joined or [*before, *after]
    kept = found[: question.limit]
    assembly = Assembly(list(question.window(kept)), Public(question.known_on), onward.graph.merged)
    chains = tuple(chain for chain in assembly.chains() if chain.verdict is not TimeVerdict.IMPOSSIBLE)
    more = len(found) > question.limit
    cut, why = more or back.is_cut or onward.is_cut, back.why_cut(more) or onward.why_cut(more)
    total = None if question.take is None else len(kept)
    search_cut = back.graph.cut or onward.graph.cut
    return Trace(_question_words(question, start), chains, cut, total, why_cut=why, search_cut=search_cut)


def _joined(before: list[Drawn], after: list[Drawn]) -> Iterator[Drawn]:
    """Pairs that meet, those of good halves first."""
    pairs = sorted((i + j, i, j) for i in range(len(before)) for j in range(len(after)))
    for _rank, i, j in pairs:
        ways = _meet(before[i].ways, after[j].ways)
        if ways is not None:
            yield Drawn(ways, after[j].ending)


def _meet(before: tuple[Way, ...], after: tuple[Way, ...]) -> tuple[Way, ...] | None:
    if before[-1].steps == after[0].steps and before[-1].source == after[0].source:
        joined = (*before, *after[1:])
    elif before[-1].target is not None and before[-1].target.held == after[0].source.held:
        joined = (*before, *after)
    else:
        return None
    held = [way.source.held for way in joined]
    return joined if len(set(held)) == len(held) else None


def _question_words(question: TraceQuestion, start: Record, end: Record | None = None) -> str:
    if end is not None:
        return _("From %(start)s to %(end)s") % {"start": start, "end": end}
    words = {
        Direction.FORWARD: _("Forward from %(start)s"),
        Direction.BACKWARD: _("Back from %(start)s"),
        Direction.BOTH: _("Through %(start)s"),
    }
    return words[question.direction] % {"start": start}
