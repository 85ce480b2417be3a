"""What tests of the import desk share: uploads as a browser sends them, and a worker that works in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from editorial.models import ImportJob
from importers.jobs import queue
from importers.jobs.steps import attempt, refuse
from importers.pipeline.applying import quiet
from tests.conftest import ScratchDatabase
from tests.pages_support import text_of

LIST = "/desk/imports/"


def upload(client: Client, *paths: Path, register: str = "", release: str = "") -> ImportJob:
    """Send the files as the form does; gives the job that was made."""
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    response = client.post(f"{LIST}upload/", {"file": files, "register": register, "release": release})
    assert response.status_code == 302, text_of(response.content.decode())
    return job_at(response.headers["Location"])


def job_at(address: str) -> ImportJob:
    return ImportJob.objects.get(pk=address.rstrip("/").rpartition("/")[2])


def address(job: ImportJob, verb: str = "") -> str:
    return f"{LIST}jobs/{job.pk}/{verb}"


def work() -> None:
    """Do all that waits, as the worker and its process would; the test's transaction is all in one process."""
    while (held := queue.claim()) is not None:
        refusal = attempt(held, quiet)
        if refusal is not None:
            refuse(held, refusal)


def planned(client: Client, *paths: Path, **words: str) -> ImportJob:
    """Uploaded and read."""
    job = upload(client, *paths, **words)
    work()
    job.refresh_from_db()
    return job


def apply(client: Client, job: ImportJob) -> Any:
    """Press the button below the plan, and let the worker work."""
    response = client.post(address(job, "apply/"), {"plan": job.plan_sha256})
    work()
    job.refresh_from_db()
    return response


def page(client: Client, where: str) -> str:
    """The words of a page, redirects followed."""
    response = client.get(where, follow=True)
    assert response.status_code == 200, where
    return text_of(response.content.decode())


# --- Processes of their own, over a scratch database ---


def environment(scratch: ScratchDatabase) -> dict[str, str]:
    """What makes manage.py use the scratch database."""
    where = connections["default"].settings_dict
    login = f"{quote(where['USER'])}:{quote(where['PASSWORD'])}" if where["PASSWORD"] else quote(where["USER"])
    url = f"postgresql://{login}@/{scratch.name}?host={quote(str(where['HOST']))}&port={where['PORT']}"
    return os.environ | {"DATABASE_URL": url.removesuffix("&port="), "PUBLIC_DATABASE_URL": ""}


def start_worker(scratch: ScratchDatabase, *options: str) -> subprocess.Popen[bytes]:
    """`manage.py work`, quietly; kill it or let it end."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "work", *options],
        cwd=settings.BASE_DIR, env=environment(scratch), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def worker(scratch: ScratchDatabase, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """As `start_worker`, ended with the block."""
    process = start_worker(scratch, *options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def put_job(scratch: ScratchDatabase, *paths: Path, register: str = "") -> int:
    """An upload in a scratch database, as the page would have stored it; gives its number."""
    opened = scratch()
    with opened, opened.cursor() as cursor:
        cursor.execute(
            "INSERT INTO editorial_importjob (state, register, release, release_read, plan_sha256, gone, message, why,"
            " doing, done, total, lease_token, lost) VALUES ('uploaded', %s, '', '', '', 0, '', '', '', 0, 0, '', 0)"
            " RETURNING id",
            [register],
        )
        row = cursor.fetchone()
        assert row is not None
        for place, path in enumerate(paths):
            cursor.execute(
                "INSERT INTO editorial_importupload (import_job_id, place, name, sha256, size, content)"
                " VALUES (%s, %s, %s, encode(sha256(%s), 'hex'), %s, %s)",
                [row[0], place, path.name, path.read_bytes(), path.stat().st_size, path.read_bytes()],
            )
    opened.close()
    return int(row[0])
