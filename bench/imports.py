"""Importing SIPRI's whole register, against a bare COPY of the same rows into tables without triggers."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.database import own_database

SECONDS, MEGABYTES = 60, 512
FILES = (
    "sipri/trade-register_all_generated-2024-03-18.csv",
    "sipri/dealsandtivs_1990-2023_generated-2024-04-13.csv",
)


def measure() -> Iterator[str]:
    """Time one import to its commit, and the COPY alone; says so where the register is not on this machine."""
    root = Path(__file__).resolve().parent.parent
    found = [folder / "shared" / "data" for folder in (root.parent, root.parent.parent)]
    folder = next((one for one in found if all((one / name).is_file() for name in FILES)), None)
    if folder is None:
        yield "SIPRI's whole register is not in ../shared/data; it may not be committed, so this was left out."
        return
    with own_database("imports"):
        yield from _measure([folder / name for name in FILES])


def _measure(files: list[Path]) -> Iterator[str]:
    from django.core.management import call_command
    from django.db import connection

    from importers.pipeline.copying import Table
    from importers.registry import run_import

    call_command("load_case_data", verbosity=0)
    kept: list[tuple[str, list[str], str]] = []
    write = Table.write

    def keeping(self: Any) -> None:
        kept.append((self.model._meta.db_table, list(self.defaults), self._rows.getvalue()))
        write(self)

    Table.write = keeping  # type: ignore[method-assign]
    try:
        began = perf_counter()
        run_import("sipri", files)
        whole = perf_counter() - began
    finally:
        Table.write = write  # type: ignore[method-assign]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = perf_counter()
    with connection.cursor() as cursor:
        for table, columns, rows in kept:
            names = ", ".join(f'"{name}"' for name in columns)
            cursor.execute(f"CREATE TEMPORARY TABLE bare AS SELECT {names} FROM {table} WITH NO DATA")
            cursor.copy_expert(f"COPY bare ({names}) FROM STDIN", StringIO(rows))
            cursor.execute("DROP TABLE bare")
    bare = perf_counter() - began
    count = sum(rows.count("\n") for _, _, rows in kept)
    verdict = "ok" if whole <= SECONDS else "TOO SLOW"
    yield (
        f"29,056 deals, {count:,} rows: {whole:.1f} s (at most {SECONDS}), bare COPY {bare:.1f} s, "
        f"ratio {whole / bare:.0f}: {verdict}"
    )
    yield f"memory with the kept rows {memory:.0f} MB (at most {MEGABYTES} without them)"
