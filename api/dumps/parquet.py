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


def write_parquet(sources: Mapping[str, Path], columns: Mapping[str, list[Column]]) -> list[Written]:
    """Beside the CSV file of each resource, by api/dumps/to_parquet.py: one process for all of them."""
    types = {str(path): {one.name: one.type for one in columns[slug]} for slug, path in sources.items()}
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
    rows = json.loads(ran.stdout)
    return [
        measured(path.with_suffix(".parquet"), slug, "parquet", rows[str(path)]) for slug, path in sources.items()
    ]  # fmt: skip
