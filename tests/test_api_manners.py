"""What every answer of the API has: a strong tag and 304, gzip, words about caching, open to scripts of any page."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connections
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from api import conditional, deprecation
from api.deprecation import Deprecated
from api.shapes import SHAPES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api_probes")]
STRONG = re.compile(r'"[A-Za-z0-9_-]{24}"')
LISTS = [f"/api/v1/{shape.slug}/" for shape in SHAPES]
SOME = ["/api/v1/", "/api/v1/shipments/", "/api/v1/shipments/?limit=2", "/api/problems/", "/api/probe/reading/"]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def get(client: Client, address: str, **headers: str) -> Any:
    return client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("address", [*SOME, *LISTS])
def test_every_answer_has_a_strong_tag_and_the_second_time_no_body(visitor: Client, address: str) -> None:
    first = get(visitor, address)
    assert (first.status_code, bool(STRONG.fullmatch(first.headers["ETag"]))) == (200, True)
    again = get(visitor, address, if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin", "RateLimit-Policy", "Link"):
        assert again.headers[name] == first.headers[name] or name == "Link"
    assert "Content-Type" not in again.headers


def test_an_unchanged_answer_costs_two_small_statements(visitor: Client) -> None:
    tag = get(visitor, LISTS[0]).headers["ETag"]
    with CaptureQueriesContext(connections["public"]) as read, CaptureQueriesContext(connections["counter"]) as counted:
        assert get(visitor, LISTS[0], if_none_match=tag).status_code == 304
    assert (len(read.captured_queries), len(counted.captured_queries)) == (1, 1)


@pytest.mark.parametrize("stated", ["{tag}", "W/{tag}", '"other", {tag}', '{tag}, "other"', "*"])
def test_a_tag_is_found_however_it_is_stated(visitor: Client, stated: str) -> None:
    tag = get(visitor, LISTS[0]).headers["ETag"]
    assert get(visitor, LISTS[0], if_none_match=stated.format(tag=tag)).status_code == 304


@pytest.mark.parametrize("stated", ['"other"', "nonsense", '"', 'W/"', ""])
def test_another_tag_is_answered_in_full(visitor: Client, stated: str) -> None:
    assert get(visitor, LISTS[0], if_none_match=stated).status_code == 200


def test_if_match_of_another_state_is_a_failed_precondition(visitor: Client) -> None:
    response = get(visitor, LISTS[0], if_match='"other"')
    assert (response.status_code, response.json()["type"].split("/")[-2]) == (412, "precondition-failed")


def test_addresses_and_forms_have_tags_of_their_own(visitor: Client) -> None:
    tags = [
        get(visitor, address, **headers).headers["ETag"]
        for address, headers in (
            ("/api/v1/shipments/", {}),
            ("/api/v1/shipments/?limit=2", {}),
            ("/api/v1/shipments/?limit=3", {}),
            ("/api/v1/licences/", {}),
            ("/api/v1/shipments/", {"accept_encoding": "gzip"}),
        )
    ]
    assert len(set(tags)) == len(tags)


def test_a_refusal_has_no_tag_even_for_one_that_has_the_tag_of_before(visitor: Client) -> None:
    for address in ("/api/nowhere/", "/api/v1/shipments/?surprise=1", "/api/v1/shipments/sh-00000000000/"):
        response = get(visitor, address, if_none_match='"x"')
        assert response.status_code in (400, 404)
        assert "ETag" not in response.headers


def test_a_release_has_tags_of_its_own(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = get(visitor, LISTS[0]).headers["ETag"]
    monkeypatch.setattr(conditional, "release", lambda: "another")
    assert get(visitor, LISTS[0]).headers["ETag"] != before


def test_only_what_depends_on_the_day_has_another_tag_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    def plain(request: Any) -> None: ...
    def dated(request: Any) -> None: ...

    dated.depends_on_day = True  # type: ignore[attr-defined]
    request = RequestFactory().get("/api/v1/shipments/")
    today = [conditional.etag_of(request, view) for view in (plain, dated)]
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2099, 1, 1, tzinfo=UTC))
    tomorrow = [conditional.etag_of(request, view) for view in (plain, dated)]
    assert (today[0] == tomorrow[0], today[1] == tomorrow[1]) == (True, False)


@pytest.mark.parametrize("address", LISTS)
def test_no_answer_depends_on_the_day_without_saying_so(
    visitor: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = get(visitor, address).content
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2099, 1, 1, tzinfo=UTC))
    assert get(visitor, address).content == today


# --- HEAD, gzip, caches ---


@pytest.mark.parametrize("address", SOME)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_head_has_the_headers_of_get(visitor: Client, address: str, encoding: str) -> None:
    full, head = (send(address, headers={"accept-encoding": encoding}) for send in (visitor.get, visitor.head))
    ours = {"RateLimit"}
    assert {k: v for k, v in head.headers.items() if k not in ours} == {
        k: v for k, v in full.headers.items() if k not in ours
    }
    assert int(head.headers["Content-Length"]) == len(full.content)
    assert head.content == b""


def test_what_is_asked_for_compressed_is_sent_compressed_and_the_same_each_time(visitor: Client) -> None:
    plain = get(visitor, LISTS[0])
    packed, again = (get(visitor, LISTS[0], accept_encoding="br, gzip;q=0.8") for _ in range(2))
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.content == again.content
    assert len(packed.content) < len(plain.content) / 3
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Cookie" not in packed.headers["Vary"]


@pytest.mark.parametrize("stated", ["gzip;q=0", "identity", "", "gzip;q=0.0", "br", "gzippy"])
def test_what_is_not_asked_for_compressed_is_not(visitor: Client, stated: str) -> None:
    assert "Content-Encoding" not in get(visitor, LISTS[0], accept_encoding=stated).headers


def test_caches_in_front_may_answer_for_a_minute_and_browsers_ask_again(visitor: Client) -> None:
    caching = get(visitor, LISTS[0]).headers["Cache-Control"]
    assert set(caching.split(", ")) == {"public", "max-age=0", "s-maxage=60"}


def test_an_answer_links_to_the_documentation(visitor: Client) -> None:
    assert '/api/>; rel="service-doc"' in get(visitor, LISTS[0]).headers["Link"]
    assert '/api/v1/openapi.json>; rel="service-desc"' in get(visitor, LISTS[0]).headers["Link"]
    assert 'rel="next"' in get(visitor, "/api/v1/citations/?limit=1").headers["Link"]


# --- Scripts of other pages ---


@pytest.mark.parametrize("address", [*SOME, "/api/nowhere/", "/api/v1/shipments/?limit=-1"])
def test_scripts_of_any_page_may_read_every_answer(visitor: Client, address: str) -> None:
    response = get(visitor, address, origin="https://newsroom.example")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert {"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"} <= set(
        response.headers["Access-Control-Expose-Headers"].split(", ")
    )
    assert "Origin" not in response.headers.get("Vary", "")
    assert (
        response.headers["Access-Control-Allow-Origin"] == get(visitor, address).headers["Access-Control-Allow-Origin"]
    )


def test_a_browser_s_question_beforehand_is_answered_for_a_day(visitor: Client) -> None:
    asked = {"origin": "https://newsroom.example", "access-control-request-method": "POST"}
    response = visitor.options("/api/v1/shipments/", headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Max-Age"] == "86400"
    assert {"GET", "POST"} <= set(response.headers["Access-Control-Allow-Methods"].split(", "))
    assert {"Content-Type", "If-None-Match"} <= set(response.headers["Access-Control-Allow-Headers"].split(", "))


@pytest.mark.parametrize("address", ["/", "/items/", "/admin/login/"])
def test_other_pages_are_not_opened_to_scripts(visitor: Client, address: str) -> None:
    response = get(visitor, address, origin="https://newsroom.example")
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "RateLimit-Policy" not in response.headers


# --- What will go ---

GOING = {
    "shipments.note": Deprecated(date(2027, 1, 1), date(2028, 6, 1), "Read remarks."),
    "licences": Deprecated(date(2027, 3, 1), date(2028, 3, 1), "Read permits."),
}


def announced(path: str) -> Any:
    from django.http import HttpResponse

    response = HttpResponse()
    deprecation.announce(RequestFactory().get(path), response, GOING)
    return response


@pytest.mark.parametrize(
    "path",
    ["/api/v1/shipments/", "/api/v1/shipments/sh-1/", "/api/v1/shipments/?fields=id,note", "/api/v1/licences/?omit=id"],
)
def test_what_holds_something_deprecated_says_so(path: str) -> None:
    response = announced(path)
    assert re.fullmatch(r"@\d{10}", response.headers["Deprecation"])
    assert response.headers["Sunset"].endswith("2028 00:00:00 GMT")
    assert 'rel="deprecation"' in response.headers["Link"]


@pytest.mark.parametrize(
    "path",
    ["/api/v1/items/", "/api/v1/", "/api/v1/shipments/?fields=id", "/api/v1/shipments/?omit=note", "/api/problems/"],
)
def test_what_holds_nothing_deprecated_does_not(path: str) -> None:
    assert "Deprecation" not in announced(path).headers


def test_nothing_goes_within_twelve_months() -> None:
    with pytest.raises(ValueError, match="twelve months"):
        Deprecated(date(2027, 1, 1), date(2027, 12, 31), "x")
    assert all(one.sunset > one.since for one in deprecation.DEPRECATED.values())
