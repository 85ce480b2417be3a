"""What tests of the public pages share: pages as the public login shows them, and their text."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

TAG = re.compile(r"<[^>]+>")
SPACE = re.compile(r"\s+")


def text_of(page: str) -> str:
    """The words of a page, without markup."""
    return SPACE.sub(" ", html.unescape(TAG.sub(" ", page))).strip()


def words(client: Client, address: str, status: int = 200) -> str:
    """The words at this address."""
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return text_of(response.content.decode())


def markup(client: Client, address: str) -> str:
    """The HTML at this address."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return response.content.decode()


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    """The rows of the CSV at this address."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    assert response.headers["Content-Type"].startswith("text/csv")
    body = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # the client's type hides it
    return list(csv.DictReader(io.StringIO(body, newline="")))


@contextmanager
def public_queries() -> Iterator[CaptureQueriesContext]:
    """Count what the public login asks; the desk's login must ask nothing meanwhile."""
    with CaptureQueriesContext(connections["public"]) as asked, CaptureQueriesContext(connections["default"]) as desk:
        yield asked
    assert not desk.captured_queries, "a public page read through the owner's login"
