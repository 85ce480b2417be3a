"""gunicorn's settings for the demo: it ends with the command that started it, even when that was killed."""

import os
import signal
import threading

workers = 1
threads = 8
graceful_timeout = 3
loglevel = "warning"
limit_request_line = 8190  # the most that gunicorn reads; the API refuses what is long before that, in its own words
control_socket_disable = True  # one path for the whole account: two demos would take it from each other


def when_ready(_: object) -> None:
    """Watch the command that holds the other end of our standard input; the system closes it whatever ended that."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)
