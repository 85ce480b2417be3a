#!/usr/bin/env python
"""Run a management command, with the embedded PostgreSQL when no DATABASE_URL names another."""

import os
import sys
from contextlib import nullcontext

from django.core.management import execute_from_command_line

from config import embedded

# These answer without a database, so they need not wait for one to start.
WITHOUT_DATABASE = {"check", "compilemessages", "help", "makemessages", "version", "--help", "--version"}


def main() -> None:
    """Hand the command line to Django while the database is up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    unneeded = command in WITHOUT_DATABASE or bool(os.environ.get("DATABASE_URL"))
    with nullcontext() if unneeded else embedded.server().in_use():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except embedded.EmbeddedDatabaseError as problem:
        sys.exit(str(problem))
