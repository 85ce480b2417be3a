"""What sources had published by a day: against dates in Python, and against a second reading of the trace's rules."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.dates import PartialDate
from core.truth import Truth
from evidence.contradictions.loading import contradictions_of_all
from evidence.contradictions.model import Contradiction
from evidence.models import Citation
from evidence.publication import Public
from evidence.selectors import grades_of_all
from evidence.subjects import SUBJECTS
from exports.models import Item
from tests.partial_date_examples import DAYS, TEXTS
from tests.test_trace_oracle import PARTIES, THINGS, UNITS, agree_on, chains_of, in_a_world, real_chains, worlds
from tests.trace_oracle import STATED, Oracle
from tests.worlds import Said, World
from tracing.graph import Graph, Place
from tracing.query import TraceQuestion
from tracing.search import search
from tracing.statements import text_of

pytestmark = pytest.mark.django_db
PUBLISHED = [
    None,
    "2017",
    "2018",
    "2019-03",
    "2019-03~",
    "2018/2020",
    "../2019",
    "2020/..",
    "2020-05-01",
    "2020-05-01?",
]
A_DAY = st.sampled_from([date(2018, 12, 31), date(2019, 3, 31), date(2019, 6, 1), date(2020, 5, 2), date(2021, 1, 1)])
ALL = list(HealthCheck)


@st.composite
def cited_worlds(draw: st.DrawFn) -> World:
    """A world in which each record has one or two sources, most of them dated, of some grade."""
    world = draw(worlds())
    for model in STATED:
        for row in world.rows.get(model, []):
            world.said[row.pk] = [
                Said(
                    draw(st.sampled_from(PUBLISHED)),
                    draw(st.sampled_from(["supports", "supports", "supports", "disputes", "mentions"])),
                    draw(st.sampled_from("ABF")),
                    draw(st.sampled_from("1236")),
                )
                for _ in range(draw(st.integers(1, 2)))
            ]
    return world


@settings(max_examples=300, deadline=None, suppress_health_check=ALL, database=None)
@given(
    world=cited_worlds(), thing=st.sampled_from(THINGS), party=st.sampled_from(PARTIES), backward=st.booleans(),
    gaps=st.booleans(), roll_ups=st.booleans(), day=A_DAY, unit=st.booleans(),
)  # fmt: skip
def test_the_trace_of_a_day_is_that_of_a_world_without_what_came_later(  # noqa: PLR0917  # what Hypothesis draws
    world: World, thing: str, party: str, backward: bool, gaps: bool, roll_ups: bool, day: date, unit: bool
) -> None:
    oracle = Oracle(world, gaps=gaps, roll_ups=roll_ups, backward=backward, known_on=day)
    makers = [Place(item.pk, None, item.maker_id) for item in world.rows[Item]]
    named = world.names[UNITS[thing]] if unit and thing in UNITS else None
    starts = [Place(world.names[thing], named, world.names[party]), *makers]
    in_a_world(world, lambda: agree_on(oracle, starts), cited=True)


@settings(max_examples=60, deadline=None, suppress_health_check=ALL, database=None)
@given(world=cited_worlds(), day=A_DAY, weakest=st.sampled_from([1, 2, 3]))
def test_strength_asked_for_is_that_of_the_day(world: World, day: date, weakest: int) -> None:
    oracle = Oracle(world, weakest=weakest, known_on=day)

    def check() -> None:
        for item in world.rows[Item]:
            start = Place(item.pk, None, item.maker_id)
            assert chains_of(oracle, start) == real_chains(oracle, start)

    in_a_world(world, check, cited=True)


@settings(max_examples=100, deadline=None, suppress_health_check=ALL, database=None)
@given(world=cited_worlds(), days=st.tuples(A_DAY, A_DAY).map(sorted), thing=st.sampled_from(THINGS))
def test_a_record_that_is_known_on_a_day_is_known_on_every_later_one(
    world: World, days: list[date], thing: str
) -> None:
    def check() -> None:
        for column, model in (("shipment", "Shipment"), ("licence", "Licence"), ("incident", "Incident")):
            keys = [row.pk for rows in world.rows.values() for row in rows if type(row).__name__ == model]
            early, late = (Public(day).known(column, keys) for day in days)
            maybe = Public(days[0], loosely=True).known(column, keys)
            assert early <= late
            assert early <= maybe

    in_a_world(world, check, cited=True)


@settings(max_examples=300, deadline=None)
@given(written=TEXTS, day=DAYS)
def test_sql_places_a_source_before_a_day_as_python_does(written: str, day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(surely_published(d, edtf_latest(d)) <= %s, false),"
            " possibly_published(d, edtf_earliest(d)) <= %s FROM (SELECT %s::text AS d) one",
            [day, day, written],
        )
        surely, possibly = cursor.fetchone()
    later = PartialDate.parse(written).after(PartialDate.of_day(day))
    assert (surely, possibly) == (later is Truth.NO, later is not Truth.YES)


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2020, 10, 6), date(2020, 10, 31), date(2021, 4, 13)])
def test_grades_and_disagreements_of_a_day_are_those_without_later_citations(day: date) -> None:
    wanted = {
        column: list(Citation.objects.exclude(**{column: None}).values_list(f"{column}_id", flat=True).distinct())
        for column in SUBJECTS
    }
    then, differing = grades_of_all(wanted, day), contradictions_of_all(wanted, day)
    out = Public(day).citations(Citation.objects.all())
    with transaction.atomic():
        Citation.objects.exclude(pk__in=list(out.values_list("pk", flat=True))).delete()
        assert then == grades_of_all(wanted)
        left = contradictions_of_all(wanted)
        transaction.set_rollback(True)  # or the guards would refuse records without citations
    assert {c: {k: _words(d) for k, d in found.items()} for c, found in differing.items()} == {
        c: {k: _words(d) for k, d in found.items()} for c, found in left.items()
    }
    assert any(grade.sources for found in then.values() for grade in found.values())


def _words(found: list[Contradiction]) -> list[tuple[str, list[str]]]:
    return [(one.field, sorted(one.values)) for one in found]


def test_a_denial_alone_makes_nothing_known() -> None:
    world = World().item("a", "M").ship("a", "M", "S", name="denied").say("denied", "2019-01-01", "disputes")
    world.say("denied", "2020-01-01").save()
    assert not _reached("a", "M", world, date(2019, 6, 1)).out
    assert _reached("a", "M", world, date(2020, 6, 1)).out


def test_without_a_day_the_statement_does_not_look_at_publication() -> None:
    for name in ("forward", "backward"):
        assert "published" not in text_of(name)
        assert "surely_published" in text_of(name, True, True)


def _reached(item: str, maker: str, world: World, day: date) -> Graph:
    place = Place(world.names[item], None, world.names[maker])
    return search(TraceQuestion(item, known_on=day), [(place, None)], depth=None)
