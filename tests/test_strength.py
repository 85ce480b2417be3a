"""Strength and dispute stay right on every record, whatever changes: citations, sources, lineage, and by any route."""

from threading import Thread

import psycopg2
import pytest
from django.db import connection
from django.db.models import F

from evidence.models import Citation, SourceLineage
from exports.models import Shipment
from tests.cited_records import bare_shipment, cite, shipment, source
from tests.conftest import ScratchDatabase
from tests.test_no_bare_fact import CITE_BY_SQL, SHIPMENT_BY_SQL, WORLD_BY_SQL


def now(record: Shipment) -> tuple[str, bool]:
    record.refresh_from_db()
    return record.strength, record.is_disputed


@pytest.mark.django_db
def test_it_follows_citations_that_come_change_and_go() -> None:
    record = shipment(source("D"))
    assert now(record) == ("claimed", False)
    better = cite(record, source("C"), "3")
    assert now(record) == ("credible", False)
    best = cite(record, source("B"), "2")
    assert now(record) == ("established", False)
    best.credibility = "3"
    best.save()
    assert now(record) == ("corroborated", False)
    Citation.objects.filter(pk=best.pk).update(stance="disputes")
    assert now(record) == ("credible", True)
    Citation.objects.filter(pk__in=[best.pk, better.pk]).delete()
    assert now(record) == ("claimed", False)


@pytest.mark.django_db
def test_it_follows_a_citation_that_moves_to_another_record() -> None:
    one, other = shipment(source("D")), shipment(source("D"))
    moving = cite(one, source("B"))
    moving.shipment = other
    moving.save()
    assert (now(one), now(other)) == (("claimed", False), ("credible", False))


@pytest.mark.django_db
def test_it_follows_the_letter_of_a_source_that_many_records_cite() -> None:
    paper = source("F")
    records = [shipment(paper) for _ in range(3)]
    paper.reliability = "B"
    paper.save()
    assert {now(record) for record in records} == {("credible", False)}


@pytest.mark.django_db
def test_it_follows_the_kind_of_a_source() -> None:
    paper = source("A", kind="secondary")
    record = shipment(paper, "1")
    assert now(record) == ("credible", False)
    paper.kind = "official"
    paper.save()
    assert now(record) == ("established", False)


@pytest.mark.django_db
def test_it_follows_lineage_that_is_found_corrected_and_withdrawn() -> None:
    leak, retelling, third = source("B"), source("B"), source("B")
    record = shipment(leak)
    cite(record, retelling)
    assert now(record) == ("established", False)
    link = SourceLineage.objects.create(source=retelling, origin=leak, kind="reports")
    assert now(record) == ("credible", False)
    link.origin = third
    link.save()
    assert now(record) == ("established", False)
    link.delete()
    assert now(record) == ("established", False)


@pytest.mark.django_db
def test_a_link_far_up_the_lineage_reaches_the_records_below() -> None:
    roots = source("B"), source("B")
    papers = source("B", rests_on=(roots[0],)), source("B", rests_on=(roots[1],))
    record = shipment(papers[0])
    cite(record, papers[1])
    assert now(record) == ("established", False)
    SourceLineage.objects.create(source=roots[1], origin=roots[0], kind="same_text")
    assert now(record) == ("credible", False)


@pytest.mark.django_db
def test_two_values_for_one_field_make_a_record_disputed() -> None:
    record = shipment(source("B"), field="delivered", value_read="2020-10-19")
    cite(record, field="delivered", value_read="2020-10-19")
    assert now(record)[1] is False
    other = cite(record, field="delivered", value_read="2020-10-21")
    assert now(record)[1] is True
    Citation.objects.filter(pk=other.pk).update(stance="mentions")
    assert now(record)[1] is False


@pytest.mark.django_db
def test_nobody_sets_it_by_hand() -> None:
    record = bare_shipment()
    cite(record)
    record.strength, record.is_disputed = "established", True
    record.save()
    assert now(record) == ("credible", False)
    Shipment.objects.filter(pk=record.pk).update(strength="established")
    assert now(record) == ("credible", False)
    forged = Shipment.objects.create(
        exporter=record.exporter, recipient=record.recipient, item=record.item, strength="established", is_disputed=True
    )
    cite(forged, credibility="6")
    assert now(forged) == ("ungraded", False)


@pytest.mark.django_db
def test_it_is_right_after_bulk_writes_and_raw_sql() -> None:
    by, also = source("B"), source("B")
    records = [shipment(by) for _ in range(60)]
    Citation.objects.bulk_create(Citation(source=also, shipment=record, credibility="2") for record in records)
    assert {now(record) for record in records} == {("established", False)}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_citation SET credibility = '3' WHERE source_id IN (%s, %s)", [by.pk, also.pk])
    assert {now(record) for record in records} == {("corroborated", False)}


@pytest.mark.django_db
def test_only_records_whose_strength_changes_are_written() -> None:
    record = shipment(source("B"))
    version = Shipment.objects.values_list("version", flat=True).get(pk=record.pk)
    Citation.objects.filter(shipment=record).update(locator="p. 3", credibility=F("credibility"))
    assert Shipment.objects.values_list("version", flat=True).get(pk=record.pk) == version


def test_two_editors_who_cite_one_record_at_once_both_count(scratch_database: ScratchDatabase) -> None:
    one, other = scratch_database(), scratch_database()
    with one.cursor() as cursor:
        cursor.execute(WORLD_BY_SQL)
        cursor.execute(SHIPMENT_BY_SQL)
        (record,) = cursor.fetchone() or (None,)
        cursor.execute(CITE_BY_SQL, [record])
        cursor.execute("UPDATE evidence_citation SET credibility = '6' WHERE shipment_id = %s", [record])
        one.commit()
        cursor.execute(SECOND_SOURCE_BY_SQL, [record])

    def second_editor(client: psycopg2.extensions.connection) -> None:
        with client.cursor() as cursor:
            cursor.execute(SECOND_SOURCE_BY_SQL, [record])
        client.commit()

    waiting = Thread(target=second_editor, args=[other])
    waiting.start()
    waiting.join(timeout=0.5)
    one.commit()
    waiting.join(timeout=20)
    with one.cursor() as cursor:
        cursor.execute("SELECT strength FROM exports_shipment WHERE id = %s", [record])
        assert cursor.fetchone() == ("established",)


SECOND_SOURCE_BY_SQL = """
    WITH paper AS (
        INSERT INTO evidence_source
            (title, title_is_inferred, kind, authors, statement, language, url, archived_url, reliability,
             is_protected, note)
        VALUES ('S', false, 'official', '', '', '', '', '', 'B', false, '') RETURNING id
    )
    INSERT INTO evidence_citation
        (source_id, shipment_id, locator, says, stance, credibility, rung, field, value_printed, value_read)
    SELECT id, %s, '', '', 'supports', '2', 'deal', '', '', '' FROM paper
"""
