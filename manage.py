#!/usr/bin/env python
"""Run a management command, with the embedded PostgreSQL when no DATABASE_URL names another."""

import os
import signal
import sys
from contextlib import nullcontext
from types import FrameType

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from config import embedded

# These answer without a database, so they need not wait for one to start.
WITHOUT_DATABASE = {"compilemessages", "help", "makemessages", "version", "--help", "--version"}


def main() -> None:
    """Hand the command line to Django while the database is up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    unneeded = command in WITHOUT_DATABASE or bool(os.environ.get("DATABASE_URL"))
    with nullcontext() if unneeded else embedded.server().in_use():
        execute_from_command_line(sys.argv)


def _leave(number: int, _: FrameType | None) -> None:
    """End by way of every `finally`, so that the database stops with us."""
    sys.exit(128 + number)


if __name__ == "__main__":
    try:
        main()
    except (embedded.EmbeddedDatabaseError, ImproperlyConfigured) as problem:
        sys.exit(str(problem))
