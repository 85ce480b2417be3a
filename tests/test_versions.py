"""The database counts versions: every write of a record adds one, whichever way it comes."""

import pytest
from django.apps import apps
from django.db import connection

from core.models import Identified
from exports.models import Shipment
from tests.cited_records import shipment

RECORDS = [
    model
    for model in apps.get_models()
    if issubclass(model, Identified) and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
]


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.db_table)
def test_every_table_of_records_counts_versions(model: type[Identified]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger "
            "WHERE tgname = 'bump_version' AND tgrelid = %s::regclass AND tgenabled = 'O'",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_each_way_of_writing_adds_one_and_sets_the_time() -> None:
    record = shipment()
    record.refresh_from_db()
    before, was_changed = record.version, record.updated_at
    record.note = "by save"
    record.save()
    Shipment.objects.filter(pk=record.pk).update(note="by update")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exports_shipment SET note = 'by SQL', version = 77 WHERE id = %s", [record.pk])
    record.refresh_from_db()
    assert record.version == before + 3
    assert record.updated_at >= was_changed


@pytest.mark.django_db
def test_a_write_that_names_a_version_that_has_passed_changes_nothing() -> None:
    record = shipment()
    record.refresh_from_db()
    stale = record.version
    Shipment.objects.filter(pk=record.pk).update(note="first")
    assert Shipment.objects.filter(pk=record.pk, version=stale).update(note="second") == 0
