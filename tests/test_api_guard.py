"""The guard in front of the API: what no view could answer is refused before any database is asked."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import bodies
from api.problems import ProblemError
from tests.hostile_api_requests import AT_THE_GATE, IN_THE_BODY, Hostile
from tests.hostile_requests import HEADERS, VALUES
from tests.test_api_problems import problem

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api_probes")]
TAKING, READING = "/api/probe/taking/", "/api/probe/reading/"


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize("hostile", AT_THE_GATE, ids=[one.name for one in AT_THE_GATE])
def test_a_hostile_request_is_refused_without_asking_the_database(visitor: Client, hostile: Hostile) -> None:
    with CaptureQueriesContext(connections["public"]) as asked:
        problem(hostile.send(visitor), hostile.status, hostile.kind)
    assert not asked.captured_queries


@pytest.mark.parametrize(("status", "kind", "body", "content_type"), [one[1:] for one in IN_THE_BODY],
                         ids=[one[0] for one in IN_THE_BODY])  # fmt: skip
def test_a_hostile_body_is_refused(visitor: Client, status: int, kind: str, body: bytes, content_type: str) -> None:
    problem(visitor.generic("POST", TAKING, body, content_type=content_type), status, kind)


@pytest.mark.parametrize(
    "body",
    [b'{"a": [1, 2.5, -9223372036854775807, null, true, "\\u00e9\\ud83d\\ude00\\\\u0000"]}', b"[" * 60 + b"]" * 60,
     b'{"text": "' + b"[{" * 1_000 + b'"}', b"3"],
)  # fmt: skip
def test_what_is_in_order_reaches_the_view(visitor: Client, body: bytes) -> None:
    assert visitor.generic("POST", TAKING, body, content_type="application/json").status_code == 200


def test_a_form_may_have_lines(visitor: Client) -> None:
    kind = "application/x-www-form-urlencoded"
    assert visitor.generic("POST", TAKING, b"queries=%7B%0A%7D", content_type=kind).status_code == 200


def test_what_must_not_stand_in_a_parameter_is_named(visitor: Client) -> None:
    read = problem(visitor.get(f"{READING}?limit=-1&limit=x&a__regex=1&b=%01"), 400, "invalid-parameters")
    assert [one["parameter"] for one in read["errors"]] == ["limit", "limit", "limit", "a__regex", "b"]


def test_letters_of_every_script_are_text(visitor: Client) -> None:
    for query in ("q=%D0%91%D0%B0%D0%B9%D0%BA%D0%B0%D1%80", "q=Բայքար", "q=50%25", "q=a+b%26c", "", "q="):
        assert visitor.get(f"{READING}?{query}").status_code == 200, query


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_no_value_makes_the_api_fail(visitor: Client, value: str) -> None:
    for name in ("limit", "q", "cursor", "fields"):
        response = visitor.get(f"{READING}?{name}={value}")
        assert response.status_code == 200 or problem(
            response, response.status_code, response.json()["type"].split("/")[-2]
        )


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS.keys())
def test_no_header_makes_the_api_fail(visitor: Client, headers: dict[str, str]) -> None:
    for path in (READING, "/api/nowhere/", "/api/problems/"):
        assert visitor.get(path, **headers).status_code < 500  # type: ignore[arg-type]  # names of headers


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(), max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40) | ANY.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass")))
def test_json_is_read_as_python_reads_it_or_refused(sent: bytes) -> None:
    try:
        read = bodies.strict_json(sent)
    except ProblemError:
        return
    assert read == json.loads(sent)
    assert json.loads(json.dumps(read).encode("utf-8")) == read


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(max_size=30), query=st.text(max_size=60), value=st.text(max_size=30))
def test_no_request_makes_the_api_fail(visitor: Client, path: str, query: str, value: str) -> None:
    for address in (
        f"/api/{quote(path, errors='surrogatepass')}",
        f"{READING}?{quote(query, '&=%+', errors='surrogatepass')}",
    ):
        response: Any = visitor.get(address, HTTP_ACCEPT=value.encode("utf-8", "surrogatepass").decode("latin-1"))
        assert response.status_code < 500
