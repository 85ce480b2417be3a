"""How soon the API refuses what is hostile, and what an unchanged answer costs beside a full one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from bench.database import own_database

REFUSED_MS, UNCHANGED_MS, ROUNDS = 50, 10, 200
LIST = "/api/v1/shipments/"
TAKING = "/api/probe/taking/"
"""Of the tests: an address that takes whatever body the guard lets through."""


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`. Over the case data, in this process: no network, all layers."""
    with own_database("manners"):
        from django.core.management import call_command
        from django.db import connections

        from api import limits

        call_command("load_case_data", verbosity=0)
        limits.QUOTA = 10**9
        for alias in ("public", "counter"):
            connections[alias].settings_dict["NAME"] = connections["default"].settings_dict["NAME"]
        yield from _refusals()
        yield from _unchanged()


def _refusals() -> Iterator[str]:
    from django.test import Client
    from django.test.utils import override_settings

    from tests.hostile_api_requests import AT_THE_ADDRESSES, AT_THE_GATE, IN_THE_BODY, Hostile

    client = Client(raise_request_exception=False, HTTP_HOST="localhost")
    bodies = [
        Hostile(name, status, kind, TAKING, "POST", {}, body, content_type)
        for name, status, kind, body, content_type in IN_THE_BODY
    ]
    times: dict[str, float] = {}

    def refused(hostile: Hostile) -> Iterator[str]:
        answer = hostile.send(client)  # once for what Python loads only then
        if answer.status_code != hostile.status:
            yield f"{hostile.name}: {answer.status_code} instead of {hostile.status}"
        name = f"{hostile.name} at {hostile.path.partition('?')[0]}"[:80]
        times[name] = max(_spent(partial(hostile.send, client)) for _ in range(5))

    with override_settings(ROOT_URLCONF="tests.api_probes"):
        for hostile in (*AT_THE_GATE, *bodies):
            yield from refused(hostile)
    for hostile in AT_THE_ADDRESSES:
        yield from refused(hostile)
    slowest = sorted(times, key=lambda name: times[name])[-3:]
    verdict = "ok" if max(times.values()) <= REFUSED_MS else "TOO SLOW"
    named = ", ".join(f"{name} {times[name]:.1f} ms" for name in reversed(slowest))
    yield (
        f"{len(times)} hostile requests, the slowest of 5 each: p50 {median(times.values()):.2f} ms, "
        f"worst {max(times.values()):.1f} ms (at most {REFUSED_MS}): {verdict}; slowest: {named}"
    )


def _unchanged() -> Iterator[str]:
    from django.db import connections, router
    from django.test import Client

    from api import conditional, limits
    from changes.models import Change
    from pages import public_state

    client = Client(HTTP_HOST="localhost")
    tag = client.get(LIST).headers["ETag"]
    full = [_spent(lambda: client.get(LIST)) for _ in range(ROUNDS)]
    known = [_spent(lambda: client.get(LIST, headers={"if-none-match": tag})) for _ in range(ROUNDS)]
    state = [_spent(public_state.state) for _ in range(ROUNDS)]
    request: Any = client.get(LIST).wsgi_request
    counted = [_spent(lambda: limits.count(request, 1)) for _ in range(ROUNDS)]
    with connections[router.db_for_read(Change)].cursor() as cursor:
        bare = [_spent(lambda: cursor.execute("SELECT 1")) for _ in range(ROUNDS)]
    p95 = quantiles(known, n=20)[18]
    release = _spent(conditional.release.__wrapped__)
    verdict = "ok" if p95 <= UNCHANGED_MS else "TOO SLOW"
    yield (
        f"304 p50 {median(known):.2f} ms, p95 {p95:.2f} ms (at most {UNCHANGED_MS}): {verdict}; "
        f"a full page of {LIST} p50 {median(full):.2f} ms, ratio {median(known) / median(full):.2f}"
    )
    yield (
        f"  of it the state {median(state):.2f} ms and the count {median(counted):.2f} ms; "
        f"a bare SELECT 1 takes {median(bare):.2f} ms; the release once {release:.0f} ms"
    )


def _spent(work: Callable[[], Any]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
