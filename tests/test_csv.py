"""The CSV of a list has the very rows of the list, all of them, with names that say what they are."""

from __future__ import annotations

import pytest
from django.test import Client

from exports.models import Shipment
from pages.csv_files import harmless
from pages.resources import RESOURCES, Resource
from tests.pages_support import public_queries, rows_of

pytestmark = pytest.mark.django_db
EVERY_LIST = pytest.mark.parametrize("resource", RESOURCES, ids=[one.slug for one in RESOURCES])


@EVERY_LIST
def test_it_has_every_row_and_a_credit(client: Client, resource: Resource) -> None:
    rows = rows_of(client, f"{resource.url}?format=csv")
    assert len(rows) == resource.rows().count()
    if resource.slug != "citations":
        assert all(row["credit"] and row["address"] for row in rows)


@EVERY_LIST
def test_its_columns_have_plain_names_and_none_twice(resource: Resource) -> None:
    names = [name for column in resource.columns for name, _ in column.csv]
    assert len(names) == len(set(names))
    assert all(name.replace("_", "").isalnum() and name == name.lower() for name in names)


def test_it_has_the_rows_of_the_filtered_page_in_the_same_order(client: Client) -> None:
    with public_queries():
        rows = rows_of(client, "/shipments/?status=delivered&order=item&format=csv")
    expected = Shipment.objects.filter(status="delivered").order_by("item__designation", "pk")
    assert [row["id"] for row in rows] == [shipment.public_id for shipment in expected]


def test_dates_are_written_as_recorded_and_with_both_bounds(client: Client) -> None:
    for row in rows_of(client, "/shipments/?format=csv"):
        shipment = Shipment.objects.get(public_id=row["id"])
        assert row["delivered"] == str(shipment.delivered or "")
        assert row["delivered_earliest"] == str(shipment.delivered_earliest or "")


def test_it_names_the_sources_of_each_row(client: Client) -> None:
    rows = rows_of(client, "/shipments/?format=csv")
    assert all(row["source_ids"].startswith("so-") for row in rows)
    assert any(int(row["origins"]) < int(row["sources"]) for row in rows)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", [-5, "-5", "+3.25", "39.75", "2020-10", "../2020", None, ""])
def test_numbers_and_dates_stay_as_they_are(value: str | int | None) -> None:
    assert harmless(value) == value
