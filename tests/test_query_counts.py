"""How many statements each list and some pages send: written down, so that an added one is a decision.

`UPDATE_QUERY_COUNTS=1 pytest tests/test_query_counts.py` writes tests/query_counts.json anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.test import Client

from conflicts.models import Conflict, Incident
from entities.models import Entity
from exports.models import Item, Licence, Measure, Shipment
from pages import listing
from pages.addresses import record_url
from pages.resources import RESOURCES, Resource
from tests.pages_support import public_queries, words

pytestmark = pytest.mark.django_db
FILE = Path(__file__).with_name("query_counts.json")
EXPECTED: dict[str, int] = json.loads(FILE.read_text()) if FILE.exists() else {}
RECORDS = (
    (Item, "item-mx-15d"),
    (Entity, "org-baykar"),
    (Conflict, "conf-nk-2020"),
    (Incident, "use-tb2-downed-20201019"),
    (Shipment, "tra-tb2-azerbaijan-sipri"),
    (Licence, "mea-ca-2020-05-permit-7-mx15d"),
    (Measure, "mea-ca-2020-notice992"),
)


def count(client: Client, address: str) -> int:
    """Without PREPARE, which a connection sends once: whether this page is the first to trace depends on the order."""
    with public_queries() as asked:
        words(client, address)
    return sum(not query["sql"].startswith("PREPARE") for query in asked.captured_queries)


def check(name: str, number: int) -> None:
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        EXPECTED[name] = number
        FILE.write_text(json.dumps(dict(sorted(EXPECTED.items())), indent=2) + "\n")
    assert number <= EXPECTED[name], f"{name} sends {number} statements; {EXPECTED[name]} are written down."


@pytest.mark.parametrize("resource", RESOURCES, ids=[one.slug for one in RESOURCES])
def test_a_list_sends_the_same_number_for_five_rows_and_for_fifty(
    client: Client, resource: Resource, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = count(client, resource.url)
    monkeypatch.setattr(listing, "ROWS_A_PAGE", 5)
    few = count(client, resource.url)
    # A prefetch that finds nothing to follow saves its second statement; more rows never add one.
    assert few <= many <= few + 2
    check(resource.slug, many)


@pytest.mark.parametrize(("model", "handle"), RECORDS, ids=[handle for _, handle in RECORDS])
def test_a_record_page_sends_no_more_than_written_down(client: Client, model: type[Item], handle: str) -> None:
    check(handle, count(client, record_url(model.objects.get(handle=handle))))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/trace/?from=item-mx-15d&to=conf-nk-2020",
        "/trace/readings/?from=item-mx-15d&to=conf-nk-2020",
        "/search/?q=baykar",
        "/trace/?from=item-mx-15d&to=conf-nk-2020&known_on=2021-06-01",
        "/exposure/?item=item-mx-15d",
    ],
)
def test_a_page_sends_no_more_than_written_down(client: Client, address: str) -> None:
    check(address, count(client, address))
