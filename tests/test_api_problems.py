"""Every error under /api/ is problem+json, whoever raised it: REST framework, Django, PostgreSQL, another layer."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.test.utils import override_settings

from api import problems
from api.problem_types import PROBLEM_TYPES
from tests.api_probes import EXCEPTIONS, OF_REST_FRAMEWORK, SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api_probes")]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def problem(response: Any, status: int, slug: str) -> dict[str, Any]:
    """The problem that this answer must be."""
    assert (response.status_code, response.headers["Content-Type"]) == (status, problems.CONTENT_TYPE), response.content
    read: dict[str, Any] = json.loads(response.content)
    assert read["type"] == f"{settings.SITE_URL}/api/problems/{slug}/"
    assert read["status"] == status
    assert read["title"]
    assert read["detail"].endswith(".")
    assert read["instance"].startswith("/api/")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert SECRET not in response.content.decode()
    assert "Traceback" not in response.content.decode()
    return read


@pytest.mark.parametrize(("name", "expected"), OF_REST_FRAMEWORK.items(), ids=OF_REST_FRAMEWORK)
def test_what_rest_framework_raises_is_a_problem(visitor: Client, name: str, expected: Any) -> None:
    problem(visitor.get(f"/api/probe/rest/{name}/"), *expected[1:])


@pytest.mark.parametrize(("name", "expected"), EXCEPTIONS.items(), ids=EXCEPTIONS)
def test_what_django_raises_is_a_problem(visitor: Client, name: str, expected: Any) -> None:
    problem(visitor.get(f"/api/probe/plain/{name}/"), *expected[1:])


def test_errors_name_the_parameter(visitor: Client) -> None:
    read = problem(visitor.get("/api/probe/rest/nested/"), 400, "invalid-parameters")
    assert read["errors"] == [{"parameter": "a.b", "detail": "No."}, {"parameter": "", "detail": "Not both."}]


def test_a_problem_may_say_more(visitor: Client) -> None:
    assert problem(visitor.get("/api/probe/plain/own/"), 410, "gone")["dump"] == "/api/v1/dumps/"


def test_a_refusal_for_too_many_requests_says_how_long_to_wait(visitor: Client) -> None:
    assert int(visitor.get("/api/probe/rest/throttled/").headers["Retry-After"]) >= 7


def test_what_is_absent_and_what_may_not_be_seen_answer_with_the_same_bytes(visitor: Client) -> None:
    for where in ("rest", "plain"):
        absent, denied = (visitor.get(f"/api/probe/{where}/{name}/") for name in ("absent", "denied"))
        assert absent.content.replace(b"absent", b"denied") == denied.content
        counted = {"RateLimit"}
        headers = [{k: v for k, v in one.headers.items() if k not in counted} for one in (absent, denied)]
        assert headers[0] == headers[1]
    nowhere, denied = (visitor.get(path) for path in ("/api/v1/nowhere/absent/", "/api/probe/plain/denied/"))
    assert problem(nowhere, 404, "not-found")["detail"] == problem(denied, 404, "not-found")["detail"]


@pytest.mark.parametrize("path", ["/api/nowhere", "/api/nowhere/", "/api/v1/nowhere/a/b/", "/api/problems/nowhere/"])
def test_an_address_that_is_nowhere_is_a_problem(visitor: Client, path: str) -> None:
    assert problem(visitor.get(path), 404, "not-found")["instance"] == path


@pytest.mark.parametrize("path", ["/api/nowhere/", "/api/probe/failing/", "/api/probe/plain/denied/"])
def test_a_problem_does_not_depend_on_the_setting_debug(visitor: Client, path: str) -> None:
    with override_settings(DEBUG=True):
        response = visitor.get(path)
    problem(response, response.status_code, {404: "not-found", 500: "internal-error"}[response.status_code])


def test_a_mistake_of_ours_says_nothing_of_what_failed_and_is_logged(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "django.request"):
        problem(visitor.get("/api/probe/failing/"), 500, "internal-error")
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_statement_that_takes_too_long_asks_to_narrow_the_question(visitor: Client) -> None:
    response = visitor.get("/api/probe/slow/")
    assert "Narrow" in problem(response, 422, "question-too-wide")["detail"]
    assert response.headers["Retry-After"] == "30"


def test_a_number_that_postgresql_cannot_hold_is_the_client_s_mistake(visitor: Client) -> None:
    problem(visitor.get("/api/probe/beyond-bigint/"), 400, "invalid-parameters")


def test_a_database_that_is_away_is_not_the_client_s_mistake(visitor: Client) -> None:
    response = visitor.get("/api/probe/unconnected/")
    problem(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "30"


@pytest.mark.parametrize(
    ("status", "sent", "slug"),
    [
        (400, 400, "malformed-request"),
        (403, 404, "not-found"),
        (404, 404, "not-found"),
        (405, 405, "method-not-allowed"),
        (406, 406, "not-acceptable"),
        (412, 412, "precondition-failed"),
        (413, 413, "too-large"),
        (414, 414, "address-too-long"),
        (415, 415, "unsupported-media-type"),
        (416, 416, "range-not-satisfiable"),
        (418, 418, "malformed-request"),
        (429, 429, "too-many-requests"),
        (500, 500, "internal-error"),
        (502, 502, "internal-error"),
        (503, 503, "unavailable"),
    ],
)
def test_an_error_that_another_layer_answered_as_html_becomes_a_problem(
    visitor: Client, status: int, sent: int, slug: str
) -> None:
    response = visitor.get(f"/api/probe/html/?status={status}")
    problem(response, sent, slug)
    assert response.headers["Allow"] == "GET"
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "POST", "FOO", "PROPFIND"])
def test_a_method_that_is_not_offered_names_those_that_are(visitor: Client, method: str) -> None:
    for path in ("/api/probe/reading/", "/api/problems/"):
        response = visitor.generic(method, path)
        assert method in problem(response, 405, "method-not-allowed")["detail"]
        assert "GET" in response.headers["Allow"]


def test_a_layer_that_fails_before_any_view_is_a_problem_in_production(visitor: Client) -> None:
    """With SECURE_SSL_REDIRECT the host is asked for before any address is resolved."""
    with override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["armstrace.example"]):
        problem(visitor.get("/api/v1/shipments/", headers={"host": "evil.example"}), 400, "bad-host")
        answer = visitor.get("/api/probe/reading/", headers={"host": "armstrace.example"})
        assert answer.status_code == 301
        assert answer.headers["Location"].startswith("https://armstrace.example/")


def test_head_has_the_headers_of_the_error(visitor: Client) -> None:
    full, head = visitor.get("/api/nowhere/"), visitor.head("/api/nowhere/")
    assert (head.status_code, head.headers["Content-Type"]) == (404, problems.CONTENT_TYPE)
    assert dict(head.headers) == dict(full.headers)
    assert head.content == b""


def test_pages_outside_the_api_keep_their_own_errors(visitor: Client) -> None:
    assert visitor.get("/no-such-page/").headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=[kind.slug for kind in PROBLEM_TYPES])
def test_every_type_leads_to_a_page_that_explains_it(visitor: Client, kind: Any) -> None:
    response = visitor.get(urlsplit(problems.type_uri(kind)).path)
    assert response.status_code == 200
    assert str(kind.title) in response.content.decode()
    assert f'id="{kind.slug}"' in visitor.get("/api/problems/").content.decode()


def test_the_documentation_says_what_there_is(visitor: Client) -> None:
    page = visitor.get("/api/").content.decode()
    parts = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8").count("\n## ")
    assert page.count("<section") == page.count("</section>") == parts > 5
    assert "<h1>The API</h1>" in page
    assert 'id="deprecated"' in page
    assert "**" not in page
    assert [kind.slug for kind in PROBLEM_TYPES if kind.slug not in page] == []


def test_types_have_names_of_their_own_and_sentences() -> None:
    assert len({kind.slug for kind in PROBLEM_TYPES}) == len(PROBLEM_TYPES)
    assert all(str(kind.advice).endswith(".") and 400 <= kind.status < 600 for kind in PROBLEM_TYPES)


def test_an_instance_is_an_address_and_never_longer_than_a_line() -> None:
    request = RequestFactory().get("/api/" + "ä" * 900)
    answered = problems.from_exception(request, problems.ProblemError(PROBLEM_TYPES[0]))
    assert answered is not None
    assert json.loads(answered.content)["instance"].isascii()
    assert len(json.loads(answered.content)["instance"]) <= 300
