"""Pages of a hundred shipments over HTTP: ours beside Datasette's over the same columns of the same table in SQLite."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from json import loads
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep

from bench.api import COLUMNS
from bench.busy_archive import busy_archive, machine
from bench.database import ROOT, addresses

DATASETTE = Path(os.environ.get("BENCH_DATASETTE") or ROOT / ".bench" / "bin" / "datasette")
ROUNDS, ROWS, BATCH, SECONDS_TO_START = 100, 100, 50_000, 60
OURS = "/api/v1/shipments/"
FIELDS = COLUMNS.replace("public_id", "id").replace("created_at", "recorded_at").replace(" ", "")
QUICKEST = "_nofacet=1&_nosuggest=1&_nocount=1"
"""Datasette counts rows and looks for facets with every page; this leaves all of it out."""


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`."""
    if not DATASETTE.exists():
        yield "Datasette is not in .bench: run `make bench`."
        return
    with busy_archive() as words, tempfile.TemporaryDirectory() as folder:
        yield f"{words}; {machine()}"
        file = Path(folder) / "shipments.db"
        middle = _written(file)
        with _ours() as ours, _theirs(file) as theirs:
            asked = {
                "ours, the same columns": (ours, f"{OURS}?limit={ROWS}&fields={FIELDS}"),
                "ours, all fields with evidence": (ours, f"{OURS}?limit={ROWS}"),
                "Datasette as it comes": (theirs, f"/shipments/shipments.json?_size={ROWS}"),
                "Datasette without counts and facets": (theirs, f"/shipments/shipments.json?_size={ROWS}&{QUICKEST}"),
                "Datasette, deep page": (theirs, f"/shipments/shipments.json?_size={ROWS}&{QUICKEST}&_next={middle}"),
            }
            times = _times(asked)
    least = times["Datasette without counts and facets"][9]
    for name, cuts in times.items():
        yield f"{name}: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms, {cuts[9] / least:.2f} of Datasette at its quickest"


def _written(file: Path) -> str:
    """Copy the table's plain columns into SQLite under the same key; gives the key in the middle."""
    from django.db import connection

    names = COLUMNS.split(", ")
    with closing(sqlite3.connect(file)) as lite, connection.cursor() as cursor:
        lite.execute(f"CREATE TABLE shipments ({COLUMNS}, PRIMARY KEY (public_id))")
        holes = ", ".join("?" * len(names))
        cursor.execute(f"SELECT {COLUMNS} FROM exports_shipment ORDER BY public_id")
        while rows := cursor.fetchmany(BATCH):
            plain = ([str(value) if hasattr(value, "isoformat") else value for value in row] for row in rows)
            lite.executemany(f"INSERT INTO shipments VALUES ({holes})", plain)
        lite.commit()
        [(number,)] = lite.execute("SELECT count(*) FROM shipments")
        [(middle,)] = lite.execute("SELECT public_id FROM shipments ORDER BY 1 LIMIT 1 OFFSET ?", [number // 2])
        return str(middle)


def _times(asked: Mapping[str, tuple[int, str]]) -> dict[str, list[float]]:
    """In turns, so that a busy minute falls on all of them; over one kept connection each."""
    lines = {port: HTTPConnection("127.0.0.1", port) for port, _ in asked.values()}
    spent: dict[str, list[float]] = {name: [] for name in asked}
    for name, (port, address) in asked.items():
        first = loads(_answer(lines[port], address))
        rows = first.get("results") or first.get("rows")
        if len(rows) != ROWS:
            raise RuntimeError(f"{name} answered {len(rows)} rows.")
    for _ in range(ROUNDS):
        for name, (port, address) in asked.items():
            begun = perf_counter()
            _answer(lines[port], address)
            spent[name].append((perf_counter() - begun) * 1_000)
    return {name: quantiles(times, n=20) for name, times in spent.items()}


def _answer(line: HTTPConnection, address: str) -> bytes:
    line.request("GET", address)
    response = line.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{address}: {response.status} {body[:300]!r}")
    return body


@contextmanager
def _ours() -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    with _running([*command, "--log-level", "warning"], port, os.environ | addresses()):
        yield port


@contextmanager
def _theirs(file: Path) -> Iterator[int]:
    port = _free_port()
    with _running([str(DATASETTE), "serve", str(file), "--port", str(port)], port, dict(os.environ)):
        yield port


@contextmanager
def _running(command: list[str], port: int, where: dict[str, str]) -> Iterator[None]:
    server = subprocess.Popen(command, cwd=ROOT, env=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = perf_counter() + SECONDS_TO_START
        while not _listens(port):
            if server.poll() is not None or perf_counter() > deadline:
                raise RuntimeError(f"{command[0]} did not start.")
            sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def _listens(port: int) -> bool:
    with closing(socket.socket()) as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
