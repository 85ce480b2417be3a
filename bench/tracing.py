"""How long a trace takes in SQL over a busy archive: recorded links alone, and with gaps and roll-ups.

Times are those of whole statements as the service runs them, rows fetched. `BENCH_SCALE=0.1` makes the world smaller.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from heapq import heappop, heappush
from statistics import quantiles
from time import perf_counter
from typing import Any

import psycopg2
from django.db import OperationalError

from bench.database import own_database
from bench.world import Size, World, load

STARTS, SEED = 300, 7
ROWS = 2_000
RECORDED = ("shipped", "produced", "built_in", "authorised", "seen")
OFFERED = ("same_type", "recorded_as", "no_record")
Holding = tuple[int, int]


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`."""
    with own_database("tracing"):
        scale = float(os.environ.get("BENCH_SCALE", "1"))
        begun = perf_counter()
        _load(Size().scaled(scale))
        yield f"a world of {scale:g} million shipments in {perf_counter() - begun:.0f} s"
        yield from _lines()


def _load(size: Size) -> None:
    from django.db import connection

    # Only a superuser may load without checking every key; the embedded server has one without a password.
    parameters = connection.get_connection_params() | {"user": os.environ.get("BENCH_SUPERUSER", "postgres")}
    parameters.pop("cursor_factory", None)
    with closing(psycopg2.connect(**parameters)) as superuser:
        load(superuser, World(size))


def _lines() -> Iterator[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '2s'")  # that of the public login
        cursor.execute("SELECT id, maker_id FROM exports_item ORDER BY id")
        items = cursor.fetchall()
    starts = random.Random(SEED).sample(items, min(STARTS, len(items)))
    _prepare(connection, starts[0])
    recorded = [_timed(connection, start, offered=False) for start in starts]
    yield _summary("recorded links", recorded)
    both = [_timed(connection, start, offered=True) for start in starts]
    yield _summary("with gaps and roll-ups", both)
    search = sum(_timed(connection, start, offered=True, links=0)[0] for start in starts)
    states = sum(max(found, 1) for _, found, _ in both)
    yield f"of that, the recursion alone: {search * 1000 / states:.0f} µs a state; the rest reads and sends every link"
    slowest = max(both, key=lambda one: one[0])
    yield (
        f"the largest: {slowest[0]:.0f} ms, {slowest[1]} states, "
        + ("cut at its row limit, and says so" if slowest[2] else "complete")
        + (", over the 2 s timeout" if slowest[1] < 0 else ", under the 2 s timeout")
    )
    yield _against_memory(connection, starts, recorded)


def _prepare(connection: Any, start: Holding) -> None:
    """The first run on a connection plans the statement; later ones do not."""
    for offered in (False, True):
        _timed(connection, start, offered)


def _timed(connection: Any, start: Holding, offered: bool, links: int = 4 * ROWS) -> tuple[float, int, bool]:
    """Milliseconds, states reached, whether the row limit cut it."""
    from tracing.statements import run

    begun = perf_counter()
    try:
        rows = run(connection, "forward", _values(start, offered) | {"link_limit": links})
    except OperationalError:
        connection.rollback()
        return 2000.0, -1, True
    spent = (perf_counter() - begun) * 1000
    return spent, len({row[:4] for row in rows}), bool(rows) and rows[0][5] > ROWS


def _values(start: Holding, offered: bool) -> dict[str, Any]:
    item, maker = start
    return {
        "items": [item], "units": [None], "holders": [maker], "days": ["-infinity"], "wanted": [], "as_of": "infinity",
        "weakest": 0, "rungs": None, "mind_time": True, "depth": None, "row_limit": ROWS,
        **dict.fromkeys(RECORDED, True), **dict.fromkeys(OFFERED, offered),
    }  # fmt: skip


def _summary(name: str, runs: list[tuple[float, int, bool]]) -> str:
    times = [spent for spent, _, _ in runs]
    cuts = quantiles(times, n=20)
    states = sum(max(found, 1) for _, found, _ in runs)
    return (
        f"{name}: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms, {sum(times) * 1000 / states:.0f} µs a state, "
        f"{states} states in {len(runs)} traces, {sum(cut for _, _, cut in runs)} cut"
    )


def _against_memory(connection: Any, starts: list[Holding], recorded: list[tuple[float, int, bool]]) -> str:
    graph = _Memory(connection)
    begun = perf_counter()
    for start in starts:
        graph.walk(start)
    in_memory = (perf_counter() - begun) * 1000
    in_sql = sum(spent for spent, _, _ in recorded)
    return (
        f"a Python walk of the same links in memory: {in_memory:.0f} ms; SQL takes {in_sql / in_memory:.1f} times that"
    )


class _Memory:
    """Shipments, permits and fittings in dictionaries: earliest arrival by Dijkstra, no gaps, no roll-ups."""

    def __init__(self, connection: Any) -> None:
        self.moves: dict[Holding, list[tuple[Holding, date, date]]] = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(
                "SELECT item_id, exporter_id, item_id, recipient_id, delivered_earliest, delivered_latest"
                " FROM exports_shipment WHERE status NOT IN ('stopped', 'cancelled')"
                " UNION ALL SELECT component_id, integrator_id, platform_id, integrator_id, NULL, until_latest"
                " FROM exports_incorporation"
                " UNION ALL SELECT covered.item_id, sender.entity_id, covered.item_id, receiver.entity_id,"
                " licence.issued_earliest, licence.valid_until_latest FROM exports_licenceitem covered"
                " JOIN exports_licence licence ON licence.id = covered.licence_id"
                " JOIN exports_licenceparty sender ON sender.licence_id = licence.id AND sender.role = 'exporter'"
                " JOIN exports_licenceparty receiver"
                " ON receiver.licence_id = licence.id AND receiver.role <> 'exporter'"
            )
            for item, holder, next_item, next_holder, earliest, latest in cursor:
                self.moves[item, holder].append(((next_item, next_holder), earliest or date.min, latest or date.max))

    def walk(self, start: Holding) -> int:
        heap: list[tuple[date, Holding]] = [(date.min, start)]
        reached: set[Holding] = set()
        while heap and len(reached) <= ROWS:
            day, holding = heappop(heap)
            if holding in reached:
                continue
            reached.add(holding)
            for target, first, last in self.moves.get(holding, ()):
                if last >= day and target not in reached:
                    heappush(heap, (max(day, first), target))
        return len(reached)
