"""The tags of the API follow every public write, and nothing that is hidden."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from api.shapes import SHAPES
from exports.models import Item, Shipment
from pages import public_state
from tests import canaries
from tests.canaries import Hidden
from tests.test_changes import NOT_TOLD_OF
from tracing.models import CountedLead, Reliance, Snapshot

pytestmark = pytest.mark.django_db
LISTS = ["/api/v1/", *(f"/api/v1/{shape.slug}/" for shape in SHAPES)]
# The feed tells of all other public tables; tests/test_changes.py shows that any write to one of them moves its number.
# What is to be counted anew comes with a judgement, which is told of, and goes with a count.
DERIVED_FROM_WHAT_IS_TOLD = {"core_letter", "search_document", "search_entry", "tracing_recount"}


def settle() -> None:
    """What happens at the end of a transaction, within that of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_what_the_feed_does_not_tell_of_is_in_the_state_or_follows_from_what_it_tells() -> None:
    stated = {table for table in NOT_TOLD_OF if f"FROM {table})" in public_state.STATE}
    assert set(NOT_TOLD_OF) - stated == DERIVED_FROM_WHAT_IS_TOLD


def test_a_published_change_gives_every_address_another_tag(
    client: Client, public_role: Callable[[], AbstractContextManager[None]]
) -> None:
    with public_role():
        before = [client.get(address).headers["ETag"] for address in LISTS]
    Shipment.objects.filter(pk=Shipment.objects.earliest("pk").pk).update(note="changed")
    settle()
    with public_role():
        after = [client.get(address).headers["ETag"] for address in LISTS]
        old = client.get(LISTS[0], headers={"if-none-match": before[0]})
    assert not set(before) & set(after)
    assert old.status_code == 200


@pytest.mark.parametrize("work", ["leads", "count_chains"])
def test_counts_made_anew_have_another_tag(work: str) -> None:
    call_command(work, store=True, verbosity=0) if work == "leads" else call_command(work, verbosity=0)
    before = public_state.state()
    call_command(work, store=True, verbosity=0) if work == "leads" else call_command(work, verbosity=0)
    assert CountedLead.objects.exists() or Reliance.objects.exists()
    assert public_state.state() != before


def test_a_frozen_chain_has_another_tag() -> None:
    before = public_state.state()
    body = b"{}"
    digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    Snapshot.objects.create(sha256=digest, body=body, form="x", title="x", question="x")
    settle()
    assert public_state.state() != before


def test_hidden_writes_change_no_tag_and_no_byte_of_the_api(
    client: Client, public_role: Callable[[], AbstractContextManager[None]]
) -> None:
    """Two worlds: one with drafts, notes, protected sources, imports, accounts and history; one without."""
    source, hidden = canaries.protected_source(), Hidden()
    canaries.edit_and_correct(hidden)
    settle()
    with public_role():
        without = [seen(client, address) for address in LISTS]
    canaries.fill(hidden, source)
    settle()
    with public_role():
        assert [seen(client, address) for address in LISTS] == without


def seen(client: Client, address: str) -> tuple[Any, ...]:
    response = client.get(address)
    headers = sorted((name, value) for name, value in response.headers.items() if name != "RateLimit")
    return response.status_code, headers, response.content


def test_this_test_can_fail(client: Client, public_role: Callable[[], AbstractContextManager[None]]) -> None:
    with public_role():
        before = seen(client, "/api/v1/items/")
    Item.objects.filter(pk=Item.objects.earliest("pk").pk).update(note="x")
    settle()
    with public_role():
        assert seen(client, "/api/v1/items/") != before
