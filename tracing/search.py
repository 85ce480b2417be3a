"""Run one of the two statements for a question and give back what it found as a graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import OperationalError, connections, router, transaction

from exports.models import Shipment
from tracing.aliases import any_merged
from tracing.choices import LinkKind
from tracing.graph import Graph, Place, Step, Way, grouped
from tracing.known import strong_enough
from tracing.query import TraceQuestion
from tracing.statements import run

LINKS_PER_ROW = 5
"""How many rows of the answer, states and links, go with each state allowed in the search."""
AFTER_A_TIMEOUT = 250
"""Rows to ask for once more, when the statement timeout cut the first try."""
QUERY_CANCELED = "57014"
Start = tuple[Place, date | None]
SWITCHES = {
    "shipped": LinkKind.SHIPPED,
    "produced": LinkKind.PRODUCED_UNDER_LICENCE,
    "built_in": LinkKind.BUILT_IN,
    "authorised": LinkKind.AUTHORISED,
    "seen": LinkKind.SEEN,
    "same_type": LinkKind.SAME_TYPE,
    "recorded_as": LinkKind.RECORDED_AS,
    "no_record": LinkKind.NO_RECORD,
}
KINDS = {str(kind): kind for kind in LinkKind}
SEEN = str(LinkKind.SEEN)


def search(
    question: TraceQuestion,
    starts: Iterable[Start],
    *,
    depth: int | None,
    backward: bool = False,
    wanted: Iterable[int] = (),
    mind_time: bool = True,
    loosely: bool = False,
) -> Graph:
    """Everything reachable from the starts; `wanted` holders may be reached by a roll-up that leads no further.

    With a depth, as far as chains of so many links go, and what follows them: give that of the walk (None: to the end).

    Of a question about a day: what was known on it; `loosely` also what may have been.
    """
    values = parameters(question, starts, backward, wanted, mind_time, depth) | {"loosely": loosely}
    try:
        rows, timed_out = _rows(backward, values), False
    except OperationalError as problem:
        if getattr(problem.__cause__, "pgcode", "") != QUERY_CANCELED:
            raise
        values |= {"row_limit": AFTER_A_TIMEOUT, "link_limit": LINKS_PER_ROW * AFTER_A_TIMEOUT}
        rows, timed_out = _rows(backward, values), True
    return _graph(rows, values, backward, question, timed_out)


def parameters(  # noqa: PLR0917  # the statement's parameters
    question: TraceQuestion,
    starts: Iterable[Start],
    backward: bool,
    wanted: Iterable[int],
    mind_time: bool,
    depth: int | None,
) -> dict[str, Any]:
    """The values of the statement's parameters."""
    places = list(starts)
    open_end = "infinity" if backward else "-infinity"
    return {
        "items": [place.item for place, _ in places],
        "units": [place.unit for place, _ in places],
        "holders": [place.holder for place, _ in places],
        "days": [str(day) if day else open_end for _, day in places],
        "wanted": list(wanted),
        "as_of": str(question.as_of) if question.as_of else "infinity",
        # Strength in the tables is today's; that of a day is computed for what was found, see tracing/known.py.
        "weakest": question.weakest.rank if question.known_on is None else 0,
        "rungs": question.rungs,
        "known_on": str(question.known_on) if question.known_on else None,
        "loosely": False,
        "merged": any_merged(),
        **{switch: kind in question.followed for switch, kind in SWITCHES.items()},
        "mind_time": mind_time,
        "depth": depth,
        "row_limit": question.rows,
        "link_limit": LINKS_PER_ROW * question.rows,
    }


def _rows(backward: bool, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    alias = router.db_for_read(Shipment)
    with transaction.atomic(using=alias):  # so that a timeout leaves the connection usable
        return run(connections[alias], "backward" if backward else "forward", values)


class _Places(dict[tuple[Any, ...], Place]):
    """Each place once, by the columns of a row."""

    def __missing__(self, columns: tuple[Any, ...]) -> Place:
        made = self[columns] = Place(*columns)
        return made


def _graph(
    rows: list[tuple[Any, ...]], values: dict[str, Any], backward: bool, question: TraceQuestion, timed_out: bool
) -> Graph:
    """Thousands of rows: they are grouped as they come, by tuples, and each place is made once.

    A row: a state, its day, states reached, kind, record, the other state (of an incident: its conflict), and the rest
    of a Step.
    """
    places = _Places()
    reached = set()
    parallel: dict[tuple[Any, ...], dict[int | None, tuple[Any, ...]]] = {}
    for row in rows:
        kind = row[6]
        if kind is None:
            reached.add(places[row[:4]])
            continue
        # Incidents stay apart: each is an end of its own.
        between = (kind, row[:4], row[7] if kind == SEEN else row[8:12])
        same = parallel.get(between)
        if same is None:
            parallel[between] = {row[7]: row}
        else:
            same[row[7]] = row
    ways: Iterable[Collection[Step]] = (_steps(*one, places, backward) for one in parallel.items())
    graph = Graph(places=reached)
    if question.known_on is not None and not values["loosely"]:
        steps = strong_enough([step for way in ways for step in way], question.known_on, question.weakest.rank)
        ways = grouped(steps)
    for way in ways:
        graph.add(Way.of(way))
    graph.cut = timed_out or len(rows) > values["link_limit"] or (bool(rows) and rows[0][5] > values["row_limit"])
    graph.merged = values["merged"]
    return graph


def _steps(
    between: tuple[Any, ...], same: dict[int | None, tuple[Any, ...]], places: _Places, backward: bool
) -> list[Step]:
    text, here, there = between
    kind, source = KINDS[text], places[here]
    if kind is LinkKind.SEEN:
        return [Step(kind, source, None, *row[7:8], *row[12:], row[10]) for row in same.values()]  # type: ignore[call-arg]
    source, target = (places[there], source) if backward else (source, places[there])
    return [Step(kind, source, target, row[7], *row[12:]) for row in same.values()]
