"""The trace against a second reading of its rules, over random small worlds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.choices import Strength
from exports.models import Item
from tests.trace_oracle import Hop, Oracle, State
from tests.worlds import World
from tracing.graph import Place
from tracing.paths import Walker
from tracing.query import Direction, TraceQuestion
from tracing.search import parameters, search
from tracing.statements import run

pytestmark = pytest.mark.django_db
WORLDS = 1000
DEPTH = 5
DATES = [None, "2018", "2019", "2020", "2019-06", "2018/2020", "../2019", "2020/..", "2021-03-05"]
PARTIES = [f"p{n}" for n in range(6)]
THINGS = ["t0", "t1", "t2", "t3"]
UNITS = {"t0": "u0", "t1": "u1"}
STRENGTHS = [strength.value for strength in Strength]


class RolledBackError(Exception):
    """Ends a world: nothing of it is ever committed."""


@st.composite
def worlds(draw: st.DrawFn) -> World:  # noqa: C901  # one draw for each kind of record
    """Six parties in two countries, four types, and a handful of records of every kind."""

    def pick(values: list[Any]) -> Any:
        return draw(st.sampled_from(values))

    def some(most: int) -> int:
        return draw(st.integers(0, most))

    def when() -> str | None:
        return pick(DATES)  # type: ignore[no-any-return]  # drawn from a list of just these

    def strength() -> str:
        return str(pick(STRENGTHS))

    def named(item: str) -> str:
        return str(pick(["", "", UNITS[item], f"{UNITS[item]}b"])) if item in UNITS else ""

    def pair(values: list[str]) -> list[str]:
        return draw(st.permutations(values))[:2]

    world = World()
    for n, party in enumerate(PARTIES):
        kind = pick(["company", "company", "armed_force", "unknown_party"]) if n > 1 else "state"
        country = ("QA", "QB")[n] if n < 2 else pick(["", "QA", "QB"])
        parent = pick(["", "", *PARTIES[:n]]) if n > 1 else ""
        world.party(party, kind, country, parent)
    for n, thing in enumerate(THINGS):
        world.item(thing, pick(PARTIES), family=pick(["", "", *THINGS[:n]]))
    for item, unit in UNITS.items():
        world.unit(unit, item).unit(f"{unit}b", item)
    for _ in range(draw(st.integers(1, 6))):
        (giver, taker), item = pair(PARTIES), pick(THINGS)
        unit = named(item)
        world.ship(
            item, giver, taker, when(), ordered=pick([None, "2019", "2017"]), units=[unit] if unit else [],
            kind=pick(["sale", "sale", "licensed_production"]), strength=strength(),
            status=pick(["delivered", "unknown", "ordered", "cancelled"]),
        )  # fmt: skip
    for _ in range(some(3)):
        component, platform = pair(THINGS)
        world.fit(
            component, platform, pick(PARTIES), when(), until=pick([None, None, "2021"]), unit=named(component),
            platform_unit=named(platform), kind=pick(["standard", "observed", "planned"]), strength=strength(),
        )  # fmt: skip
    for _ in range(some(2)):
        giver, taker = pair(PARTIES)
        item, issued = pick(THINGS), when()
        until = pick([None, "2022"] if issued == "2021-03-05" else [None, "2020", "2022"])
        world.permit(
            item, giver, issued, until=until, consignee=taker, end_user=pick(["", *PARTIES]),
            unit=named(item), refused=pick([False, False, True]), strength=strength(),
        )  # fmt: skip
    world.war("w", *pair(PARTIES), supporters=[pick(PARTIES)] if some(1) else [])
    for _ in range(some(3)):
        item = pick(THINGS)
        world.seen(
            item, pick(["", *PARTIES]), when(), war=pick(["", "w"]), actor=pick(["", "", *PARTIES]), unit=named(item),
            strength=strength(), role=pick(["main", "main", "part"]),
        )  # fmt: skip
    return world


def question(oracle: Oracle) -> TraceQuestion:
    return TraceQuestion(
        "x", as_of=None if oracle.as_of == date.max else oracle.as_of, weakest=list(Strength)[4 - oracle.weakest],
        gaps=oracle.gaps, roll_ups=oracle.roll_ups, depth=DEPTH, known_on=oracle.known_on,
    )  # fmt: skip


def found_in_sql(oracle: Oracle, start: Place) -> tuple[dict[State, date], set[tuple[Any, ...]]]:
    values = parameters(question(oracle), [(start, None)], oracle.backward, (), True, None)
    days: dict[State, date] = {}
    links = set()
    for item, unit, holder, rolled, day, _rows, kind, record, *target in run(
        connection, "backward" if oracle.backward else "forward", values
    ):
        state = (item, unit, holder, rolled)
        if day is not None:
            days[state] = day
        if kind is not None:
            links.add((kind, record, state, tuple(target[:4]) if kind != "seen" else None))
    return days, links


def in_a_world(world: World, check: Any, *, cited: bool = False) -> None:
    """Save, check, and take everything back: the constraints that wait for the commit never run."""
    try:
        with transaction.atomic():
            world.save(cited=cited)
            check()
            raise RolledBackError
    except RolledBackError:
        pass


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    world=worlds(), thing=st.sampled_from(THINGS), party=st.sampled_from(PARTIES), backward=st.booleans(),
    gaps=st.booleans(), roll_ups=st.booleans(), as_of=st.sampled_from([date.max, date.max, date(2019, 3, 1)]),
    weakest=st.sampled_from([0, 0, 2]), unit=st.booleans(),
)  # fmt: skip
def test_the_trace_is_that_of_a_second_reading_of_the_rules(  # noqa: PLR0917  # what Hypothesis draws
    world: World,
    thing: str,
    party: str,
    backward: bool,
    gaps: bool,
    roll_ups: bool,
    as_of: date,
    weakest: int,
    unit: bool,
) -> None:
    oracle = Oracle(world, as_of, weakest, gaps, roll_ups, backward)
    makers = [Place(item.pk, None, item.maker_id) for item in world.rows[Item]]
    named = world.names[UNITS[thing]] if unit and thing in UNITS else None
    starts = [Place(world.names[thing], named, world.names[party]), *makers]
    in_a_world(world, lambda: agree_on(oracle, starts))


def agree_on(oracle: Oracle, starts: list[Place]) -> None:
    for start in starts:
        agree(oracle, start)


def agree(oracle: Oracle, start: Place) -> None:
    days, links = found_in_sql(oracle, start)
    expected_days, hops = oracle.reach(key(start))
    assert days == expected_days
    assert links == {(hop.kind, hop.record, hop.source, hop.target) for hop in hops}
    if not oracle.backward:
        assert chains_of(oracle, start) == real_chains(oracle, start)


def real_chains(oracle: Oracle, start: Place) -> set[Any]:
    """Without those in which a change of name leads nowhere: there are none, since they end in an incident."""
    return set(oracle.complete_chains(key(start), DEPTH))


def chains_of(oracle: Oracle, start: Place) -> set[tuple[Any, ...]]:
    walker = Walker(search(question(oracle), [(start, None)], depth=DEPTH), depth=DEPTH, left=10**6)
    paths = list(walker.complete([walker.start(start)]))
    costs = [max(-way.rank for way in path.ways) for path in paths]
    assert costs == sorted(costs), "the strongest weakest link comes first"
    return {
        tuple(
            (way.kind.value, key(way.source), key(way.target) if way.target else way.steps[0].record)
            for way in path.ways
        )
        for path in paths
    }


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    world=worlds(), thing=st.sampled_from(THINGS), party=st.sampled_from(PARTIES), backward=st.booleans(),
    depth=st.integers(1, 4),
)  # fmt: skip
def test_a_search_of_so_many_rounds_finds_every_chain_of_so_many_links_and_how_it_ends(
    world: World, thing: str, party: str, backward: bool, depth: int
) -> None:
    direction = Direction.BACKWARD if backward else Direction.FORWARD
    asked = TraceQuestion("x", direction=direction, depth=depth)

    def check() -> None:
        start = Place(world.names[thing], None, world.names[party])
        assert stops(asked, start, depth) == stops(asked, start, None)

    in_a_world(world, check)


def stops(asked: TraceQuestion, start: Place, rounds: int | None) -> set[Any]:
    """Every chain with its ending, in a graph that was searched for so many rounds, or to its end."""
    backward = asked.direction is Direction.BACKWARD
    graph = search(asked, [(start, None)], backward=backward, depth=rounds)
    walker = Walker(graph, depth=asked.depth, backward=backward, stops=not backward, left=10**6)
    starts = [walker.start(start)]
    return {(path.ending, path.ways) for path in (*walker.complete(starts), *walker.dead_ends(starts))}


def key(place: Place) -> State:
    return (place.item, place.unit, place.holder, place.rolled)


def test_the_second_reading_finds_something_to_compare() -> None:
    world = World().item("a", "m").item("b", "i", kind="platform").ship("a", "m", "i", "2019").fit("a", "b", "i")
    world.ship("b", "i", "u", "2020").war("w", "u", "v").seen("b", "u", "2021", war="w")
    oracle = Oracle(world)
    chains = oracle.complete_chains((world.names["a"], None, world.names["m"], False), DEPTH)
    assert [[way[0] for way in chain] for chain in chains] == [["shipped", "built_in", "shipped", "seen"]]
    assert isinstance(next(oracle.hops_from((world.names["a"], None, world.names["m"], False))), Hop)
