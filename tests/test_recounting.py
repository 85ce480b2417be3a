"""Counts of chains and leads follow judgements: what is stale says so, and is counted anew without being asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from editorial.services.merging import merge, unmerge
from entities.models import Entity
from exports.models import Shipment
from tests.cited_records import cite, company
from tests.conftest import PsycopgConnection, ScratchDatabase
from tests.desk_support import start_worker
from tests.pages_support import words
from tracing import reliance
from tracing.choices import Counted
from tracing.leads import board
from tracing.models import CountedLead, Recount, Reliance
from tracing.recounts import waiting

pytestmark = pytest.mark.django_db
WHY = "A register gives one address for both."
BOTH = {Counted.CHAINS, Counted.LEADS}
STALE = "records were judged the same, or that was taken back"
COUNTED_AT = "SELECT max(counted_at), (SELECT max(counted_at) FROM tracing_countedlead) FROM tracing_reliance"
SECONDS = 120.0
AsPublic = Callable[[], AbstractContextManager[None]]
Rows = list[tuple[object, ...]]


@pytest.fixture
def kept() -> Entity:
    found: Entity = Entity.objects.get(handle="org-baykar")
    return found


@pytest.fixture
def merged(kept: Entity) -> Entity:
    """A second record of the same firm, which sends one of the shipments that chains pass through."""
    sent = Shipment.objects.get(handle="tra-tb2-azerbaijan-sipri")
    assert sent.exporter_id == kept.pk
    made: Entity = Entity.objects.create(name="Baykar Zyx Makina", kind="company", country=kept.country)
    cite(made)
    Shipment.objects.filter(pk=sent.pk).update(exporter=made)
    return made


def kept_counts() -> tuple[Rows, Rows]:
    """What is stored, without keys and times."""
    chains = Reliance.objects.order_by("item", "item_unit", "incorporation", "licence", "shipment", "incident")
    leads = CountedLead.objects.order_by("kind", "what", "is_of_a_step", "trace")
    return (
        list(chains.values_list("item", "item_unit", "incorporation", "licence", "shipment", "incident", "chains")),
        list(leads.values_list("kind", "what", "holders", "item", "sender", "recipient", "chains", "alone")),
    )


def counted_by_hand() -> tuple[Rows, Rows]:
    reliance.store(reliance.count_chains())
    board.store(board.board())
    return kept_counts()


def test_a_judgement_asks_for_counts_and_counting_brings_what_the_commands_would(kept: Entity, merged: Entity) -> None:
    start = counted_by_hand()
    assert waiting() == {}
    merge(kept, merged, why=WHY)
    assert waiting().keys() == BOTH
    call_command("recount", verbosity=0)
    judged = kept_counts()
    assert waiting() == {}
    assert judged[0] != start[0], "the shipment's chains begin at the firm again"
    assert judged == counted_by_hand()
    unmerge(merged, why="They are two.")
    assert waiting().keys() == BOTH
    call_command("recount", verbosity=0)
    assert kept_counts() == start


def test_an_item_judged_the_same_as_another_is_not_counted_twice() -> None:
    found = board.board()
    item = CountedLead.objects.filter(item__isnull=False, item__variants__isnull=True).earliest("-chains", "pk").item
    assert item is not None
    other = type(item).objects.create(
        designation="Another record of it", kind=item.kind, maker=item.maker, variant_of=item.variant_of
    )
    cite(other)
    merge(item, other, why=WHY)
    assert board.board().chains == found.chains


def test_each_of_the_two_commands_takes_away_what_it_has_done(kept: Entity, merged: Entity) -> None:
    merge(kept, merged, why=WHY)
    call_command("count_chains", verbosity=0)
    assert waiting().keys() == {Counted.LEADS}
    call_command("leads", store=True, verbosity=0)
    assert waiting() == {}
    said = StringIO()
    call_command("recount", stdout=said)
    assert said.getvalue() == "No count waits to be made anew.\n"


def test_a_judgement_that_comes_while_chains_are_counted_is_not_forgotten(kept: Entity, merged: Entity) -> None:
    merge(kept, merged, why=WHY)
    begun = reliance.count_chains()
    unmerge(merged, why="They are two.")
    reliance.store(begun)
    assert Counted.CHAINS in waiting()
    again = reliance.count_chains()
    reliance.store(again)
    assert Counted.CHAINS not in waiting()


def test_the_lists_say_that_a_judgement_is_not_in_their_numbers(
    public_role: AsPublic, client: Client, kept: Entity
) -> None:
    other = company("Zyx Other")

    def stale() -> list[bool]:
        with public_role():
            return [STALE in words(client, address) for address in ("/contradictions/", "/leads/")]

    assert stale() == [False, False]
    merge(kept, other, why=WHY)
    assert stale() == [True, True]
    Recount.objects.all().delete()
    assert stale() == [False, False]


def judgements(opened: PsycopgConnection) -> Iterator[str]:
    with opened.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM entities_entity WHERE kind = 'company' AND part_of_id IS NULL ORDER BY id LIMIT 2"
        )
        [(one,), (other,)] = cursor.fetchall()
    yield f"INSERT INTO entities_sameentity (merged_id, kept_id, why) VALUES ({one}, {other}, 'Test.')"
    yield "DELETE FROM entities_sameentity"


@pytest.mark.slow
def test_the_worker_counts_anew_after_a_judgement_by_whatever_way(scratch_database: ScratchDatabase) -> None:
    opened = scratch_database()
    opened.autocommit = True
    with opened.cursor() as cursor:
        for statement in judgements(opened):
            cursor.execute(COUNTED_AT)
            before = cursor.fetchone()
            cursor.execute(statement)
            assert start_worker(scratch_database, "--until-idle").wait(SECONDS) == 0
            cursor.execute("SELECT count(*) FROM tracing_recount")
            assert cursor.fetchone() == (0,)
            cursor.execute(COUNTED_AT)
            after = cursor.fetchone()
            assert before is not None
            assert after is not None
            assert all(one < other for one, other in zip(before, after, strict=True))
