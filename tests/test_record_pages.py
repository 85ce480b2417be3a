"""Every kind of record has a page with its claims, what disagrees, what surrounds it, and its chains."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from conflicts.models import Conflict, Incident
from entities.models import Country, Entity, LobbyContact, Place, Relationship
from evidence.models import Source
from exports.models import Incorporation, Item, Licence, Measure, Proceeding, Shipment, TradeStatistic, Undertaking
from pages.addresses import record_url
from tests.pages_support import markup, public_queries, words

pytestmark = pytest.mark.django_db
KINDS: tuple[Any, ...] = (
    Item, Entity, Shipment, Incorporation, Licence, Undertaking, Measure, Conflict, Incident, Source, Relationship,
    LobbyContact, Proceeding, TradeStatistic, Place,
)  # fmt: skip


def page_of(client: Client, model: Any, handle: str) -> str:
    return words(client, record_url(model.objects.get(handle=handle)))


@pytest.mark.parametrize("model", KINDS, ids=[model.__name__ for model in KINDS])
def test_each_kind_has_a_page_that_names_its_sources(client: Client, model: Any) -> None:
    for record in model.objects.order_by("pk")[:5]:
        with public_queries():
            text = words(client, record_url(record))
        assert record.public_id in text
        if model is not Source:
            assert "Claims and their sources" in text


def test_an_item_is_found_under_its_own_list_too(client: Client) -> None:
    item = Item.objects.get(handle="item-mx-15d")
    for slug in ("items", "components"):
        assert "WESCAM MX-15D" in words(client, f"/{slug}/{item.public_id}/")
    words(client, f"/platforms/{item.public_id}/", status=404)


def test_the_mx_15d_shows_its_chain_to_the_war_and_its_recovered_unit(client: Client) -> None:
    text = page_of(client, Item, "item-mx-15d")
    assert "WESCAM MX-15D → Baykar → Bayraktar TB2 → Azerbaijani Armed Forces → Nagorno-Karabakh 2020" in text
    assert "MX-15D recovered in October 2020" in text
    assert "Chains forward" in text


def test_hermes_45_has_a_page_and_no_chain(client: Client) -> None:
    item = Item.objects.get(handle="item-hermes-45")
    text = words(client, item.get_absolute_url())
    assert "Chains forward" not in text
    assert "No chain is recorded here" in words(client, f"/trace/?from={item.public_id}")


def test_an_entity_wears_its_roles(client: Client) -> None:
    page = markup(client, Entity.objects.get(handle="org-baykar").get_absolute_url())
    assert '<li class="chip chip-role">exporter</li>' in page
    assert '<li class="chip chip-role">intermediary</li>' in page


def test_a_licence_shows_consignee_and_declared_end_user_side_by_side(client: Client) -> None:
    text = page_of(client, Licence, "mea-ca-2020-05-permit-7-mx15d")
    assert "Consignee Baykar Declared end user not recorded here" in text
    assert "approval recommended" in text


def test_a_measure_shows_how_each_reader_reads_it(client: Client) -> None:
    measure = Measure.objects.filter(readings__isnull=False).distinct().first()
    assert measure is not None
    text = words(client, measure.get_absolute_url())
    for reading in measure.readings.all():
        assert str(reading.reader) in text
        assert reading.interpretation in text


def test_a_conflict_shows_its_sides_and_what_reached_it(client: Client) -> None:
    text = page_of(client, Conflict, "conf-nk-2020")
    for thing in ("WESCAM MX-15D", "Rotax 912", "Harop", "Orbiter 1K", "LAR-160", "BM-30 Smerch"):
        assert thing in text
    assert "Chains that end in it" in text
    assert "Artsakh Defence Army" in text


def test_a_country_shows_flows_and_measures_aimed_at_it(client: Client) -> None:
    text = words(client, "/countries/tr/")
    assert "Notice 992: military exports to Türkiye presumed denied" in text
    assert "Baykar" in text
    words(client, "/countries/TR/", status=404)
    words(client, "/countries/qq/", status=404)


def test_a_source_shows_what_it_carries_and_what_would_fall_with_it(client: Client) -> None:
    text = page_of(client, Source, "src-gm-serial")
    assert "What it carries" in text
    assert "MX-15D recovered in October 2020" in text
    assert "Carried by it alone" in text


def test_statistics_stand_apart(client: Client) -> None:
    assert Country.objects.get(code="TR").statistics.exists() or TradeStatistic.objects.exists()
    statistic = TradeStatistic.objects.order_by("pk").first()
    assert statistic is not None
    assert "never added" in words(client, record_url(statistic))


def test_an_accusation_is_not_shown_as_a_finding(client: Client) -> None:
    proceeding = Proceeding.objects.filter(kind="indictment").first()
    assert proceeding is not None
    assert "Not a finding." in words(client, record_url(proceeding))


@pytest.mark.parametrize(
    "address", ["/items/it-0000000000z/", "/items/nonsense/", "/wands/", "/shipments/sh-aaaaaaaaaaa/"]
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert "No page at this address" in words(client, address, status=404)


def test_a_record_page_has_no_parameters(client: Client) -> None:
    url = Item.objects.get(handle="item-mx-15d").get_absolute_url()
    assert "A record's page has no parameters." in words(client, f"{url}?colour=red", status=400)
