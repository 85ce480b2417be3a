"""What the database keeps as disputed follows judgements that records are the same, as what pages read does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.migrations import RunSQL
from django.db.migrations.state import ProjectState
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.history import history_of
from editorial.services.merging import JUDGEMENTS, merge, unmerge
from entities.models import Entity
from evidence.choices import Stance
from evidence.contradictions.kinds import NAMING_FIELDS
from evidence.contradictions.loading import contradictions_of_all
from evidence.contradictions.sameness import kept_names
from evidence.grading import Claim, grade
from evidence.models import Citation
from evidence.selectors import CLAIM, grades_of_all
from exports.models import Item, Shipment
from tests.cited_records import bare_shipment, cite, company, source
from tests.conftest import PsycopgConnection, ScratchDatabase
from tests.pages_support import rows_of
from tests.test_changes import latest, run, told

pytestmark = pytest.mark.django_db
WHY = "Both give the same address in the same register."
AsPublic = Callable[[], AbstractContextManager[None]]


def firms(number: int) -> list[Entity]:
    """Companies; every other one has a handle."""
    made = [company(f"Firm {place}") for place in range(number)]
    for place, one in enumerate(made):
        if place % 2:
            Entity.objects.filter(pk=one.pk).update(handle=f"org-firm-{place}")
        one.refresh_from_db()
    return made


def named(record: Any) -> str:
    return str(record.handle or record.public_id)


def read_as(*values: str, field: str = "exporter", stance: str = "supports") -> Shipment:
    """A shipment that one source each reads so."""
    made = bare_shipment()
    for value in values:
        cite(made, source(), field=field, value_read=value, stance=stance)
    return made


def is_disputed(record: Shipment) -> bool:
    record.refresh_from_db()
    return bool(record.is_disputed)


def test_who_read_one_and_who_read_the_other_agree_once_both_are_judged_the_same() -> None:
    a, b = firms(2)
    record = read_as(named(a), named(b))
    assert is_disputed(record)
    merge(b, a, why=WHY)
    assert not is_disputed(record)
    unmerge(a, why="They are two.")
    assert is_disputed(record)


def test_items_judged_the_same_are_one_value_too() -> None:
    one, other = Item.objects.filter(kind="component", variant_of__isnull=True, variants__isnull=True)[:2]
    record = read_as(one.public_id, named(other), field="item")
    merge(other, one, why=WHY)
    assert not is_disputed(record)
    unmerge(one, why="They are two.")
    assert is_disputed(record)


def test_in_a_row_of_judgements_each_taken_back_parts_what_it_joined() -> None:
    a, b, c = firms(3)
    first, last, ends = read_as(named(a), named(b)), read_as(named(b), named(c)), read_as(named(a), named(c))
    merge(b, a, why=WHY)
    assert [is_disputed(one) for one in (first, last, ends)] == [False, True, True]
    merge(c, b, why=WHY)
    assert [is_disputed(one) for one in (first, last, ends)] == [False, False, False]
    unmerge(a, why="No.")
    assert [is_disputed(one) for one in (first, last, ends)] == [True, False, True]


def test_what_a_judgement_does_not_join_stays_disputed() -> None:
    a, b, c = firms(3)
    third = read_as(named(a), named(b), named(c))
    words = read_as(named(a), named(b), field="note")
    denied = read_as(named(a), named(b))
    cite(denied, stance=Stance.DISPUTES)
    merge(b, a, why=WHY)
    assert all(is_disputed(one) for one in (third, words, denied))


def test_claims_that_come_after_the_judgement_are_read_by_it() -> None:
    a, b = firms(2)
    merge(b, a, why=WHY)
    record = read_as(named(a), named(b))
    assert not is_disputed(record)
    cite(record, field="exporter", value_read="somebody else")
    assert is_disputed(record)


def test_a_handle_that_a_merged_record_gets_is_a_name_that_claims_are_read_by() -> None:
    a, b = firms(2)
    record = read_as("org-of-old", named(b))
    merge(b, a, why=WHY)
    assert is_disputed(record)
    Entity.objects.filter(pk=a.pk).update(handle="org-of-old")
    assert not is_disputed(record)
    Entity.objects.filter(pk=a.pk).update(handle=None)
    assert is_disputed(record)


def test_a_changed_grade_counts_a_version_and_keeps_the_reason_and_no_other_record_is_written() -> None:
    a, b, c = firms(3)
    record, same, other = read_as(named(a), named(b)), read_as(named(a)), read_as(named(a), named(c))
    versions = dict(Shipment.objects.values_list("pk", "version"))
    merge(b, a, why=WHY)
    changed = {pk for pk, version in Shipment.objects.values_list("pk", "version") if versions[pk] != version}
    assert changed == {record.pk}
    assert not {same.pk, other.pk} & changed
    history = history_of(Shipment)
    assert history is not None
    event = history._default_manager.filter(pgh_obj_id=record.pk).latest("pgh_id")
    assert event.pgh_context.metadata["why"] == WHY  # type: ignore[attr-defined]


def test_lists_and_the_board_say_what_the_page_says(public_role: AsPublic, client: Client) -> None:
    a, b = firms(2)
    record = read_as(named(a), named(b))

    def marked() -> tuple[list[str], bool]:
        with public_role():
            rows = rows_of(client, f"/shipments/?exporter={record.exporter.public_id}&format=csv")
            found = contradictions_of_all({"shipment": [record.pk]})["shipment"]
        return [row["is_disputed"] for row in rows], bool(found)

    assert marked() == (["yes"], True)
    merge(b, a, why=WHY)
    assert marked() == (["no"], False)


CLAIMED = (
    "INSERT INTO evidence_citation (source_id, shipment_id, locator, says, stance, credibility, rung, field, "
    "value_printed, value_read) "
    "SELECT min(id), %s, '', '', 'supports', '2', 'deal', 'exporter', '', %s FROM evidence_source"
)
JUDGED = "INSERT INTO entities_sameentity (merged_id, kept_id, why) VALUES ({}, {}, 'Test.')"


def contested_by_two(writer: PsycopgConnection) -> tuple[str, str]:
    """A shipment that was not disputed, and the judgement that settles what two new claims read; neither committed."""
    with writer.cursor() as cursor:
        cursor.execute(
            "SELECT id, public_id FROM entities_entity WHERE kind = 'company' AND part_of_id IS NULL "
            "ORDER BY id LIMIT 2"
        )
        two = cursor.fetchall()
        cursor.execute("SELECT id, public_id FROM exports_shipment WHERE NOT is_disputed ORDER BY id LIMIT 1")
        [(key, public_id)] = cursor.fetchall()
        for _, name in two:
            cursor.execute(CLAIMED, [key, name])
    return str(public_id), JUDGED.format(two[0][0], two[1][0])


def test_the_feed_tells_of_records_that_a_judgement_settles(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    public_id, judgement = contested_by_two(writer)
    writer.commit()
    for statement in (judgement, "DELETE FROM entities_sameentity"):
        before = latest(writer)
        run(writer, statement)
        assert ("shipment", public_id, "upsert") in told(writer, before)


def test_a_claim_that_is_just_being_added_is_waited_for(scratch_database: ScratchDatabase) -> None:
    adding, judging = scratch_database(), scratch_database()
    public_id, judgement = contested_by_two(adding)
    waiting = Thread(target=run, args=(judging, judgement))
    waiting.start()
    waiting.join(0.5)
    assert waiting.is_alive(), "the judgement waits for the citation"
    adding.commit()
    waiting.join(10)
    with adding.cursor() as cursor:
        cursor.execute("SELECT is_disputed FROM exports_shipment WHERE public_id = %s", [public_id])
        assert cursor.fetchall() == [(False,)]


def test_the_database_has_the_list_of_fields_that_name_records() -> None:
    fields = sorted(NAMING_FIELDS | set(Citation.objects.values_list("field", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT field FROM unnest(%s) AS field WHERE names_records(field)", [fields])
        assert {field for (field,) in cursor.fetchall()} == NAMING_FIELDS
        cursor.execute("SELECT pg_get_functiondef('names_records(text)'::regprocedure)")
        (body,) = cursor.fetchone()
    assert set(body.split("'")[1::2]) == NAMING_FIELDS


def test_the_migration_grades_by_judgements_that_stand_and_going_back_grades_as_before() -> None:
    a, b = firms(2)
    record = read_as(named(a), named(b))
    merge(b, a, why=WHY)
    found = import_module("evidence.migrations.0016_kept_names").Migration.operations
    operations, state = [one for one in found if isinstance(one, RunSQL)], ProjectState()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor(atomic=False) as editor:
        for one in reversed(operations):
            one.database_backwards("evidence", editor, state, state)
    assert is_disputed(record)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor(atomic=False) as editor:
        for one in operations:
            one.database_forwards("evidence", editor, state, state)
    assert not is_disputed(record)


# --- Any order of judgements, any claims ---

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
