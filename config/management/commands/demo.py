"""`make demo`: everything from an empty database to a site in the browser."""

import os
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from config import accounts
from evidence.models import Source

HOST = "127.0.0.1"
SECONDS_TO_START = 30
SECONDS_TO_STOP = 10
SECONDS_TO_LEAVE_PORT = 4
PAGES = (
    ("Home", "/"),
    ("Components", "/components/"),
    ("Trace", "/trace/"),
    ("Admin", "/admin/"),
    ("Desk", "/desk/"),
)


class Command(BaseCommand):
    """Migrate, load the case data when there is none, make demo accounts, serve both sites."""

    help = "Serve the public site and the admin with the case data and demo accounts, on this machine only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="Where to serve (8000).")
        parser.add_argument("--data", help="A folder of registers to import on top of the case data.")

    def handle(self, *, port: int, data: str | None, **options: Any) -> None:
        """Do the steps in order; each is quick when there is nothing to do."""
        if settings.PRODUCTION:
            raise CommandError("The demo makes accounts whose passwords it prints. Unset PRODUCTION to run it.")
        _refuse_taken_port(port)
        _reach_database()
        call_command("migrate", verbosity=0, interactive=False)
        if not Source.objects.exists():
            self.stdout.write("Loading the case data ...")
            call_command("load_case_data")
        if data:
            call_command("import_folder", data)
        made = accounts.make_demo_accounts()
        with _server(port) as server, _worker():
            self._say_where(f"http://{HOST}:{port}", made)
            if server.wait() != 0:
                raise CommandError("The server stopped by itself; its last lines above say why.")

    def _say_where(self, address: str, made: list[accounts.DemoAccount]) -> None:
        self.stdout.write("\nArmstrace is running. Open:")
        for name, path in PAGES:
            self.stdout.write(f"  {name:<12} {address}{path}")
        self.stdout.write("\nAccounts for the admin, name and password (readers need none):")
        for account in made:
            self.stdout.write(f"  {account.name:<14} {account.password}   {account.may}")
        self.stdout.write(f"\nCtrl-C stops the server{'' if settings.OWNER_URL else ' and its database'}.")
        self.stdout.flush()


@contextmanager
def _server(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Run gunicorn, the server of real installations, and end it with this command however that ends."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}"]
    command += ["--config", "python:config.demo_server", "--chdir", str(settings.BASE_DIR)]
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, cwd=settings.BASE_DIR, env=os.environ | {"SITE_URL": f"http://{HOST}:{port}"}
    )
    try:
        _wait_until_it_answers(server, port)
        yield server
    except KeyboardInterrupt:
        pass  # Ctrl-C is how a demo ends
    finally:
        _end(server)


@contextmanager
def _worker() -> Iterator[None]:
    """Run what does editors' imports, and end it with this command however that ends."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--with-parent"]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=settings.BASE_DIR)
    try:
        yield
    finally:
        _end(worker)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to end. One that is too busy to hear is killed: nothing is lost by it, a job is taken up again."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise CommandError("The server did not start; its last lines above say why.")


def _reach_database() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        raise CommandError(f"The database of DATABASE_URL cannot be used: {str(problem).strip()}") from problem


def _refuse_taken_port(port: int) -> None:
    # The server of a demo that was killed a moment ago needs this long to notice.
    deadline = time.monotonic() + SECONDS_TO_LEAVE_PORT
    while not _is_free(port):
        if time.monotonic() > deadline:
            raise CommandError(f"Port {port} is in use. Choose another, such as: make demo PORT={port + 1}")
        time.sleep(0.1)


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError:
            return False
    return True
