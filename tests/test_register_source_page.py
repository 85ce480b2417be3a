"""The page of a register's source, which carries tens of thousands of claims, says how many and shows the first."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.choices import Rung, Stance
from evidence.models import Citation, Source
from exports.models import Shipment
from pages.records import sources

pytestmark = pytest.mark.django_db
AsPublic = Callable[[], AbstractContextManager[None]]
HEAD = re.compile(r"<h3>([^<]+) <span class=\"quiet\">([\d,]+)</span></h3>")
NUMBERED = re.compile(r"(Links that would fall with it|Carried by it alone) \(([\d,]+)\)")
CLAIM = re.compile(r"<tr><th scope=\"row\">")


def say_more(source: Source) -> None:
    """Of forty shipments, what a register says."""
    some = Shipment.objects.order_by("pk").values_list("pk", flat=True)[:40]
    Citation.objects.bulk_create(
        Citation(
            source=source, shipment_id=pk, stance=Stance.SUPPORTS, credibility="3", rung=Rung.DEAL, says="It says so."
        )
        for pk in some
    )


@pytest.fixture
def busiest() -> Source:
    """The source with most claims in the case data, and with forty more."""
    found: Source = Source.objects.annotate(claims=Count("citations")).order_by("-claims", "pk")[0]
    say_more(found)
    return found


def shown(client: Client, source: Source, as_public: AsPublic) -> str:
    with as_public():
        page = client.get(source.get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


def test_its_numbers_are_those_of_all_of_it(
    client: Client, busiest: Source, public_role: AsPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shown(client, busiest, public_role)
    monkeypatch.setattr(sources, "ALL_OF", 3)
    first = shown(client, busiest, public_role)
    assert HEAD.findall(first) == HEAD.findall(whole) != []
    assert NUMBERED.findall(first) == NUMBERED.findall(whole) != []
    assert len(CLAIM.findall(whole)) == busiest.citations.count()


def test_it_shows_the_first_of_each_kind_and_leads_to_all(
    client: Client, busiest: Source, public_role: AsPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "ALL_OF", 3)
    page = shown(client, busiest, public_role)
    numbers = [int(number.replace(",", "")) for _kind, number in HEAD.findall(page)]
    assert max(numbers) > sources.FIRST
    assert len(CLAIM.findall(page)) == sum(min(number, sources.FIRST) for number in numbers)
    address = f"/citations/?source={busiest.public_id}"
    assert address in page
    with public_role():
        every = client.get(address).content.decode()
    assert f"{busiest.citations.count():,} " in every


def test_its_statements_do_not_grow_with_its_claims(
    client: Client, busiest: Source, public_role: AsPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "ALL_OF", 3)
    shown(client, busiest, public_role)
    counted = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            shown(client, busiest, public_role)
        counted.append(len(asked.captured_queries))
        say_more(busiest)
    assert counted[0] == counted[1]
