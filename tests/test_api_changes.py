"""The address of the change feed: pages by sequence, kinds, refusals, and 410 for what is no longer kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from api.changes import RESOURCES
from api.shapes import BY_SLUG
from changes import selectors
from changes.kinds import KINDS
from changes.models import Change, Horizon
from tests.api_support import get, local

pytestmark = pytest.mark.django_db
RECORDED = [kind for kind in KINDS if kind != "snapshot"]
"""Kinds of which the case data has some. Readers freeze chains, and their address gives bytes."""


def test_following_next_gives_every_change_once_and_in_order(client: Client) -> None:
    seen: list[int] = []
    address: str | None = "/api/v1/changes/?limit=700"
    while address:
        body = get(client, local(address))
        seen += [one["sequence"] for one in body["results"]]
        address = body["next"]
    assert seen == list(Change.objects.order_by("sequence").values_list("sequence", flat=True))


def test_the_end_says_where_to_ask_again(client: Client) -> None:
    latest = selectors.latest_sequence()
    body = get(client, f"/api/v1/changes/?since={latest}")
    assert (body["results"], body["next"], body["last"]) == ([], None, latest)
    assert local(body["poll"]) == f"/api/v1/changes/?since={latest}&limit=1000"


def test_an_event_leads_to_its_record(client: Client) -> None:
    for kind in RECORDED:
        [event] = get(client, f"/api/v1/changes/?kind={kind}&limit=1")["results"]
        assert list(event) == ["sequence", "op", "kind", "id", "at", "api_url"]
        assert event["op"] == "upsert"
        record = get(client, local(event["api_url"]))
        assert (record["record"], record["id"]) == (kind, event["id"])


def test_every_kind_is_of_a_resource() -> None:
    assert {kind: BY_SLUG[slug].record for kind, slug in RESOURCES.items()} == {kind: kind for kind in KINDS}


def test_records_can_be_asked_for_with_their_changes(client: Client) -> None:
    for kind in RECORDED:
        [event] = get(client, f"/api/v1/changes/?kind={kind}&limit=1&include=record")["results"]
        assert event["record"] == get(client, local(event["api_url"]))


def test_a_change_of_what_is_gone_comes_without_a_record(
    client: Client, public_role: Callable[[], AbstractContextManager[None]]
) -> None:
    made = Change.objects.create(kind="shipment", public_id="sh-00000000000", op="withdraw", at="2026-05-03T10:00:00Z")
    with public_role():
        body = get(client, f"/api/v1/changes/?since={made.sequence - 1}&include=record")
    assert [(event["op"], event["record"]) for event in body["results"]] == [("withdraw", None)]


def test_kinds_can_be_asked_for_together(client: Client) -> None:
    events = get(client, "/api/v1/changes/?kind=shipment,licence&limit=10000")["results"]
    assert {event["kind"] for event in events} == {"shipment", "licence"}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("since=-1", "since"),
        ("since=abc", "since"),
        ("since=99999999999999999999", "since"),
        ("since=9223372036854775808", "since"),
        ("since=٣", "since"),
        ("since=", "since"),
        ("since=1&since=2", "since"),
        ("limit=0", "limit"),
        ("limit=10001", "limit"),
        ("kind=tank", "kind"),
        ("kind=%00", "kind"),
        ("sinse=1", "sinse"),
        ("include=everything", "include"),
        ("include=record&limit=1001", "limit"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_name(client: Client, query: str, named: str) -> None:
    answer = client.get(f"/api/v1/changes/?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert named in answer.content.decode()


def pruned(days: int, **options: Any) -> str:
    told = StringIO()
    call_command("prune_changes", days=days, stdout=told, **options)
    return told.getvalue()


def test_what_is_older_than_is_kept_answers_410_with_the_dump_to_start_from(
    client: Client, public_role: Callable[[], AbstractContextManager[None]]
) -> None:
    told = list(Change.objects.order_by("sequence").values_list("sequence", flat=True))
    middle, following = told[len(told) // 2 - 1 :][:2]  # numbers have gaps, where something was taken back
    Change.objects.filter(sequence__lte=middle).update(at=timezone.now() - timedelta(days=500))
    assert "were forgotten" in pruned(400)
    with public_role():
        answer = client.get("/api/v1/changes/?since=0")
        assert get(client, f"/api/v1/changes/?since={middle}&limit=1")["results"][0]["sequence"] == following
    assert answer.status_code == 410
    assert answer.json()["dump"].endswith("/api/v1/dumps/latest/")
    assert answer.json()["oldest_since"] == middle


def test_what_became_of_a_record_is_kept_for_ever() -> None:
    gone = Change.objects.create(
        kind="shipment", public_id="sh-00000000000", op="withdraw", reason="edited", at=timezone.now() - timedelta(900)
    )
    Change.objects.filter(sequence__lte=gone.sequence).update(at=timezone.now() - timedelta(days=900))
    pruned(400)
    assert list(Change.objects.all()) == [gone]
    assert selectors.withdrawn("sh-00000000000") == gone
    assert selectors.latest_sequence() == gone.sequence == Horizon.objects.get().sequence


def test_the_latest_sequence_outlives_the_changes() -> None:
    latest = selectors.latest_sequence()
    Change.objects.update(at=F("at") - timedelta(days=900))
    pruned(400)
    assert not Change.objects.exists()
    assert selectors.latest_sequence() == latest
    assert pruned(400) == "No change is older than 400 days.\n"


def test_fewer_than_400_days_are_not_kept() -> None:
    with pytest.raises(CommandError, match="promised for 400 days"):
        pruned(399)


def test_a_withdrawn_record_answers_410_with_when_and_why_in_general_terms(
    client: Client, public_role: Callable[[], AbstractContextManager[None]]
) -> None:
    Change.objects.create(
        kind="shipment", public_id="sh-00000000000", op="withdraw", reason="import", at="2026-05-03T10:00:00Z"
    )
    with public_role():
        answer = client.get("/api/v1/shipments/sh-00000000000/")
        elsewhere = client.get("/api/v1/licences/sh-00000000000/")
    assert (answer.status_code, elsewhere.status_code) == (410, 404)
    assert answer.json()["detail"].startswith(
        "This shipment was withdrawn on 3 May 2026. The import that had brought it"
    )
    assert (answer.json()["reason"], answer.json()["withdrawn_at"]) == ("import", "2026-05-03T10:00:00Z")
