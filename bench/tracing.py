"""How long a trace takes in SQL over a busy archive: recorded links alone, and with gaps and roll-ups.

Of three runs of each trace the median counts. "In the server" is what the server spends on the recursive statement,
which finds the states and carries the links along; the other times add sending every link to Python.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from django.db import OperationalError

from bench.busy_archive import Start, busy_archive, machine, random_starts

ROWS, REPEATS = 5_000, 3
TIMEOUT_MS = 2_000
JUDGED = 200
KNOWN_ON = "2025-06-01"
"""After every source of the made-up world: nothing is left out, so that the same states are reached."""
RECORDED = ("shipped", "produced", "built_in", "authorised", "seen")
OFFERED = ("same_type", "recorded_as", "no_record")
EXPLAIN = "EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF)"
Holding = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """One trace: milliseconds, states followed (each again when a better day is found for it), states, rows sent."""

    total: float
    server: float
    followed: int
    states: int
    rows: int
    cut: bool
    timed_out: bool = False


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`."""
    from django.db import connection

    with busy_archive() as words:
        yield words
        yield machine()
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {TIMEOUT_MS}")  # that of the public login
        starts = random_starts()
        for offered in (False, True):
            _once(connection, starts[0], offered)  # the first run on a connection plans the statement
        recorded = [_run(connection, start, offered=False) for start in starts]
        yield f"recorded links: {_summary(recorded)}"
        both = [_run(connection, start, offered=True) for start in starts]
        yield f"with gaps and roll-ups: {_summary(both)}"
        _once(connection, starts[0], True, KNOWN_ON)
        known = [_run(connection, start, offered=True, known_on=KNOWN_ON) for start in starts]
        yield f"the same as known on {KNOWN_ON}: {_summary(known)}"
        yield f"the largest: {_largest(both)}"
        with _judged_the_same(connection) as number:
            _once(connection, starts[0], True, merged=True)
            judged = [_run(connection, start, offered=True, merged=True) for start in starts]
            yield f"with gaps and roll-ups, and {number} parties judged the same as another: {_summary(judged)}"
        yield _against_memory(connection, starts, recorded)
        yield machine()


@contextmanager
def _judged_the_same(connection: Any) -> Iterator[int]:
    """Some parties that make nothing, each judged the same as another of its kind; taken back at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(
            "INSERT INTO entities_sameentity (merged_id, kept_id, why) SELECT merged, kept, 'Measured.' FROM ("
            " SELECT id AS merged, lag(id) OVER (ORDER BY id) AS kept, row_number() OVER (ORDER BY id) AS place"
            " FROM entities_entity WHERE kind = 'company' AND part_of_id IS NULL"
            " AND NOT EXISTS (SELECT FROM exports_item WHERE maker_id = entities_entity.id)"
            " AND NOT EXISTS (SELECT FROM entities_entity part WHERE part.part_of_id = entities_entity.id)"
            " ) pairs WHERE place %% 2 = 0 LIMIT %s", [JUDGED]
        )  # fmt: skip
        number = cursor.rowcount
        cursor.execute(f"SET statement_timeout = {TIMEOUT_MS}")
    try:
        yield number
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("DELETE FROM entities_sameentity")


def _run(connection: Any, start: Start, offered: bool, known_on: str | None = None, merged: bool = False) -> Run:
    """The median of each figure."""
    runs = [_once(connection, start, offered, known_on, merged) for _ in range(REPEATS)]
    bad = [run for run in runs if run.timed_out]
    first = bad[0] if bad else runs[0]
    return Run(
        median(run.total for run in runs), median(run.server for run in runs), first.followed, first.states, first.rows,
        first.cut, first.timed_out,
    )  # fmt: skip


def _once(connection: Any, start: Start, offered: bool, known_on: str | None = None, merged: bool = False) -> Run:
    from tracing.statements import run

    values = _values(start, offered) | {"known_on": known_on, "merged": merged}
    begun = perf_counter()
    try:
        rows = run(connection, "forward", values)
        total = (perf_counter() - begun) * 1000
        *_plan, (execution,) = run(connection, "forward", values, EXPLAIN)
    except OperationalError:
        connection.rollback()
        return Run(TIMEOUT_MS, TIMEOUT_MS, 0, 0, 0, True, timed_out=True)
    server = float(execution.removeprefix("Execution Time: ").removesuffix(" ms"))
    is_cut = rows[0][5] > ROWS or len(rows) > values["link_limit"]
    return Run(total, server, rows[0][5], len({row[:4] for row in rows}), len(rows), is_cut)


def _values(start: Start, offered: bool) -> dict[str, Any]:
    from tracing.query import DEPTH
    from tracing.search import LINKS_PER_ROW

    item, maker, _public_id = start
    return {
        "items": [item], "units": [None], "holders": [maker], "days": ["-infinity"], "wanted": [], "as_of": "infinity",
        "weakest": 0, "rungs": None, "known_on": None, "loosely": False, "mind_time": True, "depth": DEPTH,
        "row_limit": ROWS, "link_limit": LINKS_PER_ROW * ROWS,
        **dict.fromkeys(RECORDED, True), **dict.fromkeys(OFFERED, offered),
    }  # fmt: skip


def _summary(runs: list[Run]) -> str:
    followed, states = sum(run.followed for run in runs), sum(run.states for run in runs)
    words = [
        f"{where} p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms, {sum(times) * 1000 / followed:.0f} µs for each state "
        f"that the recursion reached ({sum(times) * 1000 / states:.0f} for each different one)"
        for where, times in (
            ("in the server", [run.server for run in runs]),
            ("with all links sent", [run.total for run in runs]),
        )
        for cuts in [quantiles(times, n=20)]
    ]
    found = f"{followed} reached, {states} different, {sum(run.rows for run in runs)} rows in {len(runs)} traces"
    return f"{'; '.join(words)}; {found}, {sum(run.cut for run in runs)} cut"


def _largest(runs: list[Run]) -> str:
    slowest = max(runs, key=lambda run: run.total)
    if slowest.timed_out:
        return f"over the timeout of {TIMEOUT_MS} ms: it says so and is asked again for fewer states"
    ending = "cut at its limit, and says so" if slowest.cut else "complete"
    return f"{slowest.total:.0f} ms, {slowest.states} states, {ending}, under the timeout of {TIMEOUT_MS} ms"


def _against_memory(connection: Any, starts: list[Start], recorded: list[Run]) -> str:
    graph = _Memory(connection)
    begun = perf_counter()
    for item, maker, _public_id in starts:
        graph.walk((item, maker))
    in_memory = (perf_counter() - begun) * 1000
    in_sql = sum(run.total for run in recorded)
    return (
        f"a Python walk of the same recorded links in memory: {in_memory:.0f} ms for all; "
        f"SQL takes {in_sql / in_memory:.1f} times that"
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
