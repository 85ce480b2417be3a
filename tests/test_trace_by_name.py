"""A trace may be asked for by name: one fitting record is taken, several are offered, none is a sentence."""

from __future__ import annotations

import pytest
from django.db import connections
from django.test import Client

from exports.models import Item
from pages.naming import SeveralMeantError, record_meant
from tests.pages_support import markup, words

pytestmark = pytest.mark.django_db


def test_a_name_that_fits_one_record_leads_to_the_address_with_its_public_id(client: Client) -> None:
    item = Item.objects.get(handle="item-mx-15d")
    response = client.get("/trace/", {"from": "wescam mx 15d", "to": "conf-nk-2020"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"/trace/?from={item.public_id}&to=co-")


def test_a_whole_name_is_preferred_to_longer_ones_that_contain_it() -> None:
    assert str(record_meant("Baykar")) == "Baykar"


def test_a_name_that_fits_several_offers_them_and_keeps_the_rest_of_the_question(client: Client) -> None:
    with pytest.raises(SeveralMeantError):
        record_meant("bayraktar")
    tb2 = Item.objects.get(handle="item-tb2")
    response = client.get("/trace/", {"from": "bayraktar", "to": "conf-nk-2020", "gaps": "no"})
    assert response.status_code == 300
    page = response.content.decode()
    assert "Choose the one that you mean." in page
    assert 'value="bayraktar"' in page
    [address] = [part.split('"')[0] for part in page.split('href="') if f"from={tb2.public_id}" in part]
    assert "gaps=no" in address
    assert "to=co-" in address
    markup(client, address.replace("&amp;", "&"))


def test_a_file_is_not_made_from_a_name_that_fits_several(client: Client) -> None:
    text = words(client, "/trace/?from=bayraktar&format=csv", status=400)
    assert "Several records fit “bayraktar”." in text


def test_a_name_that_fits_nothing_is_refused_with_what_to_do(client: Client) -> None:
    text = words(client, "/trace/?from=zeppelin", status=400)
    assert "No record that a trace can start or end at has “zeppelin” in its name." in text


@pytest.mark.parametrize(
    "address", ["/trace/?from=item-mx-15d&to=conf-nk-2020", "/shipments/?name=tb2", "/countries/az/"]
)
def test_an_answer_that_takes_too_long_says_that_it_was_cut_and_what_to_narrow(client: Client, address: str) -> None:
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '1ms', true)")
        cursor.execute("SELECT set_config('enable_hashjoin', 'off', true), set_config('jit_above_cost', '0', true)")
        cursor.execute("SELECT set_config('jit', 'on', true)")
    text = words(client, address, status=503)
    assert "This answer took too long and was cut" in text
    assert "What you can do" in text
