"""Serial numbers are kept as read and in one spelling, which the database computes."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import normalise_serial
from exports.models import ItemUnit
from tests.cited_records import cite, shipment

PRINTED = st.text(alphabet="snSN/. :#-oO0123A№ erial", max_size=20)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(printed=PRINTED)
def test_the_database_spells_serials_as_python_does(printed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT normalise_serial(%s)", [printed])
        assert cursor.fetchone() == (normalise_serial(printed),)


@pytest.mark.django_db
def test_a_unit_is_found_by_its_serial_however_it_is_printed() -> None:
    unit = ItemUnit.objects.create(item=shipment().item, label="Camera", serial_as_read="S/N: a4-447 b")
    cite(unit)
    unit.refresh_from_db()
    assert unit.serial_as_read == "S/N: a4-447 b"
    assert unit.serial_normalised == "A4447B"


@pytest.mark.django_db
def test_changing_a_serial_keeps_both_spellings_together_and_is_history() -> None:
    unit = ItemUnit.objects.create(item=shipment().item, label="Camera", serial_as_read="A 1")
    cite(unit)
    ItemUnit.objects.filter(pk=unit.pk).update(serial_as_read="A 2")
    assert ItemUnit.objects.get(pk=unit.pk).serial_normalised == "A2"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT serial_as_read FROM exports_itemunithistory WHERE pgh_obj_id = %s ORDER BY pgh_id", [unit.pk]
        )
        assert cursor.fetchall()[0] == ("A 1",)
