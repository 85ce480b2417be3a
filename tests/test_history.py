"""History rebuilds every table after any sequence of writes, says who and why, and cannot be changed by anybody."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, models, transaction

from config import grants
from core.history import because, history_of
from entities.models import Entity
from evidence.errors import check_citations_now
from evidence.models import Citation
from exports.models import Delivery, Shipment
from tests.cited_records import SHIPMENT_COLUMNS, cite, shipment, source

TRACKED_APPS = ("entities", "exports", "conflicts", "evidence")
TABLES = [
    model
    for app in TRACKED_APPS
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
    if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
]


def past(model: type[models.Model]) -> type[models.Model]:
    history = history_of(model)
    assert history is not None, f"{model._meta.label} has no history"
    return history


def events(record: models.Model) -> list[str]:
    history = past(type(record))
    return list(history._default_manager.filter(id=record.pk).order_by("pgh_id").values_list("pgh_label", flat=True))


def differences(model: type[models.Model]) -> int:
    """Rows in which the table and what its history says of it differ."""
    columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields if not field.generated)
    table, history = model._meta.db_table, past(model)._meta.db_table
    latest = f"SELECT DISTINCT ON (id) * FROM {history} ORDER BY id, pgh_id DESC"
    rebuilt = f"SELECT {columns} FROM ({latest}) AS latest WHERE pgh_label <> 'delete'"
    current = f"SELECT {columns} FROM {table}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (({current} EXCEPT {rebuilt}) UNION ALL ({rebuilt} EXCEPT {current})) AS differing"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_history_rebuilds_every_table_as_the_case_data_left_it(model: type[models.Model]) -> None:
    assert differences(model) == 0


@pytest.mark.django_db
def test_history_rebuilds_tables_after_every_kind_of_write() -> None:
    by = source()
    records = [shipment(by) for _ in range(8)]
    delivery = Delivery.objects.create(shipment=records[0], period="2020-05")
    records[0].note = "by save"
    records[0].save()
    Shipment.objects.filter(pk__in=[record.pk for record in records[1:3]]).update(note="by update")
    for record in records[3:5]:
        record.delivered = "2020?"
    Shipment.objects.bulk_update(records[3:5], ["delivered"])
    by.reliability = "D"
    by.save()
    write_past_the_orm(records[5])
    delivery.delete()
    records[6].delete()
    Citation.objects.filter(shipment=records[7])._raw_delete("default")
    for model in (Shipment, Citation, Delivery, Entity):
        assert differences(model) == 0, model
    assert events(records[0])[0] == "insert"
    assert events(delivery) == []  # a deleted object has lost its key; the row below has it
    assert past(Delivery)._default_manager.filter(shipment_id=records[0].pk, pgh_label="delete").count() == 1
    cite(records[7], by)


def write_past_the_orm(pattern: Shipment) -> None:
    row = [pattern.exporter_id, pattern.recipient_id, pattern.item_id, "unknown", "unknown", "not_stated", "", "copied"]
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY exports_shipment ({SHIPMENT_COLUMNS}) FROM STDIN",
            StringIO("\t".join(str(value) for value in row) + "\n"),
        )
        cursor.execute("UPDATE exports_shipment SET note = 'by SQL' WHERE note = 'copied' RETURNING id")
        (copied,) = cursor.fetchone()
        cursor.execute("DELETE FROM exports_shipment WHERE id = %s", [copied])


@pytest.mark.django_db
def test_one_row_and_then_many_in_one_session_stay_quick() -> None:
    """The plan of a history trigger is kept for the session; one made for a single row must serve thousands."""
    record = shipment()
    Shipment.objects.filter(pk=record.pk).update(note="one")
    Shipment.objects.bulk_create(
        Shipment(exporter=record.exporter, recipient=record.recipient, item=record.item) for _ in range(5_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20s'")  # a nested loop over 5,000 × 5,000 rows takes longer
        cursor.execute("UPDATE exports_shipment SET note = 'many' WHERE note = ''")
    assert differences(Shipment) == 0
    Shipment.objects.filter(citations=None)._raw_delete("default")


@pytest.mark.django_db
def test_history_says_who_why_and_by_which_route() -> None:
    editor = get_user_model().objects.create_user("an-editor")
    with because("The register was corrected.", route="import", user=editor):
        record = shipment()
        with because("Something inside.", route="service"):
            Shipment.objects.filter(pk=record.pk).update(note="again")
    said = past(Shipment)._default_manager.filter(id=record.pk).values_list("pgh_context__metadata", flat=True)
    assert len(said) >= 2
    for metadata in said:
        assert metadata == {"why": "The register was corrected.", "route": "import", "user": editor.pk}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forge",
    [
        "UPDATE exports_shipmenthistory SET note = 'never said'",
        "DELETE FROM exports_shipmenthistory",
        "TRUNCATE exports_shipmenthistory",
        "DELETE FROM pghistory_context",
        "UPDATE pghistory_context SET metadata = '{}'",
        "TRUNCATE pghistory_context",
        "TRUNCATE exports_shipmentparty",
        "TRUNCATE exports_shipment CASCADE",
        "UPDATE exports_shipment SET id = id + 1000000",
    ],
)
def test_not_even_the_owner_can_change_history_or_slip_past_it(forge: str) -> None:
    with because("To have a context.", route="test"):
        shipment()
    check_citations_now()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{append_only}'")
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            cursor.execute(forge)
    assert refused.value.__cause__.pgcode in ("23H01", "23H02")  # type: ignore[union-attr]  # psycopg2's own error


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_every_table_is_recorded_and_guarded(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [model._meta.db_table])
        own = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [past(model)._meta.db_table])
        kept = {name for (name,) in cursor.fetchall()}
    assert {"no_truncate", "keep_id"} <= own
    assert sum(name.startswith("pgtrigger_") for name in own) == 3
    assert "append_only" in kept


def test_history_is_confidential() -> None:
    tables = {past(model)._meta.db_table for model in TABLES}
    assert tables <= grants.history_tables()
    assert tables.isdisjoint(grants.PUBLIC_TABLES)
    assert "pghistory_context" in grants.CONFIDENTIAL_TABLES
    assert {model._meta.db_table for model in TABLES} <= grants.PUBLIC_TABLES
