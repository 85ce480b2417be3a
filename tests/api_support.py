"""What tests of the API share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api.shapes import SHAPES
from api.shapes.base import Shape

EVERY = pytest.mark.parametrize("shape", SHAPES, ids=[one.slug for one in SHAPES])


def get(client: Client, address: str, status: int = 200) -> Any:
    """The JSON at this address."""
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code} {response.content[:600].decode()}"
    return json.loads(response.content)


def sent(asked: CaptureQueriesContext) -> list[str]:
    """The statements of a request, without PREPARE, which a connection sends once."""
    return [query["sql"] for query in asked.captured_queries if not query["sql"].startswith("PREPARE")]


def refused(client: Client, address: str) -> dict[str, str]:
    """Which parameters of an address are not understood, each with its sentence."""
    response = client.get(address)
    assert response.status_code == 400, f"{address}: {response.status_code}"
    assert response.headers["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    named = body.get("errors") or [{"parameter": name, "detail": text} for name, text in body["parameters"].items()]
    return {one["parameter"]: one["detail"] for one in named}


def local(url: str) -> str:
    """The path and query of an address in an answer."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def walk(client: Client, address: str, side: str = "next") -> Iterator[list[Any]]:
    """The pages of a list from this one on."""
    at: str | None = address
    while at:
        body = get(client, at)
        yield body["results"]
        at = local(body[side]) if body[side] else None


def address_of(shape: Shape, **parameters: Any) -> str:
    """The address of a list."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"/api/v1/{shape.slug}/" + (f"?{query}" if query else "")


def identity(row: Any) -> str:
    """What tells a row from others: its id; of a lead, all of it."""
    return str(row.get("id") or json.dumps(row))
