"""The demo's web server never outlives the command that started it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SERVE = """
import signal, sys, time, django
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs in its background without it
django.setup()
from config.management.commands import demo
with demo._server(int(sys.argv[1])):
    print("serving", flush=True)
    time.sleep(60)
"""
SECONDS = 60  # far more than it takes: the machine may be busy


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def demo(port: int) -> Iterator["subprocess.Popen[str]"]:
    """A command that serves; the server itself asks no database for anything before the first request."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }
    command = [sys.executable, "-c", SERVE, str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "serving\n"
        yield process
        process.kill()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_the_port_is_free_soon_after_the_command_ended(
    demo: "subprocess.Popen[str]", port: int, ending: signal.Signals
) -> None:
    assert answers(port)
    demo.send_signal(ending)
    demo.wait(SECONDS)
    deadline = time.monotonic() + SECONDS
    while answers(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not answers(port)
