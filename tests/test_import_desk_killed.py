"""`kill -9` of the worker at any moment of a job: the database is as before or as after, and the next one goes on."""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest

from tests.conftest import PsycopgConnection, ScratchDatabase
from tests.desk_support import put_job, start_worker
from tests.register_files import DEALS_AND_TIVS, TRADE_REGISTER
from tests.test_import_desk_worker import SECONDS, ask, state, until, want_applied
from tests.test_import_killed import IS_CONNECTED, Counts, counts, fresh_copy, wait_for

# The full proof is KILLS=100; each takes about three seconds.
KILLS = int(os.environ.get("KILLS", "6"))
LONGEST = 4.0
LEASE = 2.0


def killed_after(seconds: float, scratch: ScratchDatabase, opened: PsycopgConnection) -> None:
    """A worker that lives for so long; its process for the step ends with it, which nobody kills."""
    process = start_worker(scratch, "--lease", str(LEASE))
    time.sleep(seconds)
    process.kill()
    process.wait()
    assert wait_for(opened, IS_CONNECTED, False), "the process of the step outlived its worker"


@pytest.mark.slow
def test_a_job_whose_worker_is_killed_at_any_moment_is_done_once_and_whole(scratch_database: ScratchDatabase) -> None:
    moments = random.Random(5)
    seen: Counter[str] = Counter()
    left = KILLS
    while left:
        with fresh_copy() as scratch:
            opened = scratch()
            job = put_job(scratch, TRADE_REGISTER, DEALS_AND_TIVS)
            before, after = counts(opened), None
            while left and state(opened, job) != "applied":
                want_applied(opened, job)
                killed_after(moments.uniform(0.5, LONGEST), scratch, opened)
                left -= 1
                seen[state(opened, job)] += 1
                now = counts(opened)
                if state(opened, job) == "applied":
                    after = now
                else:
                    assert now == before, "something of an import that never was is there"
            finished = finish(scratch, opened, job)
            assert after in (None, finished)
            assert finished != before
            assert ask(opened, "SELECT count(*) FROM editorial_import") == (1,)
            assert ask(opened, "SELECT count(*) FROM editorial_planrow") == (0,)
    assert sum(seen.values()) == KILLS
    assert not seen["failed"]


def finish(scratch: ScratchDatabase, opened: PsycopgConnection, job: int) -> Counts:
    """A new worker does what is left, within the time of a lease and of the work itself."""
    process = start_worker(scratch, "--lease", str(LEASE))
    try:
        until(lambda: state(opened, job) in ("planned", "applied"), SECONDS)
        want_applied(opened, job)
        until(lambda: state(opened, job) == "applied", SECONDS)
    finally:
        process.terminate()
        process.wait(20)
    return counts(opened)
