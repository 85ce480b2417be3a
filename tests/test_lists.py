"""Lists: their addresses are their whole state, and what they cannot understand they name."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from exports.models import Item, Shipment
from pages.listing import ROWS_A_PAGE, Listing
from pages.resources import RESOURCES, Resource
from tests.pages_support import markup, public_queries, words

pytestmark = pytest.mark.django_db
EVERY_LIST = pytest.mark.parametrize("resource", RESOURCES, ids=[one.slug for one in RESOURCES])


@EVERY_LIST
def test_it_says_how_many_there_are_and_reads_through_the_public_login_only(client: Client, resource: Resource) -> None:
    with public_queries() as asked:
        text = words(client, resource.url)
    assert asked.captured_queries
    total = resource.rows().count()
    assert f"{total:,} {resource.singular if total == 1 else resource.plural}" in text


@EVERY_LIST
def test_it_sorts_by_every_sortable_heading_both_ways(client: Client, resource: Resource) -> None:
    for column in resource.columns:
        if column.order:
            assert client.get(resource.url, {"order": column.name}).status_code == 200
            assert client.get(resource.url, {"order": f"-{column.name}"}).status_code == 200


@EVERY_LIST
def test_its_order_is_total_so_that_pages_never_share_or_lose_a_row(resource: Resource) -> None:
    rows = Listing(resource, QueryDict()).rows
    assert rows.query.order_by[-1] == "pk"


def test_filters_read_as_a_sentence_and_each_can_be_removed(client: Client) -> None:
    item = Item.objects.get(handle="item-mx-15d")
    address = f"/shipments/?item={item.public_id}&destination=tr"
    text = words(client, address)
    assert "where item is WESCAM MX-15D × Remove the filter “item” and destination is Türkiye" in text
    page = markup(client, address)
    assert 'class="undo" href="/shipments/?destination=tr"' in page
    assert f'class="undo" href="/shipments/?item={item.public_id}"' in page


def test_a_filter_by_name_ignores_accents_capitals_and_hyphens(client: Client) -> None:
    assert "Türkiye" in words(client, "/entities/?name=turkiye")
    assert "Bayraktar TB2" in words(client, "/items/?name=bayraktar-tb2")


def test_facets_count_what_choosing_them_would_show(client: Client) -> None:
    page = markup(client, "/shipments/")
    number = Shipment.objects.filter(status="delivered").count()
    assert f'<a href="/shipments/?status=delivered">delivered</a> <span class="num">{number}</span>' in page
    assert f"{number} shipments where" in words(client, "/shipments/?status=delivered")


def test_a_facet_counts_under_the_other_filters(client: Client) -> None:
    both = Shipment.objects.filter(status="delivered", kind="sale").count()
    page = markup(client, "/shipments/?kind=sale")
    assert f'delivered</a> <span class="num">{both}</span>' in page


def test_a_vague_date_finds_what_may_have_been_then(client: Client) -> None:
    assert "TB2 brought down on 19 October 2020" in words(client, "/incidents/?happened=2020-10-19")
    assert "TB2 used by Azerbaijan in the 2020 war" in words(client, "/incidents/?happened=2020-10")
    assert "TB2 brought down on 19 October 2020" not in words(client, "/incidents/?happened=2019")


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/shipments/?colour=red", "colour"),
        ("/shipments/?status=lost", "status"),
        ("/shipments/?delivered=yesterday", "delivered"),
        ("/shipments/?destination=zz", "destination"),
        ("/shipments/?item=it-0000000000z", "item"),
        ("/shipments/?item=%00", "item"),
        ("/shipments/?order=colour", "order"),
        ("/shipments/?format=xml", "format"),
        ("/shipments/?kind=sale&kind=gift", "kind"),
        ("/trace/?from=item-mx-15d&depth=99", "depth"),
        ("/trace/?from=nobody", "from"),
        ("/trace/?from=item-mx-15d&colour=red", "colour"),
        ("/search/?colour=red", "colour"),
        ("/methodology/?colour=red", "colour"),
        ("/?colour=red", "colour"),
    ],
)
def test_what_cannot_be_understood_is_named_and_never_ignored(client: Client, address: str, named: str) -> None:
    text = words(client, address, status=400)
    assert "This address cannot be understood" in text
    assert f" {named} " in text


@pytest.mark.parametrize("page", ["0", "99", "x"])
def test_a_page_that_is_not_there_is_not_found(client: Client, page: str) -> None:
    assert "No page at this address" in words(client, f"/shipments/?page={page}", status=404)


def test_a_long_list_comes_in_pages_that_keep_their_filters(client: Client) -> None:
    assert Shipment.objects.count() > ROWS_A_PAGE
    page = markup(client, "/shipments/?order=item")
    assert 'href="?order=item&amp;page=2"' in page
    assert markup(client, "/shipments/?order=item&page=2").count('<th scope="row">') == (
        Shipment.objects.count() - ROWS_A_PAGE
    )


def test_an_empty_list_says_so_and_claims_nothing(client: Client) -> None:
    text = words(client, "/shipments/?name=zeppelin")
    assert "No shipments recorded here for these filters." in text
    assert "That is not evidence that there is none." in text


def test_no_list_sets_a_cookie(client: Client) -> None:
    for resource in RESOURCES:
        assert not client.get(resource.url).cookies
