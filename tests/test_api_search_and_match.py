"""Search, match and reconcile over HTTP: what they find, why, and what they refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from entities.models import Entity
from exports.models import Item
from matching.choices import Verdict
from matching.decisions import decide

pytestmark = pytest.mark.django_db
API = "/api/v1/"


def get(client: Client, path: str, status: int = 200, /, **values: str | int) -> Any:
    response = client.get(API + path, values)
    assert response.status_code == status, response.content[:500].decode()
    return json.loads(response.content)


def post(client: Client, status: int = 200, /, **values: Any) -> Any:
    # A form as OpenRefine sends it, not the multipart form that Django's test client sends.
    body = "&".join(f"{name}={json.dumps(value)}" for name, value in values.items())
    response = client.post(f"{API}reconcile/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == status, response.content[:500].decode()
    return json.loads(response.content)


def baykar() -> Entity:
    found: Entity = Entity.objects.get(handle="org-baykar")
    return found


# --- search ---


@pytest.mark.parametrize("words", ["Байкар", "Բայքար", "baykar makina", "Bayraktar Teknoloji"])
def test_search_finds_a_party_in_any_script(client: Client, words: str) -> None:
    first = get(client, "search/", q=words)["results"][0]
    assert (first["id"], first["kind"]) == (baykar().public_id, "entity")
    assert first["matched"]


def test_search_pages_have_every_result_once(client: Client) -> None:
    body = get(client, "search/", q="turkey")
    count, found = body["count"], [one["url"] for one in body["results"]]
    while body["next"]:
        body = json.loads(client.get(body["next"]).content)
        found += [one["url"] for one in body["results"]]
    assert count > 25
    assert len(found) == count


def test_search_facets_count_what_choosing_them_shows(client: Client) -> None:
    for one in get(client, "search/", q="azerbaijan")["facets"]["kind"]:
        assert get(client, "search/", q="azerbaijan", kind=one["value"])["count"] == one["count"]


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({}, "q"),
        ({"q": "a", "surprise": "1"}, "surprise"),
        ({"q": "a", "kind": "ship"}, "kind"),
        ({"q": "a" * 201}, "q"),
        ({"q": "a", "page": "2"}, "page"),
        ({"q": "a", "cursor": "x"}, "cursor"),
    ],
)
def test_search_names_what_it_cannot_understand(client: Client, values: dict[str, str], named: str) -> None:
    assert named in json.dumps(get(client, "search/", 400, **values))


# --- match ---


def test_match_scores_are_made_of_their_parts(client: Client) -> None:
    best = get(client, "match/", name="Baykar Makina", country="tr")["results"][0]
    assert best["id"] == baykar().public_id
    assert best["level"] == "match"
    assert best["score"] == round(min(sum(part["worth"] for part in best["parts"]), 1.0), 2)


def test_match_finds_items(client: Client) -> None:
    item = Item.objects.get(handle="item-mx-15d")
    assert get(client, "match/", name="CMX15D", of="item")["results"][0]["id"] == item.public_id


def test_match_takes_country_as_evidence(client: Client) -> None:
    here = get(client, "match/", name="Baykar", country="TR")["results"][0]["score"]
    assert get(client, "match/", name="Baykar", country="CA")["results"][0]["score"] < here


def test_match_tells_no_reader_what_editors_decided(client: Client) -> None:
    before = get(client, "match/", name="Baykar Makina")
    decide("Baykar Makina", baykar(), Verdict.DIFFERENT, why="Only to see whether it shows.")
    assert get(client, "match/", name="Baykar Makina") == before


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "x", "country": "ZZZ"}, "country"),
        ({"name": "x", "kind": "firm"}, "kind"),
        ({"name": "x", "of": "ship"}, "of"),
        ({"name": "x", "identifiers": "LEI"}, "identifiers"),
        ({"name": "x", "limit": "51"}, "limit"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_match_names_what_it_cannot_understand(client: Client, values: dict[str, str], named: str) -> None:
    assert named in json.dumps(get(client, "match/", 400, **values))


# --- reconcile ---


def test_the_manifest_says_where_everything_is(client: Client) -> None:
    manifest = get(client, "reconcile/")
    assert manifest["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace"} <= set(manifest)
    page = client.get(manifest["view"]["url"].replace("{{id}}", baykar().public_id))
    assert (page.status_code, page.headers["Location"]) == (302, baykar().get_absolute_url())
    suggest = manifest["suggest"]["entity"]
    answer = client.get(suggest["service_url"] + suggest["service_path"], {"prefix": "bayk"})
    assert baykar().public_id in [one["id"] for one in json.loads(answer.content)["result"]]


def test_a_batch_of_queries_gets_a_result_for_each(client: Client) -> None:
    answer = post(
        client,
        queries={
            "q0": {"query": "Baykar Makina", "type": "entity", "properties": [{"pid": "country", "v": "TR"}]},
            "q1": {"query": "CMX-15D", "limit": 1},
            "q2": {"query": "Zeppelin Luftschiffbau"},
        },
    )
    best = answer["q0"]["result"][0]
    assert (best["id"], best["match"], best["type"][0]["id"]) == (baykar().public_id, True, "entity")
    assert 90 <= best["score"] <= 100
    assert best["features"]
    assert [one["id"] for one in answer["q1"]["result"]] == [Item.objects.get(handle="item-mx-15d").public_id]
    assert not any(one["match"] for one in answer["q2"]["result"])


def test_a_batch_may_come_by_get(client: Client) -> None:
    answer = get(client, "reconcile/", queries=json.dumps({"a": {"query": "Baykar"}}))
    assert answer["a"]["result"][0]["id"] == baykar().public_id


def test_records_are_extended_by_their_properties(client: Client) -> None:
    item = Item.objects.get(handle="item-tb2")
    asked = {
        "ids": [item.public_id, baykar().public_id, "it-00000000000"],
        "properties": [{"id": "maker"}, {"id": "country"}, {"id": "identifiers"}],
    }
    answer = post(client, extend=asked)
    assert [one["id"] for one in answer["meta"]] == ["maker", "country", "identifiers"]
    assert answer["rows"][item.public_id]["maker"] == [{"id": baykar().public_id, "name": str(baykar())}]
    assert answer["rows"][baykar().public_id]["country"] == [{"str": "TR"}]
    assert answer["rows"]["it-00000000000"] == {"maker": [], "country": [], "identifiers": []}


def test_what_extend_offers_is_what_properties_lists(client: Client) -> None:
    for kind, record in (("entity", baykar()), ("item", Item.objects.get(handle="item-tb2"))):
        offered = get(client, "reconcile/properties/", type=kind)["properties"]
        answer = post(client, extend={"ids": [record.public_id], "properties": offered})
        assert all(answer["rows"][record.public_id][name] for name in ("name", "kind", "country"))


@pytest.mark.parametrize(
    "values",
    [
        {"queries": ["a list"]},
        {"queries": {"q0": "text"}},
        {"queries": {"q0": {"query": ""}}},
        {"queries": {"q0": {"query": "a", "limit": 10**30}}},
        {"queries": {"q0": {"query": "a", "type": "ship"}}},
        {"queries": {f"q{number}": {"query": "a"} for number in range(51)}},
        {"extend": {"ids": [1], "properties": []}},
        {"extend": {"ids": ["a"] * 201, "properties": []}},
        {"extend": {"ids": [], "properties": [{"id": "password"}]}},
        {"queries": {}, "extend": {}},
        {"surprise": {}},
    ],
)
def test_reconcile_refuses_what_the_specification_does_not_know(client: Client, values: dict[str, Any]) -> None:
    post(client, 400, **values)
