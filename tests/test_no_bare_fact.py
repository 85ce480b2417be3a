"""Every record is carried by a citation, whichever way it was written; the database itself refuses it otherwise."""

from collections.abc import Callable
from contextlib import nullcontext
from io import StringIO
from threading import Thread
from typing import Any

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction

from evidence.errors import BARE_FACT_SQLSTATE, NoBareFactError, bare_facts_named, check_citations_now
from evidence.models import Citation
from evidence.subjects import SUBJECTS, table_of
from exports.models import Shipment
from tests.cited_records import SHIPMENT_COLUMNS, bare_shipment, cite, shipment
from tests.conftest import ScratchDatabase


def then_check(write: Callable[[Any], None], what: Any) -> None:
    write(what)
    check_citations_now()


def by_orm(pattern: Shipment) -> None:
    Shipment.objects.create(exporter=pattern.exporter, recipient=pattern.recipient, item=pattern.item)


def by_bulk_create(pattern: Shipment) -> None:
    Shipment.objects.bulk_create(
        Shipment(exporter=pattern.exporter, recipient=pattern.recipient, item=pattern.item) for _ in range(3)
    )


def by_sql(pattern: Shipment) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO exports_shipment ({SHIPMENT_COLUMNS}) SELECT {SHIPMENT_COLUMNS} "
            "FROM exports_shipment WHERE id = %s",
            [pattern.pk],
        )


def by_copy(pattern: Shipment) -> None:
    row = [pattern.exporter_id, pattern.recipient_id, pattern.item_id, "unknown", "unknown", "not_stated", "", ""]
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY exports_shipment ({SHIPMENT_COLUMNS}) FROM STDIN",
            StringIO("\t".join(str(value) for value in row) + "\n"),
        )


@pytest.mark.django_db
@pytest.mark.parametrize("write", [by_orm, by_bulk_create, by_sql, by_copy])
def test_a_record_without_a_citation_is_refused_however_it_is_written(write: Callable[[Shipment], None]) -> None:
    cited = shipment()
    check_citations_now()
    known = set(Shipment.objects.values_list("public_id", flat=True))
    with pytest.raises(NoBareFactError) as refused, transaction.atomic():
        then_check(write, cited)
    assert refused.value.public_id not in known
    assert refused.value.kind == "shipment"
    assert str(refused.value).startswith(f"The shipment {refused.value.public_id} would stand without a source.")


@pytest.mark.django_db
def test_a_record_with_a_citation_in_the_same_transaction_is_accepted() -> None:
    shipment()
    check_citations_now()


@pytest.mark.django_db
@pytest.mark.parametrize("column", SUBJECTS)
def test_every_kind_of_record_is_guarded(column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgconstraint <> 0 AND tgenabled = 'O' "
            "AND tgdeferrable AND tginitdeferred AND tgname LIKE 'no_bare_%%'"
        )
        guards = set(cursor.fetchall())
    assert ("no_bare_fact", table_of(column)) in guards
    assert (f"no_bare_{column}_deleted", "evidence_citation") in guards
    assert (f"no_bare_{column}_updated", "evidence_citation") in guards


@pytest.mark.django_db
@pytest.mark.parametrize(("stance", "carries"), [("supports", True), ("disputes", True), ("mentions", False)])
def test_a_denial_carries_a_record_and_a_mention_does_not(stance: str, carries: bool) -> None:
    with nullcontext() if carries else pytest.raises(NoBareFactError), transaction.atomic():
        shipment(stance=stance)
        check_citations_now()


def delete_it(last: Citation) -> None:
    last.delete()


def point_it_elsewhere(last: Citation) -> None:
    last.shipment = shipment()
    last.save()


def make_it_a_mention(last: Citation) -> None:
    Citation.objects.filter(pk=last.pk).update(stance="mentions")


@pytest.mark.django_db
@pytest.mark.parametrize("lose", [delete_it, point_it_elsewhere, make_it_a_mention])
def test_the_last_citation_of_a_record_cannot_be_taken_away(lose: Callable[[Citation], None]) -> None:
    record = shipment()
    check_citations_now()
    with pytest.raises(NoBareFactError, match=record.public_id), transaction.atomic():
        then_check(lose, record.citations.get())


@pytest.mark.django_db
def test_the_last_but_one_citation_can_be_taken_away() -> None:
    record = shipment()
    cite(record)
    check_citations_now()
    record.citations.earliest("id").delete()
    check_citations_now()


@pytest.mark.django_db
def test_a_record_can_be_removed_together_with_its_citations() -> None:
    record = shipment()
    check_citations_now()
    record.delete()
    check_citations_now()


@pytest.mark.django_db
def test_another_broken_rule_keeps_its_own_error() -> None:
    record = shipment()
    with pytest.raises(IntegrityError, match="citation"), bare_facts_named(), transaction.atomic():
        Citation.objects.filter(shipment=record).update(credibility="7")


SHIPMENT_BY_SQL = f"""
    INSERT INTO exports_shipment ({SHIPMENT_COLUMNS})
    SELECT maker.id, buyer.id, item.id, 'unknown', 'unknown', 'not_stated', '', ''
    FROM (SELECT min(id) AS id FROM entities_entity) AS maker,
         (SELECT max(id) AS id FROM entities_entity) AS buyer,
         (SELECT min(id) AS id FROM exports_item) AS item
    RETURNING id
"""
WORLD_BY_SQL = """
    WITH parties AS (
        INSERT INTO entities_entity (name, kind, unknown_reason, description, website, note)
        VALUES ('A', 'company', '', '', '', ''), ('B', 'company', '', '', '', '') RETURNING id
    ), thing AS (
        INSERT INTO exports_item (designation, kind, category, description, maker_id, note)
        SELECT 'X', 'component', '', '', min(id), '' FROM parties RETURNING id
    ), paper AS (
        INSERT INTO evidence_source
            (title, title_is_inferred, kind, authors, statement, language, url, archived_url, reliability,
             is_protected, note)
        VALUES ('S', false, 'official', '', '', '', '', '', 'B', false, '') RETURNING id
    ), who AS (
        INSERT INTO evidence_citation
            (source_id, entity_id, locator, says, stance, credibility, rung, field, value_printed, value_read)
        SELECT paper.id, parties.id, '', '', 'supports', '2', 'deal', '', '', '' FROM paper, parties
    )
    INSERT INTO evidence_citation
        (source_id, item_id, locator, says, stance, credibility, rung, field, value_printed, value_read)
    SELECT paper.id, thing.id, '', '', 'supports', '2', 'deal', '', '', '' FROM paper, thing
"""
CITE_BY_SQL = """
    INSERT INTO evidence_citation
        (source_id, shipment_id, locator, says, stance, credibility, rung, field, value_printed, value_read)
    SELECT max(id), %s, '', '', 'supports', '2', 'deal', '', '', '' FROM evidence_source RETURNING id
"""


def test_raw_sql_without_a_citation_fails_at_commit(scratch_database: ScratchDatabase) -> None:
    client = scratch_database()
    with client.cursor() as cursor:
        cursor.execute(WORLD_BY_SQL)
    client.commit()
    with client.cursor() as cursor:
        cursor.execute(SHIPMENT_BY_SQL)
        with pytest.raises(psycopg2.IntegrityError) as refused:
            client.commit()
        assert refused.value.pgcode == BARE_FACT_SQLSTATE
        assert refused.value.diag.constraint_name == "no_bare_fact"
        assert "would stand without a source." in str(refused.value)
        client.rollback()
        cursor.execute(SHIPMENT_BY_SQL)
        cursor.execute(CITE_BY_SQL, cursor.fetchone())
        client.commit()


def test_two_editors_cannot_together_take_the_last_two_citations(scratch_database: ScratchDatabase) -> None:
    one, other = scratch_database(), scratch_database()
    with one.cursor() as cursor:
        cursor.execute(WORLD_BY_SQL)
        cursor.execute(SHIPMENT_BY_SQL)
        (record,) = cursor.fetchone() or (None,)
        cursor.execute(CITE_BY_SQL, [record])
        cursor.execute(CITE_BY_SQL, [record])
        one.commit()
        cursor.execute("SELECT min(id), max(id) FROM evidence_citation WHERE shipment_id = %s", [record])
        first, second = cursor.fetchone() or (None, None)
        cursor.execute("DELETE FROM evidence_citation WHERE id = %s", [first])
    refused: list[psycopg2.Error] = []

    def second_editor() -> None:
        try:
            with other.cursor() as cursor:
                cursor.execute("DELETE FROM evidence_citation WHERE id = %s", [second])
            other.commit()
        except psycopg2.Error as error:
            refused.append(error)

    waiting = Thread(target=second_editor)
    waiting.start()
    waiting.join(timeout=0.5)
    one.commit()
    waiting.join(timeout=20)
    assert [error.pgcode for error in refused] == [BARE_FACT_SQLSTATE]


@pytest.mark.django_db
def test_a_bare_record_made_by_mistake_can_still_be_cited_before_the_check() -> None:
    record = bare_shipment()
    cite(record)
    check_citations_now()
