"""Freezing from the public site, the pages of frozen chains, and how they refuse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exports.models import Item
from pages.views import chains as views
from tests.frozen_chains import ASKED, QUESTION, frozen, post, uncommitted_is_public
from tests.hostile_requests import VALUES
from tests.pages_support import markup, text_of, words
from tests.test_query_counts import check
from tracing.models import Snapshot
from tracing.query import Direction, TraceQuestion
from tracing.services import freeze as freezing
from tracing.services.freeze import TooManyError
from tracing.snapshots.asking import content_asked

pytestmark = pytest.mark.django_db
AsPublic = Callable[[], AbstractContextManager[None]]
FILES = ("snapshot.json", "picture.svg", "citation.json", "citation.bib", "citation.ris")


@pytest.fixture
def site(client: Client) -> Iterator[Client]:
    """A visitor who sees what this test has frozen."""
    with uncommitted_is_public():
        yield client


def test_freezing_answers_see_other_without_a_cookie(client: Client) -> None:
    response = post(client)
    assert response.status_code == 303
    assert re.fullmatch(r"/chains/[0-9a-f]{64}/", response.headers["Location"])
    assert not response.cookies


def test_what_is_frozen_was_read_through_the_public_login(client: Client) -> None:
    with CaptureQueriesContext(connections["default"]) as owner, CaptureQueriesContext(connections["public"]) as public:
        post(client)
    touched = [query["sql"] for query in owner.captured_queries]
    assert len(public.captured_queries) > 30
    assert all("tracing_snapshot" in sql or "advisory" in sql or "SAVEPOINT" in sql for sql in touched), touched


def test_the_page_is_read_as_the_public_role(client: Client, public_role: AsPublic) -> None:
    address = post(client).headers["Location"]
    with public_role():
        assert "Nothing that it rests on has changed." in words(client, address)
        for name in FILES:
            assert client.get(address + name).status_code == 200


def test_the_page_shows_chain_citation_sources_rules_and_hash(site: Client) -> None:
    snapshot = frozen()
    page = markup(site, snapshot.get_absolute_url())
    text = text_of(page)
    for part in (
        "WESCAM MX-15D → Baykar → Bayraktar TB2",
        "Armstrace, “WESCAM MX-15D → Baykar",
        f"{settings.SITE_URL}/chains/{snapshot.sha256}/",
        "What has changed since",
        "What the rules said",
        "in force, coverage disputed",
        "measures-in-force v",
        "Readings under which nothing is amiss",
        "What sources say",
        "version 2",
        "canonical JSON (RFC 8785)",
    ):
        assert part in text, part
    for name in FILES[:1] + FILES[2:]:
        assert f'href="{name}"' in page
    assert 'class="chain-picture"' in page
    for anchor in set(re.findall(r'href="#(finding-\d+)"', page)):
        assert f'id="{anchor}"' in page, "the policy row of the picture leads to a finding on the page"


def test_the_same_page_says_how_to_check_it(site: Client) -> None:
    snapshot = frozen()
    assert f"python3 verify_snapshot.py armstrace-{snapshot.sha256[:12]}.json" in words(
        site, snapshot.get_absolute_url()
    )
    script = site.get("/chains/verify_snapshot.py")
    assert script.headers["Content-Type"].startswith("text/x-python")
    assert b"hashlib.sha256" in script.content


def test_the_json_is_the_frozen_bytes_and_may_be_kept_for_ever(site: Client) -> None:
    snapshot = frozen()
    address = f"{snapshot.get_absolute_url()}snapshot.json"
    response = site.get(address)
    assert response.content == bytes(snapshot.body)
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["ETag"] == f'"{snapshot.sha256}"'
    assert "immutable" in response.headers["Cache-Control"]
    assert site.get(address, HTTP_IF_NONE_MATCH=f'"{snapshot.sha256}"').status_code == 304
    head = site.head(address)
    assert (head.status_code, head.headers["ETag"]) == (200, response.headers["ETag"])


def test_the_picture_carries_its_address_and_day(site: Client) -> None:
    snapshot = frozen()
    picture = site.get(f"{snapshot.get_absolute_url()}picture.svg").content.decode()
    ET.fromstring(picture)  # noqa: S314  # our own picture
    assert snapshot.sha256 in picture
    assert snapshot.frozen_at.date().isoformat() in picture


@pytest.mark.parametrize("name", ["", *FILES])
def test_an_unknown_hash_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/chains/{'0' * 64}/{name}").status_code == 404


@pytest.mark.parametrize("wrong", ["0" * 63, "0" * 65, "G" * 64, "A" * 64, "%00" * 64, "../../etc/passwd"])
def test_what_is_no_hash_is_not_found(client: Client, wrong: str) -> None:
    assert client.get(f"/chains/{wrong}/").status_code == 404


@pytest.mark.parametrize("name", ["", *FILES])
def test_a_frozen_page_and_its_files_have_no_parameters_and_are_only_read(site: Client, name: str) -> None:
    address = f"{frozen().get_absolute_url()}{name}"
    assert site.get(f"{address}?x=1").status_code == 400
    for method in ("post", "put", "patch", "delete"):
        assert getattr(site, method)(address).status_code == 405


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_list_is_read_and_added_to_and_nothing_else(client: Client, method: str) -> None:
    assert getattr(client, method)("/chains/").status_code == 405


# --- The list ---


def test_the_list_has_the_newest_first(site: Client) -> None:
    for number in (1, 2):
        frozen(number=number)
    newest = Snapshot.objects.order_by("-frozen_at", "-pk")[0]
    page = markup(site, "/chains/")
    assert re.findall(r'<th scope="row"><a href="([^"]+)"', page)[0] == newest.get_absolute_url()
    assert "From WESCAM MX-15D to Second Nagorno-Karabakh War (2020)" in text_of(page)


def test_the_list_has_fifty_on_a_page(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ROWS_A_PAGE", 2)
    for number in (1, 2, 3):
        frozen(number=number)
    assert markup(site, "/chains/").count('<th scope="row">') == 2
    assert markup(site, "/chains/?page=2").count('<th scope="row">') >= 1


@pytest.mark.parametrize("page", ["0", "-1", "99999999", "9" * 5_000, "x", "²", ""])
def test_a_page_that_is_not_there_is_refused(client: Client, page: str) -> None:
    assert client.get("/chains/", {"page": page}).status_code == 400


# --- Refusals of a request to freeze ---


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({}, "from"),
        ({"surprise": "1", **ASKED}, "surprise"),
        ({"to": "conf-nk-2020"}, "from"),
        ({"from": "no-such-thing"}, "from"),
        ({"from": "bayraktar"}, "from"),
        (ASKED | {"to": "bayraktar"}, "to"),
        (ASKED | {"chain": "0"}, "chain"),
        (ASKED | {"chain": "399"}, "chain"),
        (ASKED | {"direction": "up"}, "direction"),
        (ASKED | {"format": "csv"}, "format"),
        (ASKED | {"depth": "31"}, "depth"),
    ],
)
def test_what_cannot_be_frozen_is_refused_by_name(client: Client, asked: dict[str, str], named: str) -> None:
    response = client.post("/chains/", asked)
    assert response.status_code == 400
    assert f'<dt class="mono">{named}</dt>' in response.content.decode()


def test_parameters_belong_into_the_body(client: Client) -> None:
    assert client.post("/chains/?from=item-mx-15d").status_code == 400


@pytest.mark.parametrize("name", ["from", "as_of", "strength", "chain", "gaps"])
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_no_value_makes_freezing_fail(name: str, value: str) -> None:
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=True)
    given = ASKED | {name: unquote(value, errors="replace")}
    assert visitor.post("/chains/", given).status_code in (303, 400)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "application/json"),
        (b"from=\xff\xfe", "application/x-www-form-urlencoded"),
        (b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"p%d=1" % number for number in range(5_000)), "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"", ""),
    ],
)
def test_no_body_makes_freezing_fail(body: bytes, kind: str) -> None:
    visitor = Client(raise_request_exception=False)
    assert visitor.generic("POST", "/chains/", body, content_type=kind).status_code in (400, 413)


def test_a_reader_is_told_when_the_hour_is_full(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise TooManyError("Readers have frozen 120 chains within the last hour.")

    monkeypatch.setattr(views, "freeze", full)
    response = post(client)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "within the last hour" in text_of(response.content.decode())


def test_a_reader_is_told_when_a_chain_is_too_large(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "LARGEST", 100)
    response = post(client)
    assert response.status_code == 413
    assert "too many records and sources" in text_of(response.content.decode())


# --- Around it ---


def test_the_trace_page_offers_to_freeze_the_chain_that_it_shows(site: Client) -> None:
    start = Item.objects.get(handle="item-mx-15d").public_id
    page = markup(site, "/trace/?from=item-mx-15d&to=conf-nk-2020&chain=2&gaps=no")
    form = page[page.index('<form class="no-print cite-form"') :]
    given = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[: form.index("</form>")]))
    assert (given["from"], given["chain"], given["gaps"]) == (start, "2", "no")
    assert site.post("/chains/", given).status_code == 303


def test_the_trace_page_leads_to_what_was_frozen_before(site: Client) -> None:
    trace = "/trace/?from=item-mx-15d&to=conf-nk-2020"
    assert "Frozen before" not in words(site, f"{trace}&chain=3") or Snapshot.objects.exists()
    snapshot = frozen()
    assert f'<a href="{snapshot.get_absolute_url()}">' in markup(site, trace)


def test_an_empty_trace_offers_nothing_to_freeze(client: Client) -> None:
    assert 'action="/chains/"' not in markup(client, "/trace/?from=item-rotax-912is&gaps=no")


def test_the_number_of_queries_does_not_grow_with_the_chain(site: Client) -> None:
    counted = {}
    backward = TraceQuestion("use-tb2-nk-2020", direction=Direction.BACKWARD, limit=40)
    for question in (QUESTION, TraceQuestion("item-tb2", limit=40), backward):
        for number in (1, 3):
            snapshot = frozen(question, number)
            with CaptureQueriesContext(connections["default"]) as asked:
                words(site, snapshot.get_absolute_url())
            counted[question.start, number] = sum("PREPARE" not in q["sql"] for q in asked.captured_queries)
    check("/chains/<sha256>/", max(counted.values()))
    assert max(counted.values()) - min(counted.values()) <= 25, counted


def test_files_are_one_query_each(site: Client) -> None:
    snapshot = frozen()
    for name in FILES:
        with CaptureQueriesContext(connections["default"]) as asked:
            site.get(f"{snapshot.get_absolute_url()}{name}")
        assert len(asked.captured_queries) == 1, name


def test_content_asked_needs_no_more_than_written_down() -> None:
    with CaptureQueriesContext(connections["default"]) as asked:
        content_asked(QUESTION, 1)
    check("freeze a chain", sum("PREPARE" not in query["sql"] for query in asked.captured_queries))
