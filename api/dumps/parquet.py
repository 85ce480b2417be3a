"""Parquet from a CSV file that this dump has just written: the same columns, types and rows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from api.dumps.files import Written, measured
from api.dumps.statements import Column


def write_parquet(source: Path, columns: list[Column], resource: str) -> Written:
    """Beside the CSV file, by api/dumps/to_parquet.py."""
    types = json.dumps({column.name: column.type for column in columns})
    ran = subprocess.run(
        [sys.executable, "-m", "api.dumps.to_parquet", str(source)],
        cwd=settings.BASE_DIR,
        input=types,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        raise OSError(f"{source.name} could not be written as Parquet: {ran.stderr.strip()[-500:]}")
    return measured(source.with_suffix(".parquet"), resource, "parquet", int(ran.stdout))
