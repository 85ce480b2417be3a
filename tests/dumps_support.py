"""Commands and servers on a copy of the database, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from socket import socket
from urllib.parse import quote

from django.conf import settings
from django.db import connections

from tests.conftest import ScratchDatabase

ON_DISK = "datapackage.json"


def surroundings(scratch: ScratchDatabase, **more: str) -> dict[str, str]:
    """The environment in which both logins lead to that copy."""

    def address(alias: str) -> str:
        where = connections[alias].settings_dict
        login = f"{quote(where['USER'])}:{quote(where['PASSWORD'])}" if where["PASSWORD"] else quote(where["USER"])
        url = f"postgresql://{login}@/{scratch.name}?host={quote(str(where['HOST']))}&port={where['PORT']}"
        return url.removesuffix("&port=")

    return os.environ | {"DATABASE_URL": address("default"), "PUBLIC_DATABASE_URL": address("public")} | more


def manage(scratch: ScratchDatabase, *words: str, **more: str) -> subprocess.Popen[bytes]:
    """Start a command."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=surroundings(scratch, **more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def served(scratch: ScratchDatabase, dumps: Path) -> Iterator[str]:
    """The address of a server on that copy."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    more = {"SITE_URL": site, "DUMPS_FOLDER": str(dumps), "DEBUG": "0"}
    server = manage(scratch, "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}", **more)
    try:
        _wait_for(site)
        yield site
    finally:
        server.terminate()
        server.wait()


def _wait_for(site: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{site}/api/v1/changes/?limit=1"):  # noqa: S310  # our own
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"No server answers at {site}.")


def check_whole(dump: Path) -> None:
    """Every file of a dump is there and is what the manifest says."""
    described = json.loads((dump / ON_DISK).read_text(encoding="utf-8"))
    assert {one["path"] for one in described["resources"]} == {path.name for path in dump.iterdir()} - {ON_DISK}
    for one in described["resources"]:
        assert one["hash"] == f"sha256:{sha256((dump / one['path']).read_bytes()).hexdigest()}"
