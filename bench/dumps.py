"""How fast records leave the database as JSON lines, against COPY of the same columns; and what a whole dump takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep

from bench.busy_archive import busy_archive, machine
from bench.database import ROOT, addresses

LEAST_RATIO, MOST_MEGABYTES = 0.25, 200


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`."""
    with busy_archive() as words:
        from django.db import connections

        from api.dumps.building import snapshot
        from api.dumps.files import copy_records, copy_rows
        from api.dumps.statements import Statements
        from api.shapes import BY_SLUG

        connections["public"].settings_dict["NAME"] = connections["default"].settings_dict["NAME"]
        yield f"{words}; {machine()}"
        with tempfile.TemporaryDirectory() as name, snapshot() as reader:
            folder = Path(name)
            statements = Statements(BY_SLUG["shipments"], reader)
            begun = perf_counter()
            bare = copy_rows(reader, "SELECT * FROM exports_shipment", folder / "bare.csv", "shipments")
            bare_took = perf_counter() - begun
            begun = perf_counter()
            columns = copy_rows(reader, statements.rows, folder / "columns.csv", "shipments")
            columns_took = perf_counter() - begun
            begun = perf_counter()
            lines = copy_records(reader, statements.records, folder / "lines.ndjson", "shipments")
            lines_took = perf_counter() - begun
        rate, copied = lines.bytes / lines_took, columns.bytes / columns_took
        yield (
            f"{lines.rows:,} shipments as NDJSON {rate / 1e6:.0f} MB/s ({lines_took:.1f} s), "
            f"COPY of the same columns {copied / 1e6:.0f} MB/s ({columns_took:.1f} s), ratio {rate / copied:.2f} "
            f"(at least {LEAST_RATIO}): {'ok' if rate / copied >= LEAST_RATIO else 'TOO SLOW'}"
        )
        yield (
            f"COPY of the bare table, without what its keys point to: {bare.bytes / bare_took / 1e6:.0f} MB/s "
            f"({bare_took:.1f} s), ratio {rate / (bare.bytes / bare_took):.2f}"
        )
        yield _whole()


def _whole() -> str:
    with tempfile.TemporaryDirectory() as folder:
        begun = perf_counter()
        words = [sys.executable, "manage.py", "dump", "--to", folder, "--verbosity", "0"]
        largest, together = _most_memory(subprocess.Popen(words, cwd=ROOT, env=os.environ | addresses()))
        took = perf_counter() - begun
        size = sum(file.stat().st_size for file in (Path(folder) / "latest").iterdir())
    verdict = "ok" if largest < MOST_MEGABYTES else "TOO MUCH"
    return (
        f"whole dump {took:.0f} s, {size / 1e6:,.0f} MB; largest process {largest:.0f} MB (under {MOST_MEGABYTES}), "
        f"with the one that writes Parquet {together:.0f} MB: {verdict}"
    )


def _most_memory(run: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Megabytes of the largest process, and of the command with what it starts, looked at fifty times a second."""
    largest = together = 0
    while run.poll() is None:
        children = _started_by(run.pid)
        sizes = [_resident(pid) for pid in (run.pid, *children)]
        largest, together = max(largest, *sizes), max(together, sum(sizes))
        sleep(0.02)
    if run.returncode:
        raise RuntimeError("The dump failed; see above.")
    return largest / 1024, together / 1024


def _started_by(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:  # it has ended
        return []


def _resident(pid: object) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), 0)
