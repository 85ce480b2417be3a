"""How much a reader may ask for: announced in every answer, counted by PostgreSQL, the same for all processes.

Header fields are those of draft-ietf-httpapi-ratelimit-headers-11. Counting never stops reading: where the counter does
not answer, the request is served uncounted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import Error, connections
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from api.problem_types import TOO_MANY_REQUESTS
from api.problems import ProblemError

# 600 pages a minute: a client that asks one after the other rarely meets the limit, and pulls a million rows in pages
# of 1,000 in two minutes. In units, so that asking whether something changed costs a tenth.
POLICY, QUOTA, SECONDS = "minute", 6_000, 60
USUAL, UNCHANGED = 10, 1
ALIAS, PAUSE = "counter", 10
# The transaction is opened for writing in the same breath, since the login's transactions read only.
COUNT = "SET TRANSACTION READ WRITE; SELECT allowed, remaining, resets_in FROM public.count_request(%s, %s, %s, %s)"
ANNOUNCED = f'"{POLICY}";q={QUOTA};w={SECONDS}'
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Count:
    """What is left to a reader."""

    allowed: bool
    remaining: int
    resets_in: int

    @property
    def header(self) -> str:
        return f'"{POLICY}";r={self.remaining};t={self.resets_in}'


def cost_of(view: Callable[..., Any]) -> int:
    """Units of one answer; views say `cost` where theirs is another. 0: not counted at all, as for dumps."""
    owner = getattr(view, "cls", None) or getattr(view, "view_class", None) or view
    return int(getattr(owner, "cost", USUAL))


def count(request: HttpRequest, cost: int) -> Count | None:
    """Add to the reader's count; None where nothing was counted. Raises the problem of a reader who is over."""
    if cost == 0 or monotonic() < _pause.until:
        return None
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(COUNT, [reader(request), cost, QUOTA, SECONDS])
            counted = Count(*cursor.fetchone())
    except Error as failure:
        _go_on_without(failure)
        return None
    if not counted.allowed:
        raise ProblemError(
            TOO_MANY_REQUESTS,
            _("%(quota)d units a minute are served; most answers cost %(usual)d. Go on in %(seconds)d seconds.")
            % {"quota": QUOTA, "usual": USUAL, "seconds": counted.resets_in},
            headers={"Retry-After": str(counted.resets_in), "RateLimit": counted.header},
            more={"violated-policies": [POLICY]},
        )
    return counted


@dataclass
class _Pause:
    """Until when this process does not try to reach the counter, in seconds of its own clock."""

    until: float = 0.0


_pause = _Pause()


def _go_on_without(failure: Error) -> None:
    """A server that cannot be reached is left alone for a while: each attempt may take seconds that readers wait."""
    code = getattr(failure.__cause__, "pgcode", None)
    log.warning("A request was served uncounted (%s, %s).", type(failure).__name__, code)
    if code is None:
        _pause.until = monotonic() + PAUSE


def reader(request: HttpRequest) -> bytes:
    """Sixteen bytes that stand for an address on this day only; nobody without our secret can tell for which."""
    stated = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # The last one was written by our own proxy; those before it, by whoever asked.
        stated = request.META.get("HTTP_X_FORWARDED_FOR", stated).rpartition(",")[2]
    day = timezone.now().date().isoformat()
    digest: bytes = salted_hmac("api.limits", f"{day} {_whole(stated.strip())}", algorithm="sha256").digest()
    return digest[:16]


def _whole(stated: str) -> str:
    """One household or office: of an IPv6 address the first 64 bits, since the rest is its owner's to change."""
    try:
        address: IPv4Address | IPv6Address = ip_address(stated)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
    return str(address)
