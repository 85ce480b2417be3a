"""The process that does one step: `python -m importers.jobs.child JOB TOKEN STEP MEGABYTES`, started by the worker.

Files from outside are read here and nowhere else: a file that eats memory, or a library that crashes on it, ends this
process and not the worker. It tells its progress as lines of JSON, and ends as soon as the worker is gone, whatever
ended that: the system then closes its standard input.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

TOLD_EVERY = 0.2


def main() -> None:
    job, token, step, megabytes = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which then ends this process
    threading.Thread(target=_end_with_worker, daemon=True).start()

    import django

    django.setup()
    from editorial.choices import JobState
    from importers.jobs.queue import Claim, LostLeaseError
    from importers.jobs.steps import attempt

    _allow(int(megabytes))
    try:
        refusal = attempt(Claim(int(job), token, JobState(step)), Teller())
    except LostLeaseError:
        return
    if refusal is not None:
        _tell(state=refusal.state, message=refusal.message)


def _allow(megabytes: int) -> None:
    """So much address space on top of what the program takes before it reads a byte, whatever libraries it has."""
    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    limit = taken + (megabytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


class Teller:
    """Progress for the worker, a few times a second."""

    def __init__(self) -> None:
        self._what = ""
        self._last = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what == self._what and now - self._last < TOLD_EVERY:
            return
        self._what, self._last = what, now
        _tell(progress=(what, done, total))


def _tell(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _end_with_worker() -> None:
    os.read(0, 1)
    os._exit(1)  # at once: the database then rolls back


if __name__ == "__main__":
    main()
