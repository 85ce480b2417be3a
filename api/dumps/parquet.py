"""Parquet from CSV files that this dump has just written: the same columns, types and rows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from api.dumps.files import Written, measured
from api.dumps.statements import Column

LARGE = 1 << 25
"""Bytes of a CSV file from which it has a process of its own: one that writes several keeps memory of each of them."""


def write_parquet(sources: Mapping[str, Path], columns: Mapping[str, list[Column]]) -> list[Written]:
    """Beside the CSV file of each resource, by api/dumps/to_parquet.py: one process for all that are not large."""
    types = {str(path): {one.name: one.type for one in columns[slug]} for slug, path in sources.items()}
    large = [path for path in types if Path(path).stat().st_size > LARGE]
    small = {path: known for path, known in types.items() if path not in large}
    rows: dict[str, int] = {}
    for some in (small, *({path: types[path]} for path in large)):
        rows |= _in_a_process(some) if some else {}
    return [
        measured(path.with_suffix(".parquet"), slug, "parquet", rows[str(path)]) for slug, path in sources.items()
    ]  # fmt: skip


def _in_a_process(types: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    ran = subprocess.run(
        [sys.executable, "-m", "api.dumps.to_parquet"],
        cwd=settings.BASE_DIR,
        input=json.dumps(types),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        raise OSError(f"The files could not be written as Parquet: {ran.stderr.strip()[-500:]}")
    rows: dict[str, int] = json.loads(ran.stdout)
    return rows
