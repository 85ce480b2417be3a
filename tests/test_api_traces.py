"""`/api/v1/trace/`: the same chains as the page, all of them, a page at a time and in every form."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from django.test import Client

from tests.pages_support import public_queries
from tracing.query import Direction, TraceQuestion
from tracing.service import trace

pytestmark = pytest.mark.django_db
TRACE = "/api/v1/trace/"
WESCAM: dict[str, str | int] = {"from": "item-mx-15d", "to": "conf-nk-2020"}
FORWARD: dict[str, str | int] = {"from": "item-mx-15d"}


def get(client: Client, status: int = 200, /, **values: str | int) -> Any:
    response = client.get(TRACE, values)
    assert response.status_code == status, response.content[:500].decode()
    return json.loads(response.content)


def walk(client: Client, **values: str | int) -> list[dict[str, Any]]:
    """Every page, by following `next`."""
    body = get(client, **values)
    found = list(body["results"])
    while body["next"]:
        body = json.loads(client.get(body["next"]).content)
        found += body["results"]
    return found


def test_it_answers_as_tracing_does(client: Client) -> None:
    body = get(client, **WESCAM)
    chains = trace(TraceQuestion("item-mx-15d", end="conf-nk-2020", limit=1000)).chains
    assert body["count"] is None
    assert get(client, **WESCAM, count="exact")["count"] == len(chains)
    shown = [(one["title"], one["ending"], one["time_verdict"], one["gaps"]) for one in walk(client, **WESCAM)]
    assert shown == [(one.title, one.ending.value, one.verdict.value, one.gaps) for one in chains]


@pytest.mark.parametrize("limit", [1, 7, 100])
@pytest.mark.parametrize("direction", ["forward", "backward", "both"])
def test_pages_together_are_the_whole_answer(client: Client, limit: int, direction: str) -> None:
    start = "item-tb2" if direction != "backward" else "conf-nk-2020"
    whole = trace(TraceQuestion(start, direction=Direction(direction), limit=1000)).chains
    asked: dict[str, str | int] = {"from": start, "direction": direction, "limit": limit, "rules": "no"}
    found = walk(client, **asked)
    if limit == 1:
        found = found[:40]
    numbers = [one["number"] for one in found]
    assert numbers == sorted(set(numbers))
    assert [one["title"] for one in found] == [one.title for one in whole][: len(found)]
    assert limit == 1 or len(found) == len(whole)


def test_incomplete_chains_are_there_and_say_how_they_end(client: Client) -> None:
    endings = {one["ending"] for one in walk(client, **FORWARD)}
    assert "complete" in endings
    assert endings - {"complete"}


def test_every_chain_has_what_the_rules_say_unless_they_are_left_out(client: Client) -> None:
    judged = get(client, **WESCAM)["results"]
    assert all(one["findings"] for one in judged)
    assert all("findings" not in one for one in get(client, **WESCAM, rules="no")["results"])


def test_a_day_narrows_what_was_known(client: Client) -> None:
    early, late = (get(client, **WESCAM, known_on=day, count="exact")["count"] for day in ("2015-01-01", "2026-01-01"))
    assert early < late


def test_as_csv_each_link_is_a_row_and_numbers_go_on(client: Client) -> None:
    first = client.get(TRACE, {**FORWARD, "format": "csv", "limit": 5})
    following = first.headers["Link"].partition(">")[0].removeprefix("<")
    rows = [
        row
        for response in (first, client.get(following))
        for row in csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig")))
    ]
    chains = walk(client, **FORWARD, rules="no")[:10]
    assert [int(row["chain"]) for row in rows] == [one["number"] for one in chains for _ in one["links"]]


def test_the_last_page_tells_whether_the_answer_ends_there(client: Client) -> None:
    body = get(client, **FORWARD, limit=100)
    while body["next"]:
        assert body["truncated"] is False
        body = json.loads(client.get(body["next"]).content)
    assert (body["truncated"], body["truncated_why"]) == (False, "")
    beyond = get(client, **WESCAM, limit=100)
    assert (beyond["next"], len(beyond["results"])) == (None, get(client, **WESCAM, count="exact")["count"])


def test_a_graph_that_is_one_page_of_several_says_that_more_follow(client: Client) -> None:
    part = client.get(TRACE, {**FORWARD, "format": "graphml", "limit": 2}).content.decode()
    assert "Only some of the chains are here; more follow on the next page." in part
    whole = client.get(TRACE, {**WESCAM, "format": "graphml"}).content.decode()
    assert "more follow" not in whole


@pytest.mark.parametrize("form", ["graphml", "gexf", "svg"])
def test_graphs_and_pictures_are_well_formed(client: Client, form: str) -> None:
    response = client.get(TRACE, {**WESCAM, "format": form})
    assert response.status_code == 200
    ET.fromstring(response.content)  # noqa: S314  # our own file
    if form == "graphml":
        graph = nx.read_graphml(io.BytesIO(response.content), force_multigraph=True)
        numbers = {int(n) for *_, data in graph.edges(data=True) for n in str(data["chains"]).split(";")}
        assert numbers == set(range(1, get(client, **WESCAM, count="exact")["count"] + 1))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({}, "from"),
        ({"from": "item-mx-15d", "surprise": "1"}, "surprise"),
        ({"from": "item-mx-15d", "depth": "31"}, "depth"),
        ({"from": "item-mx-15d", "limit": "0"}, "limit"),
        ({"from": "item-mx-15d", "limit": "1" + "0" * 30}, "limit"),
        ({"from": "item-mx-15d", "format": "xml"}, "format"),
        ({"from": "item-mx-15d", "known_on": "2020"}, "known_on"),
        ({"from": "item-mx-15d", "gaps": "maybe"}, "gaps"),
        ({"from": "item-mx-15d", "rules": "some"}, "rules"),
        ({"from": "item-mx-15d", "count": "estimate"}, "count"),
        ({"from": "item-mx-15d", "cursor": "bm9uc2Vuc2U"}, "cursor"),
        ({"from": "zeppelin"}, "from"),
        ({"from": "item-mx-15d", "to": ""}, "to"),
        ({"from": "bay"}, "It may be"),
    ],
)
def test_what_cannot_be_understood_is_named(client: Client, values: dict[str, str], named: str) -> None:
    assert named in json.dumps(get(client, 400, **values))


def test_a_cursor_of_another_question_is_refused(client: Client) -> None:
    following = get(client, **FORWARD, limit=2)["next"]
    assert "cursor" in json.dumps(get_address(client, following.replace("limit=2", "limit=2&gaps=no"), 400))


def get_address(client: Client, address: str, status: int) -> Any:
    response = client.get(address)
    assert response.status_code == status
    return json.loads(response.content)


def test_statements_do_not_grow_with_the_page(client: Client) -> None:
    def statements(limit: int) -> int:
        with public_queries() as asked:
            get(client, **FORWARD, limit=limit)
        return len(asked)

    assert statements(60) <= statements(3) + 2  # kinds of record that the first three chains have none of
