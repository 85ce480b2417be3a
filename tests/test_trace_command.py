"""The trace from the command line, from every kind of record, as the public login, with a fixed number of queries."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.worlds import World
from tracing.query import Direction, TraceError, TraceQuestion
from tracing.service import trace

pytestmark = pytest.mark.django_db
EVERY_KIND = [
    "item-mx-15d", "org-baykar", "tra-tb2-azerbaijan-sipri", "mea-ca-2020-05-permit-7-mx15d", "inc-mx15d-tb2",
    "use-tb2-nk-2020", "conf-nk-2020", "item-mx15d-recovered",
]  # fmt: skip


def printed(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("trace", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_text_tells_the_chain_from_the_maker_to_the_war() -> None:
    text = printed("item-mx-15d", "--to", "conf-nk-2020", "--limit", "1").partition("\n1. ")[2]
    parts = [
        "made by",
        "L3Harris Wescam",
        "built into",
        "armed MALE UAV",
        "Azerbaijani Armed Forces (",
        "Ends: complete",
    ]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_csv_has_one_row_for_each_link() -> None:
    rows = list(csv.DictReader(StringIO(printed("item-mx-15d", "--to", "conf-nk-2020", "--format", "csv"))))
    answer = trace(TraceQuestion("item-mx-15d", end="conf-nk-2020"))
    assert len(rows) == sum(len(chain.links) for chain in answer.chains)
    assert [row["kind"] for row in rows[:4]] == ["shipped", "built_in", "shipped", "seen"]


def test_json_can_be_read_by_machine() -> None:
    answer = json.loads(printed("item-mx-15d", "--limit", "1", "--format", "json"))
    assert answer["chains"][0]["links"][0]["from"]["holder"]["name"] == "L3Harris Wescam"
    assert answer["chains"][0]["ending"] == "complete"


def test_svg_is_a_picture() -> None:
    picture = ET.fromstring(printed("item-mx-15d", "--limit", "3", "--format", "svg"))  # noqa: S314  # our own
    assert picture.tag.endswith("svg")


def test_an_unknown_record_is_refused_with_a_sentence() -> None:
    with pytest.raises(CommandError, match="There is no record “nothing”"):
        printed("nothing")


def test_a_limit_that_makes_no_sense_is_refused_with_a_sentence() -> None:
    with pytest.raises(CommandError, match="The depth of a trace is a number from 1 to 30"):
        printed("item-mx-15d", "--depth", "0")


def test_a_rung_that_does_not_exist_is_refused_with_a_sentence() -> None:
    with pytest.raises(TraceError, match="is no rung of proof"):
        TraceQuestion("item-mx-15d", lowest_rung="hearsay")


@pytest.mark.parametrize("start", EVERY_KIND)
@pytest.mark.parametrize("direction", list(Direction))
def test_a_trace_can_start_from_any_kind_of_record(start: str, direction: Direction) -> None:
    answer = trace(TraceQuestion(start, direction=direction, limit=3))
    nothing_after = direction is Direction.FORWARD and start in {"use-tb2-nk-2020", "conf-nk-2020"}
    nothing_before = direction is Direction.BACKWARD and start == "item-mx-15d"
    assert bool(answer.chains) is not (nothing_after or nothing_before)


def test_the_public_login_may_trace(public_role: Callable[[], AbstractContextManager[None]]) -> None:
    with public_role():
        answer = trace(TraceQuestion("item-mx-15d", limit=2))
    assert answer.chains


def test_a_longer_answer_needs_no_more_queries() -> None:
    world = World().item("a", "M")
    for number in range(40):
        world.ship("a", "M", f"R{number}", "2019").ship("a", f"R{number}", f"S{number}", "2020")
    world.save()
    counts = []
    for limit in (2, 40):
        with CaptureQueriesContext(connection) as queries:
            trace(TraceQuestion("a", limit=limit))
        counts.append(len(queries))
    trace(TraceQuestion("a", limit=2))  # the statements are prepared by now
    assert counts[1] <= counts[0]
    assert counts[1] < 25


def test_both_readings_of_the_permit_of_the_recovered_unit_are_there() -> None:
    text = printed("item-mx15d-recovered", "--limit", "20")
    assert "Baykar" in text
    assert "Navy" in text or "navy" in text
