"""Frozen chains over HTTP: each by its hash, all of them in a list, and a check of any copy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from exports.models import Shipment
from tracing.models import Snapshot
from tracing.query import TraceQuestion
from tracing.services.freeze import freeze
from tracing.snapshots.asking import content_asked

pytestmark = pytest.mark.django_db
API = "/api/v1/"
AsPublic = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def frozen() -> list[Snapshot]:
    question = TraceQuestion("item-mx-15d", end="conf-nk-2020", limit=40)
    return [freeze(content_asked(question, number)).snapshot for number in (1, 2, 3)]


def body_of(client: Client, public_role: AsPublic, address: str, status: int = 200) -> bytes:
    with public_role():
        response = client.get(address)
    assert response.status_code == status, response.content[:300]
    return bytes(response.content)


def verify(client: Client, public_role: AsPublic, body: bytes, query: str = "") -> dict[str, Any]:
    with public_role():
        response = client.post(f"{API}verify/{query}", body, content_type="application/json")
    assert response.status_code == 200, response.content[:300]
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def test_its_bytes_are_what_its_address_says(client: Client, public_role: AsPublic, frozen: list[Snapshot]) -> None:
    body = body_of(client, public_role, f"{API}snapshots/{frozen[0].sha256}/")
    assert hashlib.sha256(body).hexdigest() == frozen[0].sha256


def test_the_list_has_each_once(client: Client, public_role: AsPublic, frozen: list[Snapshot]) -> None:
    found, following = [], f"{API}snapshots/?limit=2"
    while following:
        answer = json.loads(body_of(client, public_role, following))
        found += [one["id"] for one in answer["results"]]
        following = answer["next"]
    assert found == [one.sha256 for one in frozen]


@pytest.mark.parametrize("address", ["0" * 64, "A" * 64, "x", "..%2f"])
def test_another_hash_is_not_there(client: Client, public_role: AsPublic, address: str) -> None:
    body_of(client, public_role, f"{API}snapshots/{address}/", 404)


def test_a_copy_is_verified(client: Client, public_role: AsPublic, frozen: list[Snapshot]) -> None:
    answer = verify(client, public_role, bytes(frozen[0].body), f"?sha256={frozen[0].sha256}")
    assert (answer["frozen_here"], answer["canonical"], answer["matches"]) == (True, True, True)
    assert answer["since"]["changes"] == []
    assert answer["snapshot"]["title"] == frozen[0].title


def test_a_changed_copy_is_told_from_it(client: Client, public_role: AsPublic, frozen: list[Snapshot]) -> None:
    changed = bytes(frozen[0].body).replace(b"2020", b"2021", 1)
    answer = verify(client, public_role, changed, f"?sha256={frozen[0].sha256}")
    assert (answer["frozen_here"], answer["canonical"], answer["matches"]) == (False, True, False)
    spaced = verify(client, public_role, b" " + bytes(frozen[0].body))
    assert (spaced["frozen_here"], spaced["canonical"]) == (False, False)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b'{"a": 1.5}', b'{"\xd0\xb0": 1}'])
def test_what_is_no_frozen_chain_is_told_so(client: Client, public_role: AsPublic, body: bytes) -> None:
    assert not verify(client, public_role, body)["frozen_here"]


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b"\xff\xfe", b'{"a": 1e999}', b" " * 2_000_001])
def test_what_is_no_json_is_refused(client: Client, public_role: AsPublic, body: bytes) -> None:
    with public_role():
        response = client.post(f"{API}verify/", body, content_type="application/json")
    assert response.status_code in (400, 413)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_what_has_changed_since_is_told(client: Client, public_role: AsPublic, frozen: list[Snapshot]) -> None:
    content = json.loads(bytes(frozen[0].body))
    shipment = next(one["id"] for one in content["records"] if one["kind"] == "shipment")
    Shipment.objects.filter(public_id=shipment).update(delivered="2019-11-05")
    answer = verify(client, public_role, bytes(frozen[0].body))
    assert answer["frozen_here"]
    assert answer["since"]["changes"]
