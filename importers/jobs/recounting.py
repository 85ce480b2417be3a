"""What judgements made stale is counted anew by a process beside the jobs: a count of everything may take minutes."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tracing.recounts import waiting

logger = logging.getLogger(__name__)
AFTER_A_FAILURE = 60.0


@dataclass(slots=True)
class Recounting:
    """At most one such process of this worker; call `look` again and again, and `end` at the end."""

    process: subprocess.Popen[bytes] | None = None
    not_before: float = 0.0

    def look(self) -> bool:
        """Start one where something waits; True while one runs."""
        if self.process is not None:
            status = self.process.poll()
            if status is None:
                return True
            self.end()
            if status:
                logger.warning("Counting anew ended with status %s; it is tried again in a minute.", status)
                self.not_before = time.monotonic() + AFTER_A_FAILURE
        if time.monotonic() < self.not_before or not waiting():
            return False
        self.process = subprocess.Popen(
            [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "recount", "--with-parent", "--verbosity=0"],
            stdin=subprocess.PIPE, cwd=settings.BASE_DIR, env=os.environ.copy(),
        )  # fmt: skip
        return True

    def end(self) -> None:
        """End it, whether it is done or not: what it has not stored waits on."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process = None
