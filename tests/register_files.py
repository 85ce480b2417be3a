"""Files of registers for tests: committed excerpts, whole files where this machine has them, and damaged relatives."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook

EXCERPTS = Path(__file__).parent / "registers"
WHOLE = Path(settings.BASE_DIR).parent / "shared" / "data"
WHOLE_ELSEWHERE = Path(settings.BASE_DIR).parent.parent / "shared" / "data"  # beside a worktree's parent
SIPRI = EXCERPTS / "sipri"
TRADE_REGISTER = SIPRI / "trade-register_azerbaijan-armenia_2024-03-18.csv"
DEALS_AND_TIVS = SIPRI / "deals-and-tivs_azerbaijan-armenia_2024-04-13.csv"
IMPORT_VALUES = SIPRI / "import-values_azerbaijan-armenia_2024-04-13.csv"


def whole(name: str) -> Path:
    """A whole file of a register, by its path below the data folder; skips the test where it is missing."""
    for folder in (WHOLE, WHOLE_ELSEWHERE):
        if (folder / name).is_file():
            return folder / name
    pytest.skip(f"The whole file {name} is not in ../shared/data; it may not be committed, so bring your own download.")


def damaged(tmp_path: Path, change: Callable[[bytes], bytes], original: Path = TRADE_REGISTER) -> Path:
    """A copy of a file with something done to its bytes."""
    path = tmp_path / original.name
    path.write_bytes(change(original.read_bytes()))
    return path


def workbook(rows: list[list[object]]) -> bytes:
    """An XLSX file with these rows on its first sheet."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb(megabytes: int) -> bytes:
    """A small workbook that unpacks to a very large sheet."""
    stream = BytesIO(workbook([["Supplier"]]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as part:
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return stream.getvalue()
