"""The worker as a process: progress seen from outside, limits of memory, an end with whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.conftest import PsycopgConnection, ScratchDatabase
from tests.desk_support import environment, put_job, start_worker, worker
from tests.register_files import DEALS_AND_TIVS, EXCERPTS, TRADE_REGISTER

pytestmark = pytest.mark.slow
GUR = EXCERPTS / "gur" / "components_excerpt_2026-06-13.csv"
SECONDS = 60.0


def ask(opened: PsycopgConnection, statement: str, *values: Any) -> tuple[Any, ...]:
    """One row, as it is committed now."""
    with opened.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone() or ()
    opened.commit()
    return tuple(row)


def state(opened: PsycopgConnection, job: int) -> str:
    return str(ask(opened, "SELECT state FROM editorial_importjob WHERE id = %s", job)[0])


def until(found: Callable[[], bool], seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def want_applied(opened: PsycopgConnection, job: int) -> None:
    """What the page's button does."""
    ask(
        opened, "UPDATE editorial_importjob SET state = 'applying' WHERE id = %s AND state = 'planned' RETURNING 1", job
    )


def test_an_upload_is_planned_applied_and_its_progress_seen_from_outside(scratch_database: ScratchDatabase) -> None:
    opened = scratch_database()
    job = put_job(scratch_database, TRADE_REGISTER, DEALS_AND_TIVS)
    seen: set[str] = set()
    with worker(scratch_database):
        until(lambda: state(opened, job) == "planned")
        before = ask(opened, "SELECT count(*) FROM exports_shipment")
        want_applied(opened, job)

        def is_applied() -> bool:
            now, doing, shipments = ask(
                opened,
                "SELECT state, doing, (SELECT count(*) FROM exports_shipment) FROM editorial_importjob WHERE id = %s",
                job,
            )
            if now == "applying":
                seen.add(doing)
                assert (shipments,) == before, "a part of the import is seen"
            return bool(now == "applied")

        until(is_applied)
    assert ask(opened, "SELECT count(*) FROM exports_shipment") > before
    assert len(seen - {""}) >= 1, seen


def many_components(tmp_path: Path) -> Path:
    """A list of components of 5 MB, which is a good one."""
    header, *lines = GUR.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(header)
        for time_around in range(220):
            stream.writelines(line.replace("gur-", f"gur-{time_around}", 1) for line in lines)
    return path


def test_a_file_that_wants_more_memory_than_there_is_ends_in_a_sentence_and_the_worker_goes_on(
    scratch_database: ScratchDatabase, tmp_path: Path
) -> None:
    opened = scratch_database()
    large, small = put_job(scratch_database, many_components(tmp_path)), put_job(scratch_database, GUR)
    with worker(scratch_database, "--memory", "20"):
        until(lambda: state(opened, large) == "failed")
        until(lambda: state(opened, small) == "planned")
    (message,) = ask(opened, "SELECT message FROM editorial_importjob WHERE id = %s", large)
    assert message == "It needs more memory than an import may have. Cut the file into parts."
    assert ask(opened, "SELECT count(*) FROM editorial_planrow WHERE import_job_id = %s", large) == (0,)


def test_a_process_that_ends_three_times_without_a_word_fails_its_job(scratch_database: ScratchDatabase) -> None:
    opened = scratch_database()
    job = put_job(scratch_database, TRADE_REGISTER, DEALS_AND_TIVS)
    with worker(scratch_database) as process:
        killed: set[int] = set()
        while state(opened, job) in ("uploaded", "planning"):
            for child in children(process.pid) - killed:
                os.kill(child, signal.SIGKILL)
                killed.add(child)
            time.sleep(0.02)
    assert state(opened, job) == "failed"
    assert len(killed) == 3
    (message,) = ask(opened, "SELECT message FROM editorial_importjob WHERE id = %s", job)
    assert "3 times" in message
    assert "SIGKILL" in message


def children(parent: int) -> set[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children")
    return {int(word) for word in found.read_text().split()} if found.exists() else set()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_stopped_gives_its_job_back_at_once(
    scratch_database: ScratchDatabase, ending: signal.Signals
) -> None:
    opened = scratch_database()
    job = put_job(scratch_database, TRADE_REGISTER, DEALS_AND_TIVS)
    process = start_worker(scratch_database)
    until(lambda: state(opened, job) == "planning")
    process.send_signal(ending)
    process.wait(20)
    held = "SELECT state, lease_until, lease_token FROM editorial_importjob WHERE id = %s"
    assert ask(opened, held, job) in (("planning", None, ""), ("planned", None, ""))


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_of_a_demo_ends_with_it(scratch_database: ScratchDatabase, ending: signal.Signals) -> None:
    opened = scratch_database()
    script = (
        "import django, time, signal, sys; django.setup()\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))\n"
        "from config.management.commands import demo\n"
        "with demo._worker(): time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR,
        env=environment(scratch_database) | {"DJANGO_SETTINGS_MODULE": "config.settings"},
    )  # fmt: skip
    job = put_job(scratch_database, GUR)
    until(lambda: state(opened, job) == "planned")
    (worker_of_it,) = children(parent.pid)
    parent.send_signal(ending)
    parent.wait(20)
    until(lambda: not Path(f"/proc/{worker_of_it}").exists() or _is_dead(worker_of_it), 20)


def _is_dead(process: int) -> bool:
    """Ended, and only not yet buried by whoever inherited it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_worker_can_be_asked_to_end_when_nothing_waits(scratch_database: ScratchDatabase) -> None:
    opened = scratch_database()
    job = put_job(scratch_database, GUR)
    assert start_worker(scratch_database, "--until-idle").wait(SECONDS) == 0
    assert state(opened, job) == "planned"
