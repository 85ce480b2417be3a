"""What the database keeps as disputed follows judgements that records are the same, as what pages read does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from importlib import import_module
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.state import ProjectState
from django.test import Client

from core.dates import PartialDate
from core.history import history_of
from editorial.services.merging import merge, unmerge
from entities.models import Entity
from evidence.choices import Stance
from evidence.contradictions.kinds import NAMING_FIELDS
from evidence.contradictions.loading import contradictions_of_all
from evidence.models import Citation, Source
from evidence.selectors import grades_of_all
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


def test_how_it_was_carried_on_a_day_is_read_by_judgements_too() -> None:
    a, b = firms(2)
    record = read_as(named(a), named(b))
    Source.objects.filter(citations__shipment=record).update(published=PartialDate.parse("2020"))
    day = date(2022, 1, 1)
    assert grades_of_all({"shipment": [record.pk]}, day)["shipment"][record.pk].is_disputed
    merge(b, a, why=WHY)
    assert not grades_of_all({"shipment": [record.pk]}, day)["shipment"][record.pk].is_disputed


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
