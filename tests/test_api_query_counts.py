"""How many statements each resource sends: written down, and the same for one row as for a hundred.

`UPDATE_QUERY_COUNTS=1 pytest tests/test_api_query_counts.py` writes tests/api_query_counts.json anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.test import Client

from api.shapes.base import Shape
from tests.api_support import EVERY, address_of, get, sent
from tests.pages_support import public_queries

pytestmark = pytest.mark.django_db
FILE = Path(__file__).with_name("api_query_counts.json")
EXPECTED: dict[str, int] = json.loads(FILE.read_text()) if FILE.exists() else {}


def count(client: Client, address: str) -> int:
    with public_queries() as asked:
        get(client, address)
    return len(sent(asked))


def check(name: str, number: int) -> None:
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        EXPECTED[name] = number
        FILE.write_text(json.dumps(dict(sorted(EXPECTED.items())), indent=2) + "\n")
    assert number == EXPECTED[name], f"{name} sends {number} statements; {EXPECTED[name]} are written down."


@EVERY
def test_a_list_sends_the_same_number_for_one_row_and_for_a_hundred(client: Client, shape: Shape) -> None:
    forms = {"": {}, " expanded": {"expand": ",".join(sorted(shape.expands)[:6])}, " counted": {"count": "exact"}}
    for name, parameters in forms.items():
        if name != " expanded" or shape.expands:
            one, many = (count(client, address_of(shape, limit=limit, **parameters)) for limit in (1, 100))
            assert one == many
            check(f"/api/v1/{shape.slug}/{name}", many)


@EVERY
def test_a_record_sends_as_many_as_written_down(client: Client, shape: Shape) -> None:
    if shape.has_details:
        rows = get(client, address_of(shape, limit=1, fields="id"))["results"]
        for row in rows:
            check(f"/api/v1/{shape.slug}/<id>/", count(client, f"/api/v1/{shape.slug}/{row['id']}/"))


def test_the_root_asks_only_for_the_state_that_its_etag_names(client: Client) -> None:
    check("/api/v1/", count(client, "/api/v1/"))
