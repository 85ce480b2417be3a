"""Frozen chains for tests: freeze one as a reader does, and read pages over rows that are not committed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client

from config import sites
from tests.conftest import PsycopgConnection
from tracing.models import Snapshot
from tracing.query import TraceQuestion
from tracing.services.freeze import freeze
from tracing.snapshots.asking import content_asked
from tracing.snapshots.canonical import address_of, canonical

ASKED = {"from": "item-mx-15d", "to": "conf-nk-2020"}
QUESTION = TraceQuestion("item-mx-15d", end="conf-nk-2020", limit=40)
TB2 = "Bayraktar TB2: Baykar to Azerbaijani Armed Forces"


def frozen(question: TraceQuestion = QUESTION, number: int = 1) -> Snapshot:
    """Freeze a chain over the rows of this test."""
    return freeze(content_asked(question, number)).snapshot


def content(snapshot: Snapshot) -> dict[str, Any]:
    """What is in it."""
    read: dict[str, Any] = json.loads(bytes(snapshot.body))
    return read


def insert_frozen(owner: PsycopgConnection, number: int) -> str:
    """Commit a frozen chain to a copy of the database; answers its SHA-256."""
    body = canonical(content_asked(QUESTION, number))
    made = json.loads(body)
    with owner.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tracing_snapshot (sha256, body, form, title, question) VALUES (%s, %s, %s, %s, %s)",
            [address_of(body), body, made["format"], made["chain"]["title"], made["question"]["words"]],
        )
    owner.commit()
    return address_of(body)


@contextmanager
def uncommitted_is_public() -> Iterator[None]:
    """The public site reads over this test's own connection, and so sees what it has not committed."""
    with sites.public_reads_through("default"):
        yield


def post(client: Client, **asked: Any) -> Any:
    """Freeze as a reader does; the client's own answer."""
    return client.post("/chains/", asked or ASKED)
