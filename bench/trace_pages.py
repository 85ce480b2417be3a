"""How long everything behind a trace page takes: search, ranking, records and picture, without the template."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median, quantiles
from time import perf_counter

from bench.busy_archive import busy_archive, machine, random_starts
from bench.database import own_database

LIMIT_MS, REPEATS, DRAWN = 300, 5, 4
THE_FIRST_QUESTION = "item-mx-15d"


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`."""
    with busy_archive():
        starts = [public_id for _item, _maker, public_id in random_starts()]
        _shown(starts[0])  # plans the statement
        times = [_shown(start) for start in starts]
        cuts = quantiles(times, n=20)
        slow = sum(spent > LIMIT_MS for spent in times)
        yield (
            f"busy archive, {len(times)} items: p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms, "
            f"{slow} over {LIMIT_MS} ms; {machine()}"
        )
    with own_database("trace_pages"):
        from django.core.management import call_command

        call_command("load_case_data", verbosity=0)
        _shown(THE_FIRST_QUESTION)
        yield f"case data, the WESCAM turret: {median(_shown(THE_FIRST_QUESTION) for _ in range(REPEATS)):.0f} ms"


def _shown(start: str) -> float:
    from tracing.layout import lay_out
    from tracing.query import TraceQuestion
    from tracing.service import trace

    begun = perf_counter()
    answer = trace(TraceQuestion(start, limit=20))
    if answer.chains:
        lay_out(answer.chains[:DRAWN])
    return (perf_counter() - begun) * 1000
