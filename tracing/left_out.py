"""How many records a trace of a day leaves out because nobody can tell whether their sources were out by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import PartialDate
from core.models import Record
from evidence.publication import Public
from evidence.selectors import column_of
from exports.models import ItemUnit
from tracing.graph import Graph, Place, Way
from tracing.known import NAMES, starts_then, then
from tracing.model import Trace
from tracing.query import Direction, TraceQuestion
from tracing.search import search
from tracing.starts import Goal, goal_of


def then_told(trace: Trace, question: TraceQuestion, start: Record, end: Record | None = None) -> Trace:
    """The answer with what has to be said about the day it is asked for; as it is where none is."""
    day = question.known_on
    if day is None:
        return trace
    unread = tuple(one for one in (start, end) if one is not None and then(one, Public(day)) is not one)
    sentences = (*(_unread(one, day) for one in unread), *_left_out_words(left_out(question, start, end)))
    return replace(trace, known_on=day, notes=tuple(sentences))


def _unread(record: Record, day: date) -> str:
    words = {"day": PartialDate.of_day(day).words(), "record": str(record)}
    if isinstance(record, ItemUnit):
        return _(
            "No source that was surely published by %(day)s names “%(record)s”. Its type is followed instead."
        ) % words  # fmt: skip
    return _("No source that was surely published by %(day)s states “%(record)s”.") % words


def _left_out_words(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    words = ngettext(
        "%(number)d record is left out: it rests on sources whose day of publication cannot be told.",
        "%(number)d records are left out: they rest on sources whose day of publication cannot be told.",
        number,
    )
    return (words % {"number": number},)


def left_out(question: TraceQuestion, start: Record, end: Record | None = None) -> int:
    """Records and named units on ways that would be there if every doubtful date were early enough.

    Costs one more search for each direction.
    """
    if question.known_on is None:
        return 0
    doubtful = Public(question.known_on, loosely=True)
    found: dict[str, set[int]] = defaultdict(set)
    if not isinstance(start, NAMES):
        found[column_of(start)].add(start.pk)
    goal = goal_of(end) if end is not None else None
    for backward in _directions(question, goal):
        for way in _ways(question, start, doubtful, backward, goal):
            _note(way, found)
    certain = Public(question.known_on)
    return sum(len(doubtful.known(column, ids) - certain.known(column, ids)) for column, ids in found.items())


def _directions(question: TraceQuestion, goal: Goal | None) -> tuple[bool, ...]:
    if goal is not None:
        return (False,)
    if question.direction is Direction.BOTH:
        return (True, False)
    return (question.direction is Direction.BACKWARD,)


def _ways(question: TraceQuestion, start: Record, public: Public, backward: bool, goal: Goal | None) -> Iterator[Way]:
    starts = starts_then(start, public, backward=backward)
    if not starts:
        return
    graph = search(
        question, [(one.place, one.day) for one in starts], backward=backward,
        wanted=goal.holders if goal else (), depth=question.depth, loosely=True,
    )  # fmt: skip
    yield from (way for one in starts for way in one.ways)
    yield from graph.ways() if goal is None else _towards(graph, goal)


def _towards(graph: Graph, goal: Goal) -> list[Way]:
    """The ways from which the goal can be reached."""
    waiting = [way for way in graph.ways() if goal.reached_by(way)]
    found = dict.fromkeys(waiting)
    while waiting:
        before: Iterable[Way] = graph.into.get(waiting.pop().source, ())
        new = [way for way in before if way not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return list(found)


def _note(way: Way, found: dict[str, set[int]]) -> None:
    for step in way.steps:
        if step.record is not None:
            found[step.column].add(step.record)
    places: list[Place] = [way.source] if way.target is None else [way.source, way.target]
    found["item_unit"] |= {place.unit for place in places if place.unit is not None}
