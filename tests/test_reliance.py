"""How many chains rest on a record: the same chains that traces show, counted once for all."""

from __future__ import annotations

import time
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from exports.models import Item, Shipment
from tests.cited_records import shipment
from tracing import reliance
from tracing.choices import Ending
from tracing.models import Reliance
from tracing.query import TraceQuestion
from tracing.reliance import count_chains, reliance_of, store
from tracing.service import trace

pytestmark = pytest.mark.django_db
MOST_SECONDS = 3


def traced() -> tuple[Counter[tuple[str, int]], int]:
    """The same numbers from one trace after another."""
    counts: Counter[tuple[str, int]] = Counter()
    total = 0
    for item in Item.objects.all():
        found = trace(TraceQuestion(item.public_id, limit=1000))
        for chain in found.chains:
            if chain.ending is not Ending.COMPLETE:
                continue
            total += 1
            carriers = {(one.kind, one.pk) for one in chain.maker_records}
            carriers |= {(one.kind, one.pk) for link in chain.links for one in link.records}
            counts.update(carriers)
    return counts, total


def test_the_counts_are_those_of_the_traces_from_every_item() -> None:
    expected, total = traced()
    counts = count_chains()
    assert counts.total == total > 100
    assert {key: number for key, number in counts.chains.items() if key[0] != "item_unit"} == dict(expected)
    assert not counts.cut


def test_no_record_is_the_only_carrier_of_more_chains_than_it_is_in() -> None:
    counts = count_chains()
    assert all(counts.only_carrier[key] <= number for key, number in counts.chains.items())
    assert any(counts.only_carrier[key] < number for key, number in counts.chains.items())


def test_counting_the_case_data_takes_less_than_three_seconds() -> None:
    began = time.perf_counter()
    count_chains()
    assert time.perf_counter() - began < MOST_SECONDS


def test_many_makers_at_once_count_as_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    together = count_chains()
    monkeypatch.setattr(reliance, "MAKERS_AT_ONCE", 1)
    assert count_chains().chains == together.chains


def test_where_one_walk_is_not_enough_its_halves_are_walked_and_what_stays_cut_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = count_chains()
    monkeypatch.setattr(reliance, "EXPANSIONS", 4)
    less = count_chains()
    assert less.cut
    assert all(less.chains[key] <= whole.chains[key] for key in less.chains)
    assert all(
        less.chains[key] == whole.chains[key] for key in whole.chains if key[0] == "item" and key not in less.cut
    )


def test_the_case_data_comes_with_its_counts() -> None:
    record = Shipment.objects.get(handle="tra-tb2-azerbaijan-sipri")
    (counted,) = reliance_of([("shipment", record.pk)]).values()
    assert counted.chains == count_chains().chains["shipment", record.pk] > 0


def test_a_record_that_no_chain_rests_on_has_no_row() -> None:
    assert reliance_of([("shipment", shipment().pk), ("measure", 1)]) == {}


def test_the_command_counts_anew_and_says_how_many() -> None:
    Reliance.objects.all().delete()
    said = StringIO()
    call_command("count_chains", stdout=said)
    assert f"Counted {count_chains().total:,} chains" in said.getvalue()
    assert Reliance.objects.exists()


def test_what_was_counted_before_is_replaced() -> None:
    store(count_chains())
    before = Reliance.objects.count()
    store(count_chains())
    assert Reliance.objects.count() == before


def test_the_database_refuses_a_count_that_cannot_be() -> None:
    row = Reliance.objects.first()
    assert row is not None
    row.only_carrier = row.chains + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
