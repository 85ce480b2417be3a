"""The database with the made-up world, made once and kept; where its traces start; how fast the machine is just now."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg2

from bench import loading, world
from bench.database import kept_database

STARTS, SEED = 300, 7
LOOK_UPS = 20_000
Start = tuple[int, int, str]
"""An item, its maker, and the item's public id."""


@contextmanager
def busy_archive() -> Iterator[str]:
    """Use as `with busy_archive() as words:`; `BENCH_SCALE=0.1` makes it smaller."""
    scale = float(os.environ.get("BENCH_SCALE", "1"))
    sources = (Path(path).read_text(encoding="utf-8") for path in (world.__file__, loading.__file__))
    made_from = f"{scale} {' '.join(sources)}"
    begun = perf_counter()
    with kept_database("tracing", made_from, lambda: _load(world.Size().scaled(scale))) as is_new:
        source = f"made in {perf_counter() - begun:.0f} s" if is_new else "kept from an earlier run"
        yield f"a world of {scale:g} million shipments, {source}"


def random_starts() -> list[Start]:
    """The same items each time, each in the hands of its maker."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id, maker_id, public_id FROM exports_item ORDER BY id")
        items = cursor.fetchall()
    return random.Random(SEED).sample(items, min(STARTS, len(items)))


def machine() -> str:
    """What to hold other figures against: one look at an index, and how many programs want the processor."""
    from django.db import connection

    with connection.cursor() as cursor:
        begun = perf_counter()
        cursor.execute(
            "SELECT count(*) FROM generate_series(1, %s) AS number"
            " CROSS JOIN LATERAL (SELECT maker_id FROM exports_item WHERE id = number + 0 OFFSET 0) item",
            [LOOK_UPS],
        )
        each = (perf_counter() - begun) / LOOK_UPS * 1e6
        cursor.execute("SHOW shared_buffers")
        (buffers,) = cursor.fetchone()
    return (
        f"one look-up by key {each:.2f} µs, {buffers} of buffers, load average {os.getloadavg()[0]:.1f} on "
        f"{os.cpu_count()} processors"
    )


def _load(size: world.Size) -> None:
    from django.db import connection

    # Only a superuser may load without checking every key; the embedded server has one without a password.
    parameters: dict[str, Any] = connection.get_connection_params()
    parameters |= {"user": os.environ.get("BENCH_SUPERUSER", "postgres")}
    parameters.pop("cursor_factory", None)
    with closing(psycopg2.connect(**parameters)) as superuser:
        loading.load(superuser, world.World(size))
