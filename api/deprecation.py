"""What of the API will go, announced in the answers themselves: Deprecation (RFC 9745), Sunset (RFC 8594), Link.

The policy is written in docs/api.md. To deprecate something, add it to DEPRECATED; nothing is announced elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from api.links import add_link

LEAST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Deprecated:
    """Since when it should not be used, from when it may be gone, and what to use instead, in one sentence."""

    since: date
    sunset: date
    instead: str

    def __post_init__(self) -> None:
        if self.sunset - self.since < LEAST:
            raise ValueError("What is deprecated stays for at least twelve months.")


DEPRECATED: Mapping[str, Deprecated] = {}
"""A resource ("shipments") or a field of one ("shipments.note"), as they stand in addresses and answers."""


def announce(request: HttpRequest, response: HttpResponseBase, declared: Mapping[str, Deprecated] = DEPRECATED) -> None:
    """Say so in an answer that holds something deprecated; of several, the one that goes first."""
    held = [one for name, one in declared.items() if _holds(request, name)]
    if not held:
        return
    response.headers["Deprecation"] = f"@{_seconds(min(one.since for one in held))}"
    response.headers["Sunset"] = http_date(_seconds(min(one.sunset for one in held)))
    add_link(response, f"{settings.SITE_URL}/api/#deprecated", "deprecation")


def _holds(request: HttpRequest, name: str) -> bool:
    resource, _point, field = name.partition(".")
    parts = request.path_info.split("/")  # "", "api", "v1", resource, …
    if len(parts) < 4 or parts[3] != resource:
        return False
    asked = parse_qs(request.META.get("QUERY_STRING", ""))
    chosen, omitted = (",".join(asked.get(key, [])).split(",") for key in ("fields", "omit"))
    return not field or ((chosen == [""] or field in chosen) and field not in omitted)


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
