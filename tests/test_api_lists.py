"""Every resource of the API answers with its list and each record, in the fields that it declares, in their types."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from api.shapes import SHAPES
from api.shapes.base import Shape
from evidence.selectors import grades
from exports.models import Valuation
from tests.api_support import EVERY, address_of, get, local, sent
from tests.pages_support import public_queries

pytestmark = pytest.mark.django_db


def test_the_root_lists_all_resources_with_their_addresses(client: Client) -> None:
    resources = get(client, "/api/v1/")["resources"]
    assert list(resources) == [shape.slug for shape in SHAPES]
    for one in resources.values():
        assert one["about"]
        assert get(client, local(one["url"]))["results"] is not None


def test_the_root_says_on_what_terms_and_that_sources_keep_theirs(client: Client) -> None:
    body = get(client, "/api/v1/")
    assert body["licence"]["url"].startswith("https://")
    assert body["licence"]["covers"].startswith("What Armstrace's editors wrote")
    assert "keeps that source's terms" in body["licence"]["rest"]
    assert body["credit"] == f"Armstrace ({body['licence']['name']}); sources as listed, each on its own terms"


@EVERY
def test_a_list_has_the_declared_fields_in_their_order_and_types(client: Client, shape: Shape) -> None:
    body = get(client, address_of(shape))
    assert list(body) == ["results", "next", "previous", "count", "count_is"]
    validator = Draft202012Validator(shape.schema)
    for row in body["results"]:
        assert list(row) == [one.name for one in shape.fields if not one.only_expanded]
        validator.validate(row)


@EVERY
def test_a_record_answers_at_its_address_as_in_the_list(client: Client, shape: Shape) -> None:
    if not shape.has_details:
        pytest.skip("Counted anew each time: its rows have no ids.")
    for row in get(client, address_of(shape, limit=3))["results"]:
        alone = get(client, f"/api/v1/{shape.slug}/{row['id']}/")
        assert alone == row
        assert local(alone["api_url"]).rpartition("/")[0].rpartition("/")[2] == row["id"]
        assert get(client, local(alone["api_url"])) == row


@EVERY
def test_the_page_of_a_record_is_there(client: Client, shape: Shape) -> None:
    rows = get(client, address_of(shape, limit=2))["results"]
    for url in (row["url"] for row in rows if row.get("url")):
        assert client.get(local(url)).status_code == 200, url


@EVERY
def test_every_field_says_what_it_means(shape: Shape) -> None:
    fields = shape.schema["properties"]
    assert [name for name, schema in fields.items() if not schema.get("description")] == []


@EVERY
def test_a_record_that_is_not_here_is_a_problem(client: Client, shape: Shape) -> None:
    if shape.has_details:
        problem = get(client, f"/api/v1/{shape.slug}/xx-00000000000/", status=404)
        assert "xx-00000000000" in problem["detail"]


@EVERY
def test_no_internal_key_comes_out(client: Client, shape: Shape) -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*(keys(one) for one in value.values()))
        return set().union(*(keys(one) for one in value)) if isinstance(value, list) else set()

    found = keys(get(client, address_of(shape, limit=20))["results"])
    assert not [name for name in found if name in ("pk", "record_id") or name.endswith("_pk")]
    schema = json.dumps(shape.schema)
    assert '"pk"' not in schema


def test_letters_stay_as_they_are_written(client: Client) -> None:
    body = client.get("/api/v1/entities/?limit=1000").content.decode()
    assert "Özdemir" in body or "ü" in body
    assert "\\u" not in body


@EVERY
def test_sources_and_origins_are_counted_as_on_pages(client: Client, shape: Shape) -> None:
    """The short cut for records without lineage gives what the walk through the lineage gives."""
    if "evidence" not in shape.by_name:
        return
    column = shape.by_name["citations"].to  # type: ignore[attr-defined]
    keys = dict(shape.rows().values_list("public_id", "pk"))
    expected = grades(column, list(keys.values()))
    for row in get(client, address_of(shape, limit=1000, fields="id,evidence,strength,is_disputed"))["results"]:
        grade, told = expected[keys[row["id"]]], row["evidence"]
        assert (told["sources"], told["origins"]) == (grade.sources, grade.origins)
        assert (told["closest_rung"] or "") == grade.best_rung
        assert (row["strength"], row["is_disputed"]) == (grade.strength, grade.is_disputed)


def test_money_and_tiv_are_never_in_one_list(
    client: Client, public_role: Callable[[], AbstractContextManager[None]]
) -> None:
    valued = Valuation.objects.filter(shipment__isnull=False, unit="money").select_related("shipment")[0]
    owner: Any = valued.shipment
    delivery = owner.deliveries.create(quantity_low=2)
    owner.valuations.create(unit="TIV", amount_low="3.250")
    owner.valuations.create(unit="TIV", amount_low=1, delivery=delivery)
    with public_role():
        row = get(client, f"/api/v1/shipments/{owner.public_id}/")
    assert [one["currency"] for one in row["money"]] == [valued.currency]
    assert [(one["low"], "currency" in one) for one in row["tiv"]] == [(3.25, False)]
    assert [[one["low"] for one in part["tiv"]] for part in row["deliveries"] if part["tiv"]] == [[1]]


def test_a_list_reads_through_the_public_login_alone(client: Client) -> None:
    with public_queries() as asked:
        get(client, "/api/v1/shipments/")
    assert len(sent(asked)) == 3  # what the ETag is made of, the page's keys, and its records


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    for address in ("/api/v1/", "/api/v1/shipments/", "/api/v1/shipments/sh-00000000000/"):
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert response.headers["Content-Type"] == "application/problem+json"
