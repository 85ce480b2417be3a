"""Files that know their length and hash while they are written, and are on the disk when they are closed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from psycopg2.extensions import connection as Connection  # noqa: N812

BUFFER = 1 << 20
# JSON escapes control characters, so that neither can be in it: COPY then writes texts as they are, one a line.
QUOTE, DELIMITER = "\x01", "\x02"
AS_IT_IS = f"(FORMAT csv, QUOTE '{QUOTE}', DELIMITER '{DELIMITER}')"


@dataclass
class Written:
    """One file of a dump: what the manifest says about it."""

    path: Path
    resource: str
    format: str
    rows: int = 0
    bytes: int = 0
    sha256: str = ""
    schema: dict[str, Any] | None = None


@dataclass
class Sink:
    """Takes what COPY sends, piece by piece."""

    file: IO[bytes]
    rows: int = 0
    size: int = 0
    digest: Any = field(default_factory=sha256)
    _held: bytearray = field(default_factory=bytearray)

    def write(self, piece: bytes) -> int:
        """One row at a time comes from the driver: hashing and writing in larger pieces is several times faster."""
        self._held += piece
        if len(self._held) > BUFFER:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        """Hash and write what is held."""
        self.rows += self._held.count(b"\n")
        self.size += len(self._held)
        self.digest.update(self._held)
        self.file.write(self._held)
        self._held.clear()

    def read(self, size: int = 0) -> bytes:
        """psycopg2 asks for it and does not use it."""
        raise NotImplementedError


@contextmanager
def sink(path: Path) -> Iterator[Sink]:
    """Open a file for writing; when the block ends it is on the disk."""
    with path.open("wb") as file:
        made = Sink(file)
        yield made
        made.flush()
        file.flush()
        os.fsync(file.fileno())


def copy_records(reader: Connection, statement: str, path: Path, resource: str) -> Written:
    """NDJSON, with a last line that says how many lines there are and what they hash to: without it, it was cut."""
    with sink(path) as out, reader.cursor() as cursor:
        cursor.copy_expert(f"COPY ({statement}) TO STDOUT {AS_IT_IS}", out)
        out.flush()
        rows = out.rows
        end = {"_end": {"rows": rows, "sha256": out.digest.hexdigest()}}
        out.write(json.dumps(end).encode() + b"\n")
    return Written(path, resource, "ndjson", rows, out.size, out.digest.hexdigest())


def copy_rows(reader: Connection, statement: str, path: Path, resource: str) -> Written:
    """CSV with a header. Its rows are not its lines, since texts have line breaks: PostgreSQL counts them."""
    with sink(path) as out, reader.cursor() as cursor:
        cursor.copy_expert(f"COPY ({statement}) TO STDOUT (FORMAT csv, HEADER)", out)
        rows = cursor.rowcount
    return Written(path, resource, "csv", rows, out.size, out.digest.hexdigest())


def measured(path: Path, resource: str, format_: str, rows: int) -> Written:
    """A file that somebody else has written: read once more for its hash, and made sure of."""
    with path.open("rb") as file:
        digest, size = sha256(), 0
        while piece := file.read(BUFFER):
            digest.update(piece)
            size += len(piece)
        os.fsync(file.fileno())
    return Written(path, resource, format_, rows, size, digest.hexdigest())
