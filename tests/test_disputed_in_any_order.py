"""After any judgements, taken back in any order, the database reads claims as Python does, and the end is the start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.services.merging import JUDGEMENTS, merge, unmerge
from entities.models import Entity
from evidence.choices import Stance
from evidence.contradictions.loading import contradictions_of_all
from evidence.contradictions.sameness import kept_names
from evidence.grading import Claim, grade
from evidence.models import Citation
from evidence.selectors import CLAIM, grades_of_all
from exports.models import Item, Shipment
from tests.cited_records import bare_shipment, cite, source
from tests.test_disputed_after_judging import WHY, firms, named

pytestmark = pytest.mark.django_db
NUMBER = 3
FIELDS = ["exporter", "exporter", "item", "note"]
CLAIMS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(FIELDS), st.sampled_from(["supports", "supports", *Stance.values]),
        st.integers(0, NUMBER - 1), st.booleans(),
    ),
    min_size=2,
    max_size=9,
)  # fmt: skip
STEPS = st.lists(st.tuples(st.booleans(), *[st.integers(0, NUMBER - 1)] * 2), min_size=3, max_size=14)


class TakenBackError(Exception):
    """Ends an example: nothing of it is committed."""


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(claims=CLAIMS, later=CLAIMS, steps=STEPS, order=st.randoms(use_true_random=False))
def test_after_any_judgements_the_database_reads_as_python_does_and_the_end_is_the_start(
    claims: list[Any], later: list[Any], steps: list[Any], order: Any
) -> None:
    try:
        with transaction.atomic():
            _in_any_order(claims, later, steps, order)
            raise TakenBackError
    except TakenBackError:
        pass


def _in_any_order(claims: list[Any], later: list[Any], steps: list[Any], order: Any) -> None:
    parties = firms(NUMBER)
    things = [Item.objects.create(designation=f"Thing {n}", kind="component", maker=parties[0]) for n in range(NUMBER)]
    for place, thing in enumerate(things):
        cite(thing)
        Item.objects.filter(pk=thing.pk).update(handle=f"item-thing-{place}" if place % 2 else None)
        thing.refresh_from_db()
    records = [bare_shipment() for _ in range(2)]
    _cite(records, claims, parties, things)
    start = list(_kept(records))
    _agree(records)
    arrows: set[tuple[bool, int]] = set()
    for is_item, one, other in steps:
        several: list[Any] = things if is_item else parties
        if (is_item, one) in arrows:
            unmerge(several[one], why="No.")
            arrows.remove((is_item, one))
        elif several[one].canonical_id != several[other].canonical_id:
            for record in several:
                record.refresh_from_db()
            if several[one].canonical_id == several[one].pk != several[other].canonical_id:
                merge(several[other], several[one], why=WHY)
                arrows.add((is_item, one))
        _agree(records)
    standing = sorted(arrows)
    order.shuffle(standing)
    added = _cite(records, later, parties, things)
    _agree(records)
    for is_item, one in standing:
        unmerge((things if is_item else parties)[one], why="No.")
        _agree(records)
    Citation.objects.filter(pk__in=added).delete()
    assert list(_kept(records)) == start
    assert not any(judgements.objects.exists() for judgements in JUDGEMENTS.values())


def _cite(records: list[Shipment], claims: list[Any], parties: list[Entity], things: list[Item]) -> list[int]:
    """Claims that read one of the records by its public id, or by its handle if it has one."""
    by = source()
    made = []
    for place, field, stance, which, by_id in claims:
        read: Any = (things if field == "item" else parties)[which]
        value = read.public_id if by_id else named(read)
        made.append(cite(records[place], by, field=field, stance=stance, value_read=value).pk)
    return made


def _kept(records: list[Shipment]) -> Iterator[tuple[str, bool]]:
    for record in records:
        record.refresh_from_db()
        yield record.strength, record.is_disputed


def _agree(records: list[Shipment]) -> None:
    """The column, the function that counts, Python's pure function, and the contradictions on the page."""
    keys = [record.pk for record in records]
    names = kept_names()
    graded = grades_of_all({"shipment": keys})["shipment"]
    found = contradictions_of_all({"shipment": keys})["shipment"]
    for record, (strength, disputed) in zip(records, _kept(records), strict=True):
        rows = Citation.objects.filter(shipment=record).values_list(*CLAIM)
        expected = grade([Claim(*row) for row in rows], {}, names)
        assert (strength, disputed) == (expected.strength, expected.is_disputed)
        assert graded[record.pk] == expected
        assert disputed == (record.pk in found)
