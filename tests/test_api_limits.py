"""Limits are announced in every answer, counted exactly by the database, and tell nobody who asked."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import psycopg2
import pytest
from django.db import OperationalError, connection, connections
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings

from api import limits
from config import grants
from tests.conftest import ScratchDatabase
from tests.test_api_problems import problem

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api_probes")]
READING = "/api/probe/reading/"
STATE = re.compile(r'"minute";r=(\d+);t=(\d+)')
READER = b"0123456789abcdef"
CALL = "SELECT allowed, remaining, resets_in FROM count_request(%s, %s, %s, %s)"


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def the_real_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUOTA", 6_000)
    monkeypatch.setattr(limits._pause, "until", 0.0)


def left(response: Any) -> int:
    found = STATE.fullmatch(response.headers["RateLimit"])
    assert found, response.headers["RateLimit"]
    assert 0 < int(found[2]) <= 60
    return int(found[1])


def test_every_answer_announces_the_limit_and_what_is_left(visitor: Client) -> None:
    first, second = visitor.get(READING), visitor.get(READING)
    assert first.headers["RateLimit-Policy"] == '"minute";q=6000;w=60'
    assert left(first) - left(second) in (10, 10 - 6_000 + left(first))
    for path in ("/api/nowhere/", "/api/problems/", f"{READING}?limit=-1"):
        assert "RateLimit-Policy" in visitor.get(path).headers


def test_asking_whether_something_changed_costs_a_tenth(visitor: Client) -> None:
    first = visitor.get(READING)
    again = visitor.get(READING, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert left(first) - left(again) == 1


def test_what_says_that_it_costs_nothing_is_not_counted(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import api_probes

    monkeypatch.setattr(api_probes.Reading, "cost", 0, raising=False)
    with CaptureQueriesContext(connections["counter"]) as asked:
        assert "RateLimit" not in visitor.get(READING).headers
    assert not asked.captured_queries


def test_over_the_limit_the_answer_says_how_long_to_wait(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUOTA", 25)
    answers = [visitor.get(READING) for _ in range(5)]
    assert [one.status_code for one in answers][:2] == [200, 200]
    refused = next(one for one in answers if one.status_code == 429)
    read = problem(refused, 429, "too-many-requests")
    assert read["violated-policies"] == ["minute"]
    assert refused.headers["Retry-After"] == STATE.fullmatch(refused.headers["RateLimit"])[2]  # type: ignore[index]
    assert refused.headers["Access-Control-Allow-Origin"] == "*"


def test_a_refused_request_asks_the_public_login_for_nothing_but_the_state(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUOTA", 10)
    monkeypatch.setattr(limits, "SECONDS", 86_400)
    visitor.get("/api/probe/answering/")
    with CaptureQueriesContext(connections["public"]) as asked:
        assert visitor.get("/api/probe/answering/").status_code == 429
    assert len(asked.captured_queries) == 1


def test_fifty_requests_at_once_are_let_through_exactly_as_often_as_allowed(scratch_database: ScratchDatabase) -> None:
    """Eight connections of the public login, 1,600 requests, a quota of 1,000 of them."""
    opened = [scratch_database("public") for _ in range(8)]

    def ask(own: Any) -> int:
        allowed = 0
        own.autocommit = True
        with own.cursor() as cursor:
            for _ in range(200):
                cursor.execute(f"SET TRANSACTION READ WRITE; {CALL}", [READER, 10, 10_000, 86_400])
                allowed += cursor.fetchone()[0]
        return allowed

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, opened)) == 1_000
    with scratch_database().cursor() as cursor:
        cursor.execute("SELECT used FROM api_requestcount")
        assert cursor.fetchall() == [(10_000,)]


def test_counts_of_earlier_minutes_go_with_the_next_reader(scratch_database: ScratchDatabase) -> None:
    owner = scratch_database()
    with owner.cursor() as cursor:
        cursor.execute(
            "INSERT INTO api_requestcount "
            "SELECT substr(sha256(n::text::bytea), 1, 16), now() - interval '2 minutes', 1 FROM generate_series(1, 9) n"
        )
        cursor.execute(CALL, [READER, 1, 10, 60])
        cursor.execute("SELECT reader FROM api_requestcount")
        assert [bytes(row[0]) for row in cursor.fetchall()] == [READER]


def test_the_public_login_counts_through_the_function_only(scratch_database: ScratchDatabase) -> None:
    public = scratch_database("public")
    for statement in (
        "SELECT * FROM api_requestcount",
        "INSERT INTO api_requestcount VALUES ('0123456789abcdef', now(), 1)",
        "DELETE FROM api_requestcount",
    ):
        public.rollback()
        with public.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(f"SET TRANSACTION READ WRITE; {statement}")
    public.rollback()
    with public.cursor() as cursor, pytest.raises(psycopg2.errors.CheckViolation):
        cursor.execute(f"SET TRANSACTION READ WRITE; {CALL}", [b"192.0.2.1", 1, 10, 60])


def test_it_is_the_only_function_with_another_s_rights_and_nobody_else_may_call_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig, array_agg(grantee::text) FROM pg_proc "
            "JOIN information_schema.routine_privileges ON routine_privileges.specific_name = proname || '_' || oid "
            "WHERE prosecdef AND pronamespace = 'public'::regnamespace GROUP BY 1, 2"
        )
        rows = cursor.fetchall()
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    assert [row[0] for row in rows] == ["count_request"]
    assert "search_path=pg_catalog, pg_temp" in rows[0][1]
    assert set(rows[0][2]) == {grants.ROLE, owner}


def test_the_table_is_not_written_to_the_log_of_the_server_s_changes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'api_requestcount'")
        assert cursor.fetchone() == ("u",)


class Broken:
    """A server that cannot be reached."""

    def cursor(self) -> Any:
        raise OperationalError("no route to host")


def test_reading_goes_on_when_the_counter_fails(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    class AllBroken:
        def __getitem__(self, alias: str) -> Broken:
            tried.append(alias)
            return Broken()

    monkeypatch.setattr(limits, "connections", AllBroken())
    answers = [visitor.get(READING) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 200]
    assert "RateLimit" not in answers[0].headers
    assert tried == ["counter"], "a server that cannot be reached is left alone for a while"


def who(address: str, forwarded: str = "", *, behind: bool = False) -> bytes:
    request = RequestFactory().get("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(BEHIND_PROXY=behind):
        return limits.reader(request)


def test_a_reader_is_an_address_and_of_the_longer_kind_its_first_half() -> None:
    assert who("192.0.2.1") != who("192.0.2.2")
    assert who("2001:db8::1") == who("2001:db8::ffff:2")
    assert who("2001:db8:0:1::1") != who("2001:db8:0:2::1")
    assert who("::ffff:192.0.2.1") == who("192.0.2.1")
    assert who("") == who("nonsense")


def test_only_behind_a_proxy_is_it_believed_and_only_its_own_word() -> None:
    assert who("192.0.2.1", "198.51.100.7") == who("192.0.2.1")
    assert who("192.0.2.1", "203.0.113.9, 198.51.100.7", behind=True) == who("198.51.100.7")
    assert who("192.0.2.1", "203.0.113.1, 198.51.100.7", behind=True) == who("198.51.100.7")


def test_a_reader_is_another_one_tomorrow_and_with_another_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    today = who("192.0.2.1")
    with override_settings(SECRET_KEY="x" * 50):
        assert who("192.0.2.1") != today
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2099, 1, 1, tzinfo=UTC))
    assert who("192.0.2.1") != today


def test_no_address_reaches_the_database(visitor: Client) -> None:
    with CaptureQueriesContext(connections["counter"]) as asked:
        visitor.get(READING, REMOTE_ADDR="198.51.100.77")
    assert len(asked.captured_queries) == 1
    assert "198.51" not in json.dumps(asked.captured_queries)
