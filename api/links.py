"""The header Link (RFC 8288): several parts of the API add to it."""

from __future__ import annotations

from django.http.response import HttpResponseBase


def add_link(response: HttpResponseBase, address: str, relation: str) -> None:
    """Add one link; those that are there stay before it."""
    written = f'<{address}>; rel="{relation}"'
    before = response.headers.get("Link")
    response.headers["Link"] = f"{before}, {written}" if before else written
