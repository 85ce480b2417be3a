"""Lists of the API over a made-up world: first and deep pages, rows a second, and COPY of the same JSON for dumps."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from statistics import quantiles
from time import perf_counter
from typing import Any

from bench.busy_archive import busy_archive, machine, random_starts

PAGES, LIMIT_MS, DEEP, TRACE_MS = 60, 150, 1.3, 100
COLUMNS = "public_id, kind, status, statement, note, strength, is_disputed, version, created_at, updated_at"


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`; `BENCH_SCALE=0.1` makes the world smaller."""
    with busy_archive() as words:
        from django.db import connections

        for alias in ("public", "counter"):
            connections[alias].settings_dict["NAME"] = connections["default"].settings_dict["NAME"]
        yield words
        yield machine()
        for order in ("id", "-delivered"):
            yield from _lists(order)
        yield from _traces()
        yield from _rows_a_second()
        yield from _copy()


def _lists(order: str) -> Iterator[str]:
    """Pages at the beginning, and pages in the middle of the list, where an offset would count half of it."""
    first = f"/api/v1/shipments/?order={order}"
    middle = _address_in_the_middle(order)
    asked = {"first": first, "deep": middle}
    times: dict[str, list[float]] = {"first": [], "deep": []}
    for turn in range(PAGES + 1):
        for name, address in asked.items():  # in turns, so that a busy moment falls on both
            spent = _spent(partial(_answer, address)) * 1_000
            if turn:  # the first prepares the statements
                times[name].append(spent)
    cuts = {name: quantiles(spent, n=20) for name, spent in times.items()}
    ratio = cuts["deep"][9] / cuts["first"][9]
    verdict = "ok" if cuts["first"][18] <= LIMIT_MS and ratio <= DEEP else "TOO SLOW"
    yield (
        f"100 shipments by {order}: first page p50 {cuts['first'][9]:.1f} ms, p95 {cuts['first'][18]:.1f} ms (at most "
        f"{LIMIT_MS}); deep page p50 {cuts['deep'][9]:.1f} ms, ratio {ratio:.2f} (at most {DEEP}): {verdict}"
    )


def _address_in_the_middle(order: str) -> str:
    from django.http import QueryDict

    from api.cursors import Cursor
    from api.parameters import Question
    from api.shapes import BY_SLUG

    shape = BY_SLUG["shipments"]
    keys = shape.keys(order.removeprefix("-"))
    ordered = [key.desc() if order.startswith("-") else key.asc() for key in keys]
    rows = shape.rows().order_by(*ordered)
    row = rows.values_list(*keys)[rows.count() // 2]
    question = Question(shape, QueryDict(f"order={order}"))
    return f"/api/v1/shipments/?order={order}&cursor={Cursor(tuple(map(str, row))).sealed(question.fingerprint)}"


def _answer(address: str) -> bytes:
    """Through all layers: guard, count, state, cross-origin headers."""
    response = _client().get(address)
    assert response.status_code == 200, response.content  # noqa: S101  # a benchmark of errors would be fast
    body: bytes = response.content
    return body


@cache
def _client() -> Any:
    from django.test import Client

    from api import limits
    from config import garbage

    garbage.seldom()  # as a server process does
    limits.QUOTA = 10**9
    return Client(HTTP_HOST="localhost")


def _traces() -> Iterator[str]:
    """Whole answers: with findings most of the time goes into reading what surrounds twenty chains."""
    starts = [public_id for _item, _maker, public_id in random_starts()]
    for words, more in (
        ("with findings", ""), ("without findings", "&rules=no"), ("with findings and up to 12 links", "&depth=12")
    ):  # fmt: skip
        asked = [f"/api/v1/trace/?from={start}{more}" for start in starts]
        _answer(asked[0])
        cuts = quantiles([_spent(partial(_answer, address)) * 1_000 for address in asked], n=20)
        verdict = (
            f" (at most {TRACE_MS}): {'ok' if cuts[18] <= TRACE_MS else 'TOO SLOW'}" if "depth" not in more else ""
        )
        yield f"{len(asked)} traces, 20 chains each, {words}: p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms{verdict}"


def _rows_a_second() -> Iterator[str]:
    """The same thousand shipments as text from PostgreSQL, and as objects that a serializer writes out."""
    text = min(_spent(lambda: _answer("/api/v1/shipments/?limit=1000")) for _ in range(5))
    python = min(_spent(_by_serializer) for _ in range(5))
    yield (
        f"1,000 shipments with everything: {1_000 / text:,.0f} rows a second as text from SQL, "
        f"{1_000 / python:,.0f} by DRF's serializers; ratio {python / text:.1f}"
    )


def _by_serializer() -> None:
    from bench.api_serializers import ShipmentSerializer, shipments

    rows = shipments()[:1_000]
    json.dumps(ShipmentSerializer(rows, many=True).data, default=str)


def _copy() -> Iterator[str]:
    """What a dump can reach: COPY of the shaped rows, beside COPY of the table's own columns."""
    from django.db import connection

    from api.shapes import BY_SLUG

    def copied(statement: str) -> int:
        with connection.cursor() as cursor:
            counting = Counting()
            cursor.copy_expert(f"COPY ({statement}) TO STDOUT", counting)
            return counting.lines

    def shaped(**narrowed: Any) -> str:
        sql, values = BY_SLUG["shipments"].queryset(**narrowed).values_list("shaped").query.sql_with_params()
        with connection.cursor() as cursor:
            text: str = cursor.mogrify(sql, values).decode()
            return text

    bare = _spent(lambda: copied(f"SELECT {COLUMNS} FROM exports_shipment"))
    for name, statement in (
        ("plain fields", shaped(fields={"id", "kind", "status", "statement", "note", "strength", "version"})),
        ("all fields but nested lists", shaped(fields=_without_lists())),
        ("all fields", shaped()),
    ):
        start = perf_counter()
        lines = copied(statement)
        spent = perf_counter() - start
        ratio = bare / spent
        yield f"COPY of {name} as JSON: {lines / spent:,.0f} rows a second, {ratio:.2f} of the bare columns' rate"


def _without_lists() -> set[str]:
    from api.shapes import BY_SLUG
    from api.shapes.links import Nested

    return {one.name for one in BY_SLUG["shipments"].fields if not isinstance(one, Nested) and one.name != "evidence"}


class Counting(io.RawIOBase):
    """Takes what COPY sends and counts its lines."""

    lines = 0

    def write(self, data: Any) -> int:
        self.lines += bytes(data).count(b"\n")
        return len(data)


def _spent(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
