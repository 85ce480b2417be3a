"""A server's data with the test database, migrated and empty: made once for all workers, then copied.

Migrating takes twenty seconds, and thirty where coverage is measured. The process that hands tests to workers lets
another do it meanwhile: the workers have read the tests by the time it is done. A run without workers migrates itself.
The case data is loaded by each worker, where that is measured.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, connections

from config import embedded, garbage


@contextmanager
def being_made(folder: Path) -> Iterator[Path]:
    """Start making it in this folder, and end with the block whether it is done or not."""
    with (folder / "lock").open("w") as lock, (folder / "log").open("w") as log:
        # The lock passes to the new process, and is free when that has ended, however it ended.
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.prepared", str(folder)],
            cwd=settings.BASE_DIR, env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            pass_fds=[lock.fileno()], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield folder
    finally:
        process.send_signal(signal.SIGINT)  # so that it stops its server, where it has not ended
        process.wait()


def copy(folder: Path, server: embedded.Server) -> None:
    """Wait until it is made, and give this server, which has not started yet, its data."""
    with (folder / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
    if not (folder / "made").exists():
        raise RuntimeError(f"The database for the tests could not be made.\n{(folder / 'log').read_text()}")
    data = _server(folder).data
    shutil.copytree(data, server.data)
    account = data.stat()  # as root, the server is run by another account
    for path in (server.data, *server.data.rglob("*")):
        os.chown(path, account.st_uid, account.st_gid)


def _server(folder: Path) -> embedded.Server:
    return embedded.Server(folder / "postgres", durable=False)


def _make(folder: Path) -> None:
    django.setup()
    garbage.seldom()
    with _server(folder).in_use() as server:
        for alias in settings.DATABASES:
            connections[alias].settings_dict["HOST"] = str(server.socket_directory)
        # Under its name, for the worker to keep: a copy of a database has not the rights that are granted on it.
        connection.creation.create_test_db(verbosity=0, serialize=False)
        connections.close_all()
    (folder / "made").touch()


if __name__ == "__main__":
    _make(Path(sys.argv[1]))
