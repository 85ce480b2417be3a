"""For processes that are of no use without the one that started them."""

from __future__ import annotations

import os
import signal
import threading


def end_with_parent() -> None:
    """End this process once its standard input is closed: the system does that when the parent ends."""
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)
