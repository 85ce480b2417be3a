"""Every resource of the API: its list, each record, its fields, and what an address may ask of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from api.shapes import SHAPES
from api.shapes.base import Shape

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("shape", SHAPES, ids=[one.slug for one in SHAPES])


def get(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code} {response.content[:600].decode()}"
    return json.loads(response.content)


@EVERY
def test_a_list_answers(client: Client, shape: Shape) -> None:
    body = get(client, f"/api/v1/{shape.slug}/")
    assert list(body) == ["results", "next", "previous", "count", "count_is"]
    for row in body["results"]:
        assert list(row) == [one.name for one in shape.fields if not one.only_expanded]
