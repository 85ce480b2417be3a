"""The change feed tells of every write to a public record, in the order of commits, whichever way it was written."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat

from changes import selectors
from changes.kinds import KINDS
from changes.models import Change
from config import grants
from core.fields import PublicIdField
from tests.cited_records import SHIPMENT_COLUMNS
from tests.conftest import PsycopgConnection, ScratchDatabase
from tests.dumps_support import manage
from tests.frozen_chains import insert_frozen

pytestmark = pytest.mark.django_db

NOT_TOLD_OF = {
    "core_letter": "how names are compared, set by migrations",
    "changes_change": "the feed itself",
    "changes_horizon": "how far back the feed goes",
    "search_document": "derived from records, for searches",
    "search_entry": "derived from records, for searches",
    "tracing_countedlead": "counts derived from records, made anew at any time",
    "tracing_recount": "which counts are to be made anew",
    "tracing_reliance": "derived from frozen chains",
}
TOLD_OF = sorted(grants.PUBLIC_TABLES - set(NOT_TOLD_OF))
# Reference data and frozen chains have no public ids, but addresses all the same.
IDS = {"country": F("code"), "code": Concat("scheme", Value(":"), "code"), "snapshot": F("sha256")}
SHA = "a" * 64
SAME = (
    "INSERT INTO {judgements} (merged_id, kept_id, why) SELECT one.id, other.id, 'The same thing.' "
    "FROM {table} AS one JOIN {table} AS other ON other.id > one.id AND other.kind = one.kind "
    "WHERE one.kind IN ('company', 'munition') LIMIT 1"
)
# Tables that the case data leaves empty, or whose rows nobody may change.
INSERTS = {
    "conflicts_conflictname": "INSERT INTO conflicts_conflictname (conflict_id, text, used_by) "
    "SELECT min(id), 'The war', '' FROM conflicts_conflict",
    "entities_identifier": "INSERT INTO entities_identifier (entity_id, scheme, value) "
    "SELECT min(id), 'LEI', '1' FROM entities_entity",
    "entities_sameentity": SAME.format(judgements="entities_sameentity", table="entities_entity"),
    "exports_sameitem": SAME.format(judgements="exports_sameitem", table="exports_item"),
    "tracing_snapshot": "INSERT INTO tracing_snapshot (sha256, body, form, title, question) "
    "VALUES (encode(sha256('{}'), 'hex'), '{}', 'x', 'x', 'x')",
    "evidence_capture": "INSERT INTO evidence_capture (source_id, sha256, media_type, size, taken_at) "
    f"SELECT min(id), '{SHA}', 'text/html', 1, now() FROM evidence_source",
    "evidence_resolution": "INSERT INTO evidence_resolution (field, decision, note, considered, decided, entity_id) "
    "SELECT 'name', 'reconciled', 'Both are stated.', '[\"a\"]', '2026', min(id) FROM entities_entity",
    "exports_codeassignment": (
        "INSERT INTO exports_codeassignment (item_id, code_id, note) "
        "SELECT min(exports_item.id), min(exports_code.id), '' FROM exports_item, exports_code"
    ),
    "exports_shipmentunit": "INSERT INTO exports_shipmentunit (shipment_id, unit_id) "
    "SELECT one.id, unit.id FROM exports_shipment AS one JOIN exports_itemunit AS unit USING (item_id) LIMIT 1",
}
CONFIDENTIAL = [
    "INSERT INTO auth_group (name) VALUES ('Visitors')",
    "INSERT INTO django_session VALUES ('key', 'data', now())",
    "INSERT INTO pghistory_context VALUES (gen_random_uuid(), now(), now(), '{}')",
]
CITE = (
    "INSERT INTO evidence_citation (source_id, shipment_id, locator, says, stance, credibility, rung, field, "
    "value_printed, value_read) SELECT min(id), {one}, '', '', 'supports', '2', 'deal', '', '', '' FROM evidence_source"
)
COUNTRY = "code, alpha3, name, official_name, kind, note"
Told = list[tuple[str, str, str]]


def told(reader: PsycopgConnection, after: int) -> Told:
    """What the feed says after a number, as (kind, public id, op)."""
    with reader.cursor() as cursor:
        cursor.execute("SELECT kind, public_id, op FROM changes_change WHERE sequence > %s ORDER BY sequence", [after])
        return [tuple(row) for row in cursor.fetchall()]


def run(writer: PsycopgConnection, statement: str, values: list[str] | None = None) -> None:
    with writer.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount
    writer.commit()


def ids(reader: PsycopgConnection, table: str) -> list[str]:
    with reader.cursor() as cursor:
        cursor.execute(f"SELECT public_id FROM {table}")
        return sorted(public_id for (public_id,) in cursor.fetchall())


def lonely_shipment(writer: PsycopgConnection) -> str:
    """A shipment that nothing but its citation points to."""
    with writer.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO exports_shipment ({SHIPMENT_COLUMNS}) "
            "SELECT exporter_id, recipient_id, item_id, kind, status, authorised, '', '' FROM exports_shipment LIMIT 1 "
            "RETURNING id, public_id"
        )
        [(key, public_id)] = cursor.fetchall()
        cursor.execute(CITE.format(one=key))
    writer.commit()
    return str(public_id)


def latest(reader: PsycopgConnection) -> int:
    with reader.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(sequence), 0) FROM changes_change")
        [(sequence,)] = cursor.fetchall()
        return int(sequence)


def triggers() -> dict[str, set[str]]:
    """The feed's triggers in the database, table by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgname::text) FROM pg_trigger "
            "WHERE tgname ~ '^changes_(in|up|del)' AND tgenabled = 'O' GROUP BY 1"
        )
        return {table: set(names) for table, names in cursor.fetchall()}


def test_every_public_table_is_told_of_or_says_why_not() -> None:
    wanted = {"changes_inserted", "changes_updated", "changes_deleted"}
    assert triggers() == dict.fromkeys(TOLD_OF, wanted)


def test_every_kind_with_a_public_id_is_known() -> None:
    with_ids = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(field, PublicIdField) for field in model._meta.local_fields)
        and not model._meta.proxy
        and not hasattr(model, "pgh_tracked_model")
    }
    assert {label for kind, label in KINDS.items() if kind not in IDS} == with_ids


def test_the_case_data_is_told_of_record_by_record() -> None:
    in_feed = set(Change.objects.values_list("kind", "public_id"))
    for kind, label in KINDS.items():
        column = IDS.get(kind, F("public_id"))
        here = set(apps.get_model(label).objects.values_list(column, flat=True))
        assert here == {public_id for of, public_id in in_feed if of == kind}


def test_a_write_to_each_of_them_moves_the_sequence(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    for table in sorted(TOLD_OF, key=lambda table: (table not in INSERTS, table)):
        before = latest(writer)
        run(writer, INSERTS.get(table) or f"UPDATE {table} SET id = id WHERE id = (SELECT min(id) FROM {table})")
        assert told(writer, before), table


def test_a_write_to_what_is_kept_from_the_public_does_not(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    before = latest(writer)
    for statement in CONFIDENTIAL:
        run(writer, statement)
    assert told(writer, before) == []


def by_update(writer: PsycopgConnection) -> None:
    run(writer, "UPDATE exports_shipment SET note = 'Read again.'")


def by_update_of_parts(writer: PsycopgConnection) -> None:
    run(
        writer,
        "INSERT INTO exports_shipmentparty (shipment_id, entity_id, role, note) "
        "SELECT id, exporter_id, 'broker', 'x' FROM exports_shipment",
    )


def by_citation(writer: PsycopgConnection) -> None:
    run(writer, "UPDATE evidence_citation SET says = says || '.' WHERE shipment_id IS NOT NULL")


def by_grade_of_a_source(writer: PsycopgConnection) -> None:
    run(writer, "UPDATE evidence_source SET reliability = 'F' WHERE NOT is_protected")


@pytest.mark.parametrize("write", [by_update, by_update_of_parts, by_citation])
def test_many_rows_in_one_statement_are_many_records_once_each(
    write: Callable[[PsycopgConnection], None], scratch_database: ScratchDatabase
) -> None:
    writer = scratch_database()
    before = latest(writer)
    write(writer)
    changed = [public_id for kind, public_id, op in told(writer, before) if (kind, op) == ("shipment", "upsert")]
    assert sorted(changed) == ids(writer, "exports_shipment")


def test_a_new_grade_of_a_source_is_a_change_of_the_records_it_weakens(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    before = latest(writer)
    with writer.cursor() as cursor:
        cursor.execute("SELECT public_id, strength FROM exports_shipment")
        was = dict(cursor.fetchall())
        by_grade_of_a_source(writer)
        cursor.execute("SELECT public_id, strength FROM exports_shipment")
        weakened = {public_id for public_id, strength in cursor.fetchall() if strength != was[public_id]}
    assert weakened
    assert weakened == {public_id for kind, public_id, _ in told(writer, before) if kind == "shipment"}


def test_copy_is_told_of(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    before = latest(writer)
    with writer.cursor() as cursor:
        cursor.copy_expert(
            f"COPY entities_country ({COUNTRY}) FROM STDIN",
            StringIO("XQA\t\tQ\t\tstate\t\nXQB\t\tR\t\tstate\t\n"),
        )
    writer.commit()
    assert told(writer, before) == [("country", "XQA", "upsert"), ("country", "XQB", "upsert")]


def test_a_deleted_record_is_withdrawn_with_its_parts_gone(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    gone = lonely_shipment(writer)
    before = latest(writer)
    run(
        writer,
        "DELETE FROM evidence_citation WHERE shipment_id = (SELECT id FROM exports_shipment WHERE public_id = %s);"
        "DELETE FROM exports_shipment WHERE public_id = %s",
        [gone, gone],
    )
    assert [one for one in told(writer, before) if one[0] == "shipment"] == [("shipment", gone, "withdraw")]


# A citation is made or deleted in the transaction in which its shipment goes. Which of two deletes in one statement
# comes first for the triggers is PostgreSQL's choice, so both ways round are tried.
GONE, UNCITED = (
    "DELETE FROM exports_shipment WHERE id = {one}",
    "DELETE FROM evidence_citation WHERE shipment_id = {one}",
)
GOING = {
    "the citation first": f"WITH gone AS ({UNCITED}) {GONE}",
    "the shipment first": f"WITH gone AS ({GONE}) {UNCITED}",
    "cited once more before": f"{CITE}; {UNCITED}; {GONE}",
}


@pytest.mark.parametrize("statement", GOING.values(), ids=GOING.keys())
def test_a_record_that_goes_with_its_citations_is_withdrawn_under_its_own_id(
    statement: str, scratch_database: ScratchDatabase
) -> None:
    writer = scratch_database()
    gone = lonely_shipment(writer)
    before = latest(writer)
    run(writer, statement.format(one=f"(SELECT id FROM exports_shipment WHERE public_id = '{gone}')"))
    assert [one for one in told(writer, before) if one[0] == "shipment"] == [("shipment", gone, "withdraw")]


def test_what_came_with_its_citation_first_and_went_was_never_there(scratch_database: ScratchDatabase) -> None:
    """The citation's own trigger may be the first to speak of the shipment."""
    writer = scratch_database()
    before = latest(writer)
    with writer.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('exports_shipment', 'id'))")
        [(key,)] = cursor.fetchall()
        cursor.execute(CITE.format(one=key))  # keys are looked up at the commit
        cursor.execute(
            f"INSERT INTO exports_shipment (id, {SHIPMENT_COLUMNS}) OVERRIDING SYSTEM VALUE "
            "SELECT %s, exporter_id, recipient_id, item_id, kind, status, authorised, '', '' "
            "FROM exports_shipment LIMIT 1",
            [key],
        )
        cursor.execute(f"{UNCITED}; {GONE}".format(one=key))
    writer.commit()
    assert [one for one in told(writer, before) if one[0] in ("shipment", "citation")] == []


def test_withdrawals_that_an_older_feed_lost_are_told_of(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    lost = lonely_shipment(writer)
    run(writer, GOING["the citation first"].format(one=f"(SELECT id FROM exports_shipment WHERE public_id = '{lost}')"))
    run(writer, "DELETE FROM changes_change WHERE op = 'withdraw' AND public_id = %s", [lost])
    before = latest(writer)
    with writer.cursor() as cursor:
        for statement in import_module("changes.migrations.0004_own_public_ids").LOST:
            cursor.execute(statement)
    writer.commit()
    assert told(writer, before) == [("shipment", lost, "withdraw")]


def test_judgements_and_frozen_chains_that_an_older_feed_has_are_told_of_with_what_answers(
    scratch_database: ScratchDatabase,
) -> None:
    writer = scratch_database()
    writer.autocommit = True  # or the migration would wait for what was read here
    one, two, three = companies(writer)
    merged(writer, one, two)
    run(writer, INSERTS["exports_sameitem"])
    [item], [kept] = (
        ids(writer, f"exports_item WHERE id IN (SELECT {side} FROM exports_sameitem)")
        for side in ("merged_id", "kept_id")
    )
    assert manage(scratch_database, "migrate", "changes", "0004").wait() == 0
    merged(writer, two, three)
    frozen = insert_frozen(writer, 1)
    before = latest(writer)
    for _again in range(2):
        assert manage(scratch_database, "migrate", "changes").wait() == 0
        expected = [("entity", one, "merge"), ("entity", two, "merge"), ("entity", three, "upsert")]
        expected += [("item", item, "merge"), ("item", kept, "upsert"), ("snapshot", frozen, "upsert")]
        assert sorted(told(writer, before)) == sorted(expected)
        assert merges(writer, before) == {(one, "merge", three), (two, "merge", three), (three, "upsert", "")}
        assert manage(scratch_database, "migrate", "changes", "0004").wait() == 0
        assert {kind for kind, _, _ in told(writer, 0)} & {"snapshot"} == set()
        before = latest(writer)


def test_what_came_and_went_in_one_transaction_was_never_there(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    before = latest(writer)
    run(
        writer,
        f"INSERT INTO entities_country ({COUNTRY}) VALUES ('XQA', '', 'Q', '', 'state', ''); "
        "UPDATE entities_country SET name = 'R' WHERE code = 'XQA'; DELETE FROM entities_country WHERE code = 'XQA'",
    )
    assert told(writer, before) == []


def test_what_was_rolled_back_is_not_told_of(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    before = latest(writer)
    with writer.cursor() as cursor:
        cursor.execute("SAVEPOINT here; UPDATE exports_item SET note = 'x'; ROLLBACK TO here")
        cursor.execute("UPDATE entities_country SET name = name WHERE code = 'AM'")
    writer.commit()
    assert told(writer, before) == [("country", "AM", "upsert")]


def test_a_transaction_that_checks_early_and_goes_on_is_told_of_in_full(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    before = latest(writer)
    run(
        writer,
        "UPDATE entities_country SET name = name WHERE code = 'AM'; SET CONSTRAINTS ALL IMMEDIATE; "
        "SET CONSTRAINTS ALL DEFERRED; UPDATE entities_country SET name = name WHERE code = 'AZ'",
    )
    assert told(writer, before) == [("country", "AM", "upsert"), ("country", "AZ", "upsert")]


def test_who_commits_later_has_the_higher_number(scratch_database: ScratchDatabase) -> None:
    """The first to write is the last to commit: numbers taken at the write would be the wrong way round."""
    early, late, reader = scratch_database(), scratch_database(), scratch_database()
    reader.autocommit = True
    before = latest(reader)
    with early.cursor() as cursor:
        cursor.execute("UPDATE entities_country SET name = name WHERE code = 'AM'")
    run(late, "UPDATE entities_country SET name = name WHERE code = 'AZ'")
    seen = latest(reader)
    assert told(reader, before) == [("country", "AZ", "upsert")]
    early.commit()
    assert told(reader, seen) == [("country", "AM", "upsert")]


def test_nothing_is_left_behind_by_a_transaction(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    by_update(writer)
    with writer.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM changes_touched) + (SELECT count(*) FROM changes_waiting)")
        assert cursor.fetchone() == (0,)


def test_the_latest_sequence_is_that_of_the_last_change() -> None:
    assert selectors.latest_sequence() == max(Change.objects.values_list("sequence", flat=True))


def test_since_gives_the_next_changes_in_order_of_the_kinds_asked_for() -> None:
    first = selectors.since(0, 5)
    assert [change.sequence for change in first] == sorted(change.sequence for change in first)
    assert selectors.since(first[-1].sequence, 1)[0].sequence > first[-1].sequence
    assert {change.kind for change in selectors.since(0, 50, ["shipment"])} == {"shipment"}


def merged(writer: PsycopgConnection, one: str, other: str) -> None:
    run(
        writer,
        "INSERT INTO entities_sameentity (merged_id, kept_id, why) SELECT one.id, other.id, 'The same firm.' "
        "FROM entities_entity AS one, entities_entity AS other WHERE one.public_id = %s AND other.public_id = %s",
        [one, other],
    )


def companies(reader: PsycopgConnection) -> list[str]:
    with reader.cursor() as cursor:
        cursor.execute(
            "SELECT public_id FROM entities_entity WHERE kind = 'company' AND part_of_id IS NULL ORDER BY id"
        )
        return [public_id for (public_id,) in cursor.fetchall()][-3:]


def merges(reader: PsycopgConnection, after: int) -> set[tuple[str, str, str]]:
    """What is told of entities, with what they were merged into."""
    with reader.cursor() as cursor:
        cursor.execute(
            "SELECT public_id, op, \"into\" FROM changes_change WHERE sequence > %s AND kind = 'entity'", [after]
        )
        return set(cursor.fetchall())


def test_a_merge_is_told_of_with_what_answers_and_so_is_taking_it_back(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    one, two, three = companies(writer)
    before = latest(writer)
    merged(writer, one, two)
    assert {(one, "merge", two), (two, "upsert", "")} <= merges(writer, before)
    before = latest(writer)
    merged(writer, two, three)
    assert {(one, "merge", three), (two, "merge", three), (three, "upsert", "")} <= merges(writer, before)
    before = latest(writer)
    run(
        writer,
        "DELETE FROM entities_sameentity WHERE merged_id = (SELECT id FROM entities_entity WHERE public_id = %s)",
        [two],
    )
    assert {(one, "merge", two), (two, "unmerge", ""), (three, "upsert", "")} <= merges(writer, before)


def test_a_new_name_of_a_merged_record_is_a_change_of_the_one_that_shows_it(scratch_database: ScratchDatabase) -> None:
    writer = scratch_database()
    one, two, three = companies(writer)
    merged(writer, one, two)
    merged(writer, two, three)
    before = latest(writer)
    run(writer, "UPDATE entities_entity SET name = name || ' Ltd' WHERE public_id = %s", [one])
    assert (three, "upsert", "") in merges(writer, before)
