"""The one function that pages, the API and the command call: a question in, its chains out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
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
    more: bool = field(default=False, init=False)
    """Whether there are more chains than were to be ranked, once all of those were asked for."""
    found: int = field(default=0, init=False)
    """Chains that were ranked so far."""

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

    def ranked(self, limit: int) -> Iterator[Drawn]:
        """The best chains, each looked for when it is asked for: those that arrive, then those that stop before.

        Where no end was named, a quarter of the places is kept for the latter: a rival reading may end openly. At the
        end `more` tells whether there are others.
        """
        self.found = 0
        for one in self._in_places(limit):
            self.found += 1
            yield one

    def _in_places(self, limit: int) -> Iterator[Drawn]:
        arriving = _routes_first(islice(self._drawn(self.walker.complete), MANY + limit))
        kept = 0 if self.goal is not None else limit // 4
        yield from islice(arriving, limit - kept)
        if self.goal is not None:
            self.more = any(True for _one in arriving)
            return
        if self.found < limit - kept:
            stopping = self._drawn(self.walker.dead_ends)
            yield from islice(stopping, limit - self.found)
            self.more = any(True for _one in stopping)
            return
        others = list(islice(arriving, kept + 1))
        stopping_first = list(islice(self._drawn(self.walker.dead_ends), kept + 1))
        places = kept - min(len(stopping_first), kept)
        yield from others[:places]
        yield from stopping_first[:kept]
        self.more = len(others) > places or len(stopping_first) > kept

    def _drawn(self, paths: Callable[[Iterable[Partial]], Iterator[Path]]) -> Iterator[Drawn]:
        return _distinct(map(self._in_order, paths(self.partials())))

    def _in_order(self, path: Path) -> Drawn:
        ways = path.ways[::-1] if self.backward else path.ways
        if ways[-1].kind == LinkKind.SEEN:
            stopped = path.ending in {Ending.LIMIT, Ending.DEPTH, Ending.LOOP}
            return Drawn(ways, path.ending if stopped else Ending.COMPLETE)
        if path.ending is Ending.COMPLETE or (self.backward and path.ending is Ending.OPEN_END):
            return Drawn(ways, Ending.AS_ASKED)
        return Drawn(ways, path.ending)

    def chains(self, limit: int) -> tuple[Chain, ...]:
        """The best chains with everything they show."""
        return Assembly(list(self.ranked(limit)), Public(self.question.known_on), self.graph.merged).chains()

    def trace(self, words: str) -> Trace:
        found, total, further = _read(self.question, self.ranked(self.question.limit))
        chains = Assembly(found, Public(self.question.known_on), self.graph.merged).chains()
        cut = self.more or self.is_cut
        return Trace(words, chains, cut, total, further, why_cut=self.why_cut(self.more), search_cut=self.graph.cut)

    @property
    def is_cut(self) -> bool:
        return self.graph.cut or self.walker.cut or self.is_too_short

    @property
    def is_too_short(self) -> bool:
        """Whether no chain leads to the named end, and a longer one might. Chains that stop say so themselves."""
        return self.goal is not None and not self.found and self.graph.goes_on

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
        if self.is_too_short:
            return _("Chains of more than %(depth)d links were not looked for.") % {"depth": self.question.depth}
        return ""


def _routes_first(found: Iterable[Drawn]) -> Iterator[Drawn]:
    """The best chain of each route before further incidents at the end of the same one, all still best first."""
    routes: set[tuple[object, ...]] = set()
    further: list[Drawn] = []
    for one in found:
        last = one.ways[-1]
        conflict = last.steps[0].conflict if last.target is None else last.target
        route = (*(way.source.held for way in one.ways), conflict, *(way.kind for way in one.ways))
        if route in routes:
            further.append(one)
        else:
            routes.add(route)
            yield one
    yield from further


def _read(question: TraceQuestion, ranked: Iterator[Drawn]) -> tuple[list[Drawn], int | None, bool]:
    """The chains to read; how many there are, where that was asked; whether some follow after those."""
    if question.take is None:
        return list(ranked)[question.skip :], None, False
    end = question.skip + question.take
    found = list(ranked if question.counted else islice(ranked, end + 1))
    return found[question.skip : end], len(found) if question.counted else None, len(found) > end


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
    walk = _Walk(question, starts, goal)
    possible = walk.trace(words)
    if walk.found:
        return possible
    chains = _Walk(question, starts, goal, mind_time=False).chains(CLASHES)
    clashing = [chain for chain in chains if chain.verdict is TimeVerdict.IMPOSSIBLE]
    total = len(clashing) if question.counted else None
    shown = tuple(question.window(clashing))
    return replace(possible, chains=shown, total=total, further=len(clashing) > question.skip + len(shown))


def _through(question: TraceQuestion, start: Record) -> Trace:
    """Backward and forward, joined at the record; best halves first."""
    ways = (Direction.BACKWARD, Direction.FORWARD)
    back, onward = (_Walk.of(question.turned(direction), start) for direction in ways)
    before, after = list(back.ranked(question.limit)), list(onward.ranked(question.limit))
    found = _whole(before, after)
    drawn, total, further = _read(question, islice(found, question.limit))
    is_all = total is not None or not further
    more = is_all and any(True for _one in found)
    assembly = Assembly(drawn, Public(question.known_on), onward.graph.merged)
    chains = tuple(chain for chain in assembly.chains() if chain.verdict is not TimeVerdict.IMPOSSIBLE)
    cut, why = more or back.is_cut or onward.is_cut, back.why_cut(more) or onward.why_cut(more)
    search_cut = back.graph.cut or onward.graph.cut
    return Trace(_question_words(question, start), chains, cut, total, further, why_cut=why, search_cut=search_cut)


def _whole(before: list[Drawn], after: list[Drawn]) -> Iterator[Drawn]:
    """Halves that meet as one; where none do, the halves by themselves."""
    joined = _joined(before, after)
    first = next(joined, None)
    if first is None:
        yield from (*before, *after)
    else:
        yield first
        yield from joined


def _joined(before: list[Drawn], after: list[Drawn]) -> Iterator[Drawn]:
    """Pairs that meet, those of good halves first."""
    for rank in range(len(before) + len(after) - 1):
        for i in range(max(0, rank - len(after) + 1), min(rank + 1, len(before))):
            ways = _meet(before[i].ways, after[rank - i].ways)
            if ways is not None:
                yield Drawn(ways, after[rank - i].ending)


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
