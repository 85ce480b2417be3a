"""`fields`, `omit` and `expand` narrow or widen records, and the SQL with them."""

from __future__ import annotations

import pytest
from django.test import Client

from api.shapes import SHAPES
from api.shapes.base import Shape
from api.written import statement
from tests.api_support import EVERY, address_of, get, refused, sent
from tests.pages_support import public_queries

pytestmark = pytest.mark.django_db


def sql_of(client: Client, address: str) -> str:
    """The statement that records are read by, where not all of them is asked for."""
    with public_queries() as asked:
        get(client, address)
    state, keys, rows = sent(asked)  # the first is what the answer's ETag is made of
    assert "changes_change" in state
    assert "json_build_object" not in keys
    return rows


def test_fewer_fields_are_fewer_joins_and_no_aggregates(client: Client) -> None:
    whole, narrow = statement(("shipments", None, ())), sql_of(client, "/api/v1/shipments/?fields=id,exporter")
    assert "json_agg" in whole
    assert "evidence_citation" in whole
    assert "exports_item" in whole
    assert "json_agg" not in narrow
    assert "evidence_citation" not in narrow
    assert "exports_item" not in narrow
    assert narrow.count("JOIN") == 1


def test_what_is_omitted_is_not_read(client: Client) -> None:
    sql = sql_of(client, "/api/v1/shipments/?omit=evidence,deliveries,parties,units,money,tiv")
    assert "json_agg" not in sql
    row = get(client, "/api/v1/shipments/?omit=evidence&limit=1")["results"][0]
    assert "evidence" not in row
    assert "deliveries" in row


@EVERY
def test_each_field_can_be_asked_for_alone(client: Client, shape: Shape) -> None:
    whole = get(client, address_of(shape, limit=2))["results"]
    for one in shape.fields:
        if not one.only_expanded:
            rows = get(client, address_of(shape, limit=2, fields=one.name))["results"]
            assert rows == [{one.name: row[one.name]} for row in whole]


@EVERY
def test_everything_on_the_allow_list_can_be_expanded(client: Client, shape: Shape) -> None:
    for path in sorted(shape.expands):
        with public_queries() as asked:
            get(client, address_of(shape, limit=5, expand=path))
        assert len(sent(asked)) == 3, path  # the first for the answer's ETag, the second for the page's keys


def test_an_expanded_reference_is_the_record_itself(client: Client) -> None:
    row = get(client, "/api/v1/shipments/?limit=1&expand=exporter.country,item,citations")["results"][0]
    exporter = get(client, f"/api/v1/entities/{row['exporter']['id']}/?expand=country")
    assert row["exporter"] == exporter
    assert exporter["country"] is None or "official_name" in exporter["country"]
    assert row["item"] == get(client, f"/api/v1/items/{row['item']['id']}/")
    assert len(row["citations"]) == sum(row["evidence"][stance] for stance in ("supports", "disputes", "mentions"))
    assert get(client, f"/api/v1/citations/?subject={row['id']}&fields=id")["results"] == [
        {"id": one["id"]} for one in row["citations"]
    ]


def test_a_reference_to_nothing_stays_null_when_expanded(client: Client) -> None:
    rows = get(client, "/api/v1/shipments/?limit=1000&expand=licence&fields=licence")["results"]
    assert any(row["licence"] is None for row in rows)
    assert any(row["licence"] and row["licence"]["record"] == "licence" for row in rows)


def test_nothing_can_be_expanded_three_deep() -> None:
    assert all(path.count(".") <= 1 for shape in SHAPES for path in shape.expands)


@pytest.mark.parametrize(
    ("query", "parameter", "named"),
    [
        ("fields=id,surprise", "fields", "surprise"),
        ("omit=surprise", "omit", "surprise"),
        ("expand=surprise", "expand", "surprise"),
        ("expand=exporter.part_of.country", "expand", "exporter.part_of.country"),
        ("expand=strength", "expand", "strength"),
        ("fields=id&expand=exporter", "expand", "exporter"),
        ("fields=id&omit=id", "omit", "fewer"),
    ],
)
def test_a_name_that_is_not_there_is_refused_and_named(client: Client, query: str, parameter: str, named: str) -> None:
    for address in ("/api/v1/shipments/", "/api/v1/shipments/sh-00000000000/"):
        problems = refused(client, f"{address}?{query}")
        assert list(problems) == [parameter]
        assert named in problems[parameter]
