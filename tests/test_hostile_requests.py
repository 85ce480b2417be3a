"""No request makes the public site fail: what it cannot understand it refuses, quickly, with a page and no cookie."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.models import Item
from pages.resources import RESOURCES
from tests.hostile_requests import (
    FIXED_PAGES,
    HEADERS,
    LISTS,
    PATHS,
    TOO_BIG,
    TRACE,
    TRACE_PARAMETERS,
    VALUES,
    parameters,
    readers,
)

pytestmark = pytest.mark.django_db
REFUSALS = {400, 404, 405, 414}
# Of our own processor time, which other work on the machine does not lengthen; and by the clock, since statements may
# wait in the database, each for its limit of two seconds.
SECONDS, BY_THE_CLOCK = 2.5, 15
PARAMETERS = list(parameters())
FIRST_PAGES = dict(reversed(PARAMETERS))


@pytest.fixture
def visitor() -> Client:
    """A browser that shows errors as a server does, and sends no token that nobody gave it."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def calmly(send: Callable[..., Any], address: str, *sent: Any, **how: Any) -> Any:
    """Send a request; the answer is no failure, no stack trace, no cookie, and comes soon."""
    what, began, clock = f"{address} {sent} {how}"[:300], time.process_time(), time.perf_counter()
    response = send(address, *sent, **how)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    took, waited = time.process_time() - began, time.perf_counter() - clock
    assert response.status_code < 500, f"{what}: {response.status_code}"
    assert took < SECONDS, f"{what}: {took:.1f} s"
    assert waited < BY_THE_CLOCK, f"{what}: {waited:.1f} s"
    assert b"Traceback" not in body, what
    assert b"psycopg2" not in body, what
    assert not response.cookies, what
    assert "Set-Cookie" not in response.headers, what
    return response


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_no_value_of_a_parameter_makes_a_page_fail(visitor: Client, value: str) -> None:
    for url, name in readers():
        address = f"{url}?{name}={value}"
        calmly(visitor.get, address)


@pytest.mark.parametrize("url", [*LISTS, *FIXED_PAGES])
def test_a_parameter_that_a_page_does_not_have_is_named_and_refused(visitor: Client, url: str) -> None:
    response = calmly(visitor.get, f"{url}?surprise=1")
    assert response.status_code == 400
    assert b"surprise" in response.content


@pytest.mark.parametrize(("url", "name"), FIRST_PAGES.items())
def test_a_parameter_given_twice_is_refused(visitor: Client, url: str, name: str) -> None:
    assert calmly(visitor.get, f"{url}?{name}=a&{name}=b").status_code == 400


@pytest.mark.parametrize("url", ["/items/", "/trace/", "/search/", "/"])
def test_ten_thousand_parameters_are_refused(visitor: Client, url: str) -> None:
    address = url + "?" + "&".join(f"p{number}=1" for number in range(10_000))
    assert calmly(visitor.get, address).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        *(f"{url}?page={value}" for url in ("/items/", "/citations/") for value in (0, -1, TOO_BIG, "9" * 5_000)),
        *(f"{TRACE}?from={{item}}&chain={value}" for value in (0, 999_999, TOO_BIG)),
        *(f"{TRACE}?from={{item}}&depth={value}" for value in (0, -1, 31, TOO_BIG, "1.5", "1e1", "%C2%B2")),
        *(f"{TRACE}?from={{item}}&known_on={value}" for value in ("2020", "2020-10", "20201006", "2020-02-30", "%00")),
        *(f"{TRACE}?from={{item}}&as_of={value}" for value in ("2020-13", "soon", "../..", "2020-02-30", "%00")),
        *(f"{TRACE}?from={{item}}&{wrong}" for wrong in ("direction=up", "format=exe", "rung=x", "gaps=perhaps")),
        *(f"{TRACE}?from={value}" for value in ("so-00000000000", "%00", "item-mx-15d%00", "a" * 5_000)),
        *(f"{url}?format=exe" for url in LISTS),
        *(f"{url}?order=password" for url in LISTS),
        *(f"{url}?strength=best" for url in LISTS if url not in ("/sources/", "/citations/", "/countries/")),
        "/items/?name=%00",
        "/items/?name=" + "a" * 121,
        "/items/?maker=en-00000000000",
        "/items/?maker__name__regex=(",
        "/items/?limit=-1",
        "/sources/?published=2020-02-30",
        "/search/?q=%00",
        "/search/?q=a&q=b",
        "/search/?q=" + "+".join(["word"] * 200),
        "/search/?q=" + "a" * 100_000,
    ],
)
def test_what_cannot_be_understood_is_refused(visitor: Client, address: str) -> None:
    asked = address.replace("{item}", Item.objects.get(handle="item-mx-15d").public_id)
    assert calmly(visitor.get, asked).status_code in REFUSALS


@pytest.mark.parametrize(("path", "status"), PATHS.items())
def test_no_path_leads_where_nothing_is(visitor: Client, path: str, status: int) -> None:
    response = calmly(visitor.get, path)
    assert response.status_code == status
    assert "evil.example" not in response.headers.get("Location", "")


def test_an_id_of_another_kind_is_not_found(visitor: Client) -> None:
    item = Item.objects.get(handle="item-mx-15d").public_id
    for resource in RESOURCES:
        if resource.slug not in ("items", "components"):
            assert calmly(visitor.get, f"/{resource.slug}/{item}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace", "options"])
@pytest.mark.parametrize("url", ["/", "/items/", "/search/", "/trace/", "/about/", "/methodology/", "/countries/ca/"])
def test_public_pages_are_for_reading_only(visitor: Client, url: str, method: str) -> None:
    response = calmly(getattr(visitor, method), url)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_a_record_s_page_is_for_reading_only(visitor: Client) -> None:
    page = Item.objects.get(handle="item-mx-15d").get_absolute_url()
    assert visitor.post(page, {"why": "because"}).status_code == 405


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS.keys())
def test_no_header_makes_a_page_fail(visitor: Client, headers: dict[str, str]) -> None:
    for url in ("/", "/items/?format=csv", "/no-such-page/", "/static/css/base.css", "/static/no-such.css"):
        calmly(visitor.get, url, **headers)


@pytest.mark.parametrize("host", ["evil.example", "a b\x00<script>", "localhost@evil.example"])
@pytest.mark.parametrize("url", ["/", "/items/", "/admin/", "/no-such-page/", "/items"])
def test_a_host_that_is_not_ours_is_refused(visitor: Client, url: str, host: str) -> None:
    response = visitor.get(url, headers={"host": host})
    assert response.status_code == 400
    assert host.encode() not in response.content


def test_no_parameter_can_add_a_header(visitor: Client) -> None:
    for url, name in readers():
        response = visitor.get(f"{url}?{name}={VALUES['CRLF']}")
        assert "stolen" not in str(response.headers)


# --- Query strings that nobody thought of ---

NAMES = sorted({name for _, name in PARAMETERS} | {"surprise", "limit", "offset", "", "name[]", "item__name"})
SENSIBLE = ["", "yes", "no", "csv", "json", "svg", "2020-05", "item-mx-15d", "MX-15", "ca", "1", "2", "A", "-name"]
VALUE = st.one_of(
    st.sampled_from([*SENSIBLE, "en-00000000000", "202X", "backward", "both", "ungraded", "type"]),
    st.text(max_size=40),
    st.integers().map(str),
    st.text(alphabet="-/.X?~%0129", max_size=24),
)
QUERY = st.dictionaries(st.sampled_from(NAMES), VALUE, max_size=5)


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(url=st.sampled_from([*LISTS, "/search/", TRACE, TRACE, TRACE]), query=QUERY)
def test_no_query_string_makes_a_page_fail(visitor: Client, url: str, query: dict[str, str]) -> None:
    response = calmly(visitor.get, url, query)
    assert response.status_code < 500


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_no_mix_of_a_page_s_own_parameters_makes_it_fail(visitor: Client, data: st.DataObject) -> None:
    url = data.draw(st.sampled_from([*LISTS, TRACE]))
    names = TRACE_PARAMETERS if url == TRACE else [name for address, name in PARAMETERS if address == url]
    query = data.draw(st.dictionaries(st.sampled_from(names), VALUE, max_size=4))
    response = calmly(visitor.get, url, query)
    assert response.status_code < 500


# --- What every answer has in common ---


@pytest.mark.parametrize("address", ["/", "/items/", "/items/?format=csv", "/trace/", "/no-such-page/", "/items/?x=1"])
def test_head_says_what_get_says_without_the_body(visitor: Client, address: str) -> None:
    full, head = (calmly(send, address) for send in (visitor.get, visitor.head))
    assert head.status_code == full.status_code
    kept = ("Content-Type", "Cache-Control", "Content-Security-Policy", "Vary")
    assert [head.headers.get(name) for name in kept] == [full.headers.get(name) for name in kept]


@pytest.mark.parametrize("address", ["/", "/items/", "/items/?format=csv", "/trace/", "/no-such-page/", "/items/?x=1"])
def test_an_answer_is_the_same_whoever_asks(visitor: Client, address: str) -> None:
    plain = calmly(visitor.get, address)
    signed = calmly(visitor.get, address, headers={"cookie": "sessionid=x", "authorization": "Bearer x"})
    assert signed.headers == plain.headers
    assert "*" not in plain.headers.get("Vary", "")
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert ("Cache-Control" in plain.headers) == (plain.status_code == 200)


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/exports/shipment/", "/admin/no-such/"])
def test_no_answer_of_the_admin_is_stored(visitor: Client, address: str) -> None:
    assert visitor.get(address).headers["Cache-Control"] == "no-store"
