"""The demo of honesty: disagreements, order in time, and one origin behind several sources, in plain sight."""

from __future__ import annotations

import pytest
from django.test import Client

from evidence.models import Source
from tests.pages_support import words

pytestmark = pytest.mark.django_db
WESCAM = "/trace/?from=item-mx-15d&to=conf-nk-2020"


def test_both_readings_of_the_recovered_units_permit_are_shown(client: Client) -> None:
    text = words(client, WESCAM)
    assert "MX-15D recovered in October 2020: under which permit" in text
    assert "one of seven systems permitted to Baykar in May 2020" in text
    assert "serial number matches equipment approved for the Turkish navy" in text


def test_four_dates_are_shown_for_the_aircraft_brought_down(client: Client) -> None:
    text = words(client, WESCAM)
    question = text.index("CMX-15D recovered: when it happened")
    for day in ("19 October 2020", "20 October 2020", "21 October 2020", "22 October 2020"):
        assert day in text[question : question + 900]


def test_the_call_of_23_april_2020_comes_after_the_notice_of_16_april(client: Client) -> None:
    text = words(client, WESCAM)
    events = text[text.index("In the order of dates") :]
    notice = events.index("from 16 April 2020")
    when, who = "23 April 2020 2020-04-23", "Justin Trudeau met or spoke with Recep Tayyip Erdoğan"
    call = events.index(f"{when} Contacts and meetings {who}")
    assert notice < call
    assert "Notice 992: military exports to Türkiye presumed denied" in events[notice:call]


def test_the_lobbying_claims_have_three_sources_and_one_origin(client: Client) -> None:
    text = words(client, WESCAM)
    assert "Ken Mackay lobbies for Baykar 3 sources, 1 origin" in text


def test_the_jerusalem_posts_article_rests_on_ricochets(client: Client) -> None:
    article = Source.objects.get(handle="src-jpost-662553")
    text = words(client, article.get_absolute_url())
    assert "The Jerusalem Post" in text
    lineage = text[text.index("Independence counts origins, not articles") :]
    assert "Ricochet" in lineage


def test_permits_suspended_and_cancelled_stand_in_their_order(client: Client) -> None:
    text = words(client, WESCAM)
    events = text[text.index("In the order of dates") :]
    suspended = events.index("Canada suspends export permits for Türkiye (October 2020)")
    assert suspended < events.index("Canada cancels 29 suspended permits for Türkiye")
