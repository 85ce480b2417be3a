"""How long judging takes: all rules over every chain of the case data, and the trace page with everything on it."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from bench.busy_archive import machine
from bench.database import own_database

RULES_LIMIT_S, PAGE_LIMIT_MS, REPEATS = 2, 300, 15
PAGE = "/trace/?from=item-mx-15d&to=conf-nk-2020"


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`."""
    with own_database("judging"):
        from django.core.management import call_command

        call_command("load_case_data", verbosity=0)
        yield _rules()
        yield _page()


def _rules() -> str:
    from exports.models import Item
    from tracing.dossier.load import dossier_of
    from tracing.query import TraceQuestion
    from tracing.rules import RULES, judge
    from tracing.service import trace

    chains = [one for item in Item.objects.all() for one in trace(TraceQuestion(item.public_id, limit=200)).chains]
    begun = perf_counter()
    dossier = dossier_of(chains)
    read = perf_counter()
    findings = sum(len(judge(chain, dossier)) for chain in chains)
    done = perf_counter()
    return (
        f"{len(RULES)} rules over {len(chains)} chains of the case: {findings} findings in {done - begun:.2f} s "
        f"({read - begun:.2f} s to read what surrounds them; limit {RULES_LIMIT_S} s)"
    )


def _page() -> str:
    """Through the whole of Django, templates and all; the server's own time is in it, the network's is not."""
    from django.test import Client

    from config.sites import public_reads_through

    client = Client(headers={"host": "127.0.0.1"})
    with public_reads_through("default"):
        times = sorted(_asked(client, PAGE) for _ in range(REPEATS + 2))[:-1]
    return f"trace page with rules, pictures and leads: p50 {median(times):.0f} ms (limit {PAGE_LIMIT_MS}); {machine()}"


def _asked(client: object, address: str) -> float:
    begun = perf_counter()
    response = client.get(address)  # type: ignore[attr-defined]  # django.test.Client, imported late
    assert response.status_code == 200  # noqa: S101
    return (perf_counter() - begun) * 1000
