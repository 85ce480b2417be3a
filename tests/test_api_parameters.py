"""Filters of the API are those of the pages, under the same names, with suffixes; what is not understood is named."""

from __future__ import annotations

import pytest
from django.test import Client

from api.parameters import LIST
from api.shapes import BY_SLUG
from api.shapes.base import Shape
from core.filters import ReferenceFilter
from core.suffixes import with_suffixes
from exports.models import Shipment
from pages.resources import RESOURCES
from tests.api_support import EVERY, address_of, get, refused

pytestmark = pytest.mark.django_db


def ids(client: Client, slug: str, **query: str) -> set[str]:
    rows = get(client, address_of(BY_SLUG[slug], limit=1000, fields="id", **query))["results"]
    return {row["id"] for row in rows}


@pytest.mark.parametrize("resource", RESOURCES, ids=[one.slug for one in RESOURCES])
def test_a_list_of_the_api_has_the_filters_of_the_page(resource: object) -> None:
    assert BY_SLUG[resource.slug].filters is resource.filters  # type: ignore[attr-defined]


@EVERY
def test_no_filter_has_the_name_of_another_parameter(shape: Shape) -> None:
    assert not set(with_suffixes(shape.filters).base_filters) & set(LIST)


@EVERY
def test_what_is_not_understood_is_refused_and_named(client: Client, shape: Shape) -> None:
    asked = {
        "surprise=1": "surprise",
        "limit=0": "limit",
        "limit=1001": "limit",
        "limit=x": "limit",
        "limit=%C2%B2": "limit",
        "order=surprise": "order",
        "order=--id": "order",
        "count=many": "count",
        "cursor=x": "cursor",
        "limit=1&limit=2": "limit",
        "fields=": "fields",
        "fields=id%00": "fields",
    }
    for query, parameter in asked.items():
        assert list(refused(client, f"{address_of(shape)}?{query}")) == [parameter], query


@EVERY
def test_every_filter_refuses_what_it_cannot_read(client: Client, shape: Shape) -> None:
    for name, one in with_suffixes(shape.filters).base_filters.items():
        for value in ("", f"a&{name}=b", "%C2%A0", "%00", "x" * 3_000):
            problems = refused(client, f"{address_of(shape)}?{name}={value}")
            assert list(problems) == [name], (name, value)
        assert one.label, name


def test_several_problems_are_all_named(client: Client) -> None:
    problems = refused(client, "/api/v1/shipments/?surprise=1&kind=x&delivered=soon&limit=0&expand=x")
    assert set(problems) == {"surprise", "kind", "delivered", "limit", "expand"}


def test_a_word_of_a_closed_list_or_several(client: Client) -> None:
    sales, gifts = (ids(client, "shipments", kind=kind) for kind in ("sale", "licensed_production"))
    assert sales
    assert ids(client, "shipments", kind__in="sale,licensed_production") == sales | gifts
    assert "gold" in refused(client, "/api/v1/shipments/?kind__in=sale,gold")["kind__in"]


def test_one_record_or_several_by_id_and_handle(client: Client) -> None:
    shipments = Shipment.objects.select_related("item").order_by("pk")[:30]
    first, other, *_ = {shipment.item.public_id: shipment.item for shipment in shipments}.values()
    both = ids(client, "shipments", item__in=f"{first.public_id},{other.handle or other.public_id}")
    assert both == ids(client, "shipments", item=first.public_id) | ids(client, "shipments", item=other.public_id)
    assert "it-00000000000" in refused(client, "/api/v1/shipments/?item__in=it-00000000000")["item__in"]


def test_dates_from_until_and_overlapping(client: Client) -> None:
    everything = {
        row["id"]: row["delivered"]
        for row in get(client, "/api/v1/shipments/?limit=1000&fields=id,delivered")["results"]
    }
    dated = {key: one for key, one in everything.items() if one}
    late = {key for key, one in dated.items() if one["latest"] is None or one["latest"] >= "2020-01-01"}
    early = {key for key, one in dated.items() if one["earliest"] is None or one["earliest"] <= "2020-12-31"}
    assert ids(client, "shipments", delivered__gte="2020") == late
    assert ids(client, "shipments", delivered__lte="2020") == early
    assert (
        ids(client, "shipments", delivered__overlaps="2020")
        == late & early
        == ids(client, "shipments", delivered="2020")
    )


def test_no_weaker_than(client: Client) -> None:
    rows = get(client, "/api/v1/shipments/?limit=1000&fields=id,strength")["results"]
    strong = {row["id"] for row in rows if row["strength"] in ("established", "corroborated")}
    assert ids(client, "shipments", strength__gte="corroborated") == strong
    linked = get(client, "/api/v1/shipments/?limit=1000&fields=id,exporter&expand=exporter")["results"]
    expected = {
        row["id"] for row in linked if row["exporter"]["strength"] in ("established", "corroborated", "credible")
    }
    assert ids(client, "shipments", exporter__strength_gte="credible") == expected


def test_by_country_source_and_dispute(client: Client) -> None:
    assert ids(client, "shipments", destination="az")
    disputed = ids(client, "shipments", disputed="yes")
    assert disputed
    assert disputed | ids(client, "shipments", disputed="no") == ids(client, "shipments")
    row = get(client, "/api/v1/shipments/?limit=1&fields=id,evidence")["results"][0]
    for source in row["evidence"]["source_ids"]:
        assert row["id"] in ids(client, "shipments", source=source)


@EVERY
def test_a_count_is_given_when_asked_for(client: Client, shape: Shape) -> None:
    number = shape.rows().count()
    assert get(client, address_of(shape, limit=1))["count"] is None
    assert get(client, address_of(shape, limit=1, count="exact"))["count"] == number
    estimate = get(client, address_of(shape, limit=1, count="estimate"))
    assert isinstance(estimate["count"], int)
    assert estimate["count_is"] == "estimate"


def test_entities_by_role_as_in_the_lists_of_roles(client: Client) -> None:
    for role, slug in (("exporter", "exporters"), ("intermediary", "intermediaries"), ("end_user", "end-users")):
        assert ids(client, "entities", role=role) == ids(client, slug) != set()
        rows = get(client, "/api/v1/entities/?limit=1000&fields=id,roles")["results"]
        assert {row["id"] for row in rows if role in row["roles"]} == ids(client, slug)


def test_by_category_of_the_item(client: Client) -> None:
    rows = get(client, "/api/v1/shipments/?limit=1000&fields=id,item&expand=item")["results"]
    expected = {row["id"] for row in rows if "uav" in (row["item"]["category"] or "").lower()}
    assert expected
    assert ids(client, "shipments", category="uav") == expected
    rows = get(client, "/api/v1/incidents/?limit=1000&fields=id,items&expand=items.item")["results"]
    expected = {
        row["id"] for row in rows if any("uav" in (one["item"]["category"] or "").lower() for one in row["items"])
    }
    assert ids(client, "incidents", category="uav") == expected != set()


def test_by_a_country_at_either_end(client: Client) -> None:
    rows = get(
        client,
        "/api/v1/shipments/?limit=1000&fields=id,origin,destination,exporter,recipient&expand=exporter,recipient",
    )
    expected = {
        row["id"]
        for row in rows["results"]
        if "TR"
        in [
            (place or {}).get("id")
            for place in (row["origin"], row["destination"], row["exporter"]["country"], row["recipient"]["country"])
        ]
    }
    assert ids(client, "shipments", country="tr") == expected != set()


def test_by_the_conflict_that_an_item_was_seen_in_or_that_a_recipient_fought_in(client: Client) -> None:
    conflict = get(client, "/api/v1/conflicts/?limit=1000&name=nagorno&order=-began")["results"][0]
    incidents = get(client, f"/api/v1/incidents/?limit=1000&conflict={conflict['id']}&fields=items")["results"]
    seen = {one["item"]["id"] for row in incidents for one in row["items"]}
    assert ids(client, "items", conflict=conflict["id"]) == seen
    fighting = {one["entity"]["id"] for one in conflict["belligerents"]}
    rows = get(client, "/api/v1/shipments/?limit=1000&fields=id,recipient")["results"]
    expected = {row["id"] for row in rows if row["recipient"]["id"] in fighting}
    assert ids(client, "shipments", conflict=conflict["id"]) == expected


def test_by_a_measure_that_is_aimed_at_the_recipient_or_the_destination(client: Client) -> None:
    found = 0
    rows = get(client, "/api/v1/shipments/?limit=1000&fields=id,destination,recipient&expand=recipient")["results"]
    for measure in get(client, "/api/v1/measures/?limit=1000&fields=id,targets")["results"]:
        parties = {one["entity"]["id"] for one in measure["targets"] if one["entity"]}
        countries = {one["country"]["id"] for one in measure["targets"] if one["country"]}
        expected = {
            row["id"]
            for row in rows
            if row["recipient"]["id"] in parties
            or (row["recipient"]["country"] or {}).get("id") in countries
            or (row["destination"] or {}).get("id") in countries
        }
        assert ids(client, "shipments", measure=measure["id"]) == expected
        found += len(expected)
    assert found


def test_by_how_close_the_proof_comes(client: Client) -> None:
    rows = get(client, "/api/v1/shipments/?limit=1000&fields=id,evidence")["results"]
    close = {row["id"] for row in rows if row["evidence"]["closest_rung"] in ("unit", "lot", "deal")}
    assert ids(client, "shipments", evidence__rung_gte="deal") == close
    cited = get(client, "/api/v1/citations/?limit=1000&rung__gte=lot&fields=rung")["results"]
    assert {row["rung"] for row in cited} <= {"unit", "lot"}


@EVERY
def test_every_filter_that_takes_a_name_takes_one_with_a_hyphen(client: Client, shape: Shape) -> None:
    """It looks like an id or a handle, and some records have none."""
    for name, one in shape.filters.base_filters.items():
        if isinstance(one, ReferenceFilter):
            get(client, address_of(shape, **{name: "no-such-name"}))
