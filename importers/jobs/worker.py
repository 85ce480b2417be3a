"""The worker: takes up one job after another, starts a process for each step, and keeps the lease while that runs."""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import IO, Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _

from editorial.choices import JobState
from importers.jobs import queue
from importers.jobs.queue import LEASE_SECONDS, Claim, LostLeaseError
from importers.jobs.recounting import Recounting
from importers.jobs.steps import Refusal, refusal_for, refuse

logger = logging.getLogger(__name__)
POLL_SECONDS = 1.0
HEARD_EVERY = 0.5
# SIPRI's whole register takes ten seconds to read and a minute to write on a busy machine.
LONGEST_STEP = 30 * 60.0
MOST_LOST = 3
# Address space for the work itself; the program takes about 250 more before the first row is read.
MEGABYTES = 512


@dataclass(slots=True)
class Worker:
    """Use as `Worker().run()`; `megabytes` is the address space that the work of a step may take."""

    megabytes: int
    lease: float = LEASE_SECONDS
    recounting: Recounting = field(default_factory=Recounting)

    def run(self, *, until_idle: bool = False) -> None:
        """Work for ever, or until nothing waits. A database that is away is waited for."""
        try:
            while self._work_and_count() or not until_idle:
                time.sleep(POLL_SECONDS)
        finally:
            self.recounting.end()

    def _work_and_count(self) -> bool:
        """Do the jobs that wait; True while there is still counting to wait for."""
        try:
            while (held := queue.claim(self.lease)) is not None:
                self._work(held)
            return self.recounting.look()
        except (OperationalError, InterfaceError) as problem:
            logger.warning("The database cannot be reached: %s", str(problem).strip())
            connection.close()
            return False

    def _work(self, held: Claim) -> None:
        with Step(held, self.megabytes) as step:
            try:
                self._watch(held, step)
            except (KeyboardInterrupt, SystemExit):
                step.end()
                queue.let_go(held)
                raise

    def _watch(self, held: Claim, step: Step) -> None:
        began = time.monotonic()
        while step.listen(min(HEARD_EVERY, self.lease / 4)):
            if not queue.keep(held, self.lease, step.progress):
                return  # somebody else has it: leaving the block ends the process
            if time.monotonic() - began > LONGEST_STEP:
                step.refusal = refusal_for(held.step, _("It took longer than half an hour and was ended."))
                break
        self._finish(held, step)

    def _finish(self, held: Claim, step: Step) -> None:
        refusal = step.refusal or self._what_the_end_means(held, step)
        if refusal is None:
            return
        try:
            refuse(held, refusal)
        except LostLeaseError:
            return

    def _what_the_end_means(self, held: Claim, step: Step) -> Refusal | None:
        status = step.process.wait()
        if status == 0:
            return None
        if status > 0:
            return refusal_for(
                held.step,
                _("The program stopped with an error of its own, and nothing was changed. Its log says more."),
            )
        if queue.lost(held) < MOST_LOST:
            queue.let_go(held)  # to be taken up again
            return None
        words = _("The process was ended %(times)s times by the system (%(signal)s), perhaps for want of memory.")
        name = signal.Signals(-status).name
        return refusal_for(held.step, words % {"times": MOST_LOST, "signal": name})


@dataclass(slots=True)
class Step:
    """The process of one step and what it has told so far; it ends with the block."""

    held: Claim
    megabytes: int
    process: subprocess.Popen[bytes] = field(init=False)
    progress: tuple[str, int, int] | None = None
    refusal: Refusal | None = None
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _rest: bytes = b""

    def __enter__(self) -> Step:
        words = [str(self.held.job), self.held.token, self.held.step.value, str(self.megabytes)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "importers.jobs.child", *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=settings.BASE_DIR, env=os.environ.copy(),
        )  # fmt: skip
        self._selector.register(self._output, selectors.EVENT_READ)
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._selector.close()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()

    def listen(self, seconds: float) -> bool:
        """Take in what is told within that time; False once the process has said its last."""
        if not self._selector.select(seconds):
            return True
        told = os.read(self._output.fileno(), 1 << 16)
        *lines, self._rest = (self._rest + told).split(b"\n")
        for line in lines:
            self._take_in(json.loads(line))
        return bool(told)

    def _take_in(self, words: dict[str, Any]) -> None:
        if "progress" in words:
            what, done, total = words["progress"]
            self.progress = (str(what)[:120], int(done), int(total))
        else:
            self.refusal = Refusal(JobState(str(words["state"])), str(words["message"]))

    @property
    def _output(self) -> IO[bytes]:
        assert self.process.stdout is not None  # noqa: S101  # asked for above
        return self.process.stdout
