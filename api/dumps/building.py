"""Making a dump: written aside, read once more, then switched to in one step. Until then the one before stays."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import psycopg2
from django.db import connections
from psycopg2.extensions import connection as Connection  # noqa: N812

from api.dumps import merged, terms
from api.dumps.entities import write_entities
from api.dumps.files import BUFFER, Written, copy_records, copy_rows
from api.dumps.graph import write_graph
from api.dumps.manifest import manifest, write_manifest
from api.dumps.parquet import write_parquet
from api.dumps.statements import DUMPED, Column, Copied, Statements

LATEST, VERSIONS, BUILDING = "latest", "versions", ".building"
SEQUENCE = "SELECT coalesce(max(sequence), (SELECT sequence FROM changes_horizon)) FROM changes_change"
Progress = Callable[[str, int], None]


class BrokenDumpError(RuntimeError):
    """What was written is not what was meant: the dump before stays."""


class BusyError(RuntimeError):
    """Another run is making a dump in this folder."""


@contextmanager
def snapshot() -> Iterator[Connection]:
    """One moment of the database, through the login of the public site: what that cannot read is in no dump."""
    parameters = connections["public"].get_connection_params()
    parameters.pop("cursor_factory", None)
    with closing(psycopg2.connect(**parameters)) as reader:
        reader.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with reader.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SET LOCAL TimeZone = 'UTC'")
        yield reader


def make_dump(folder: Path, *, permitted: Collection[str] = (), progress: Progress = lambda _name, _rows: None) -> Path:
    """Make a new version below `folder` and switch to it. Raises what it finds wrong; then nothing has changed."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder):
        for left_by_a_killed_run in folder.glob(f"{BUILDING}*"):
            shutil.rmtree(left_by_a_killed_run)
        aside = folder / f"{BUILDING}-{os.getpid()}"
        aside.mkdir()
        try:
            version = _write(aside, permitted, progress)
            return _switch(folder, aside, version)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _write(aside: Path, permitted: Collection[str], progress: Progress) -> str:
    created = datetime.now(UTC)
    with snapshot() as reader:
        terms.check(reader, permitted)
        with reader.cursor() as cursor:
            cursor.execute(SEQUENCE)
            [(sequence,)] = cursor.fetchall()
        files: list[Written] = []
        columns: dict[str, list[Column]] = {}
        for one in (*(Statements(shape, reader).copied for shape in DUMPED), merged.COPIED):
            written, columns[one.name] = _copied(reader, one, aside), one.columns
            files += written
            progress(one.name, written[0].rows)
        sources = [one.described for one in terms.registers(reader)]
    files += write_parquet({file.resource: file.path for file in files if file.format == "csv"}, columns)
    _compare(files)
    files += [write_graph(aside), write_entities(aside)]
    version = f"{created:%Y%m%dT%H%M%SZ}-{sequence}"
    write_manifest(aside, manifest(files, version=version, sequence=sequence, created=created, sources=sources))
    _verify(files)
    return version


def _copied(reader: Connection, one: Copied, aside: Path) -> list[Written]:
    records = copy_records(reader, one.records, aside / f"{one.name}.ndjson", one.name)
    rows = copy_rows(reader, one.rows, aside / f"{one.name}.csv", one.name)
    rows.schema = {"fields": [column.table_schema for column in one.columns], "primaryKey": "id"}
    return [records, rows]


def _compare(files: list[Written]) -> None:
    for name in dict.fromkeys(file.resource for file in files):
        counts = {file.format: file.rows for file in files if file.resource == name}
        if len(set(counts.values())) != 1:
            raise BrokenDumpError(f"The files of {name} do not have the same rows: {counts}.")


def _verify(files: list[Written]) -> None:
    """Read everything once more from where it was written."""
    for file in files:
        digest = sha256()
        with file.path.open("rb") as written:
            while piece := written.read(BUFFER):
                digest.update(piece)
        if (file.path.stat().st_size, digest.hexdigest()) != (file.bytes, file.sha256):
            raise BrokenDumpError(
                f"{file.path.name} is not what was written. Look at the disk, and run the dump again."
            )


def _switch(folder: Path, aside: Path, version: str) -> Path:
    """Two renames, each in one step: the new version appears whole, then `latest` points to it."""
    made = folder / VERSIONS / version
    made.parent.mkdir(exist_ok=True)
    _to_disk(aside)
    aside.rename(made)
    pointer = folder / f".{LATEST}-{os.getpid()}"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(Path(VERSIONS) / version)
    pointer.replace(folder / LATEST)
    _to_disk(folder)
    return made


def _to_disk(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """The lock goes with the process, however it ends."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise BusyError("Another run is making a dump there. Wait for it, or name another folder.") from busy
        yield
