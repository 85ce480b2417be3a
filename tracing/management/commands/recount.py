"""Make anew the counts that judgements made stale: `python manage.py recount`. `work` does it by itself."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from core.parent import end_with_parent
from tracing.choices import Counted
from tracing.recounts import waiting

COMMANDS: dict[Counted, tuple[str, dict[str, Any]]] = {
    Counted.CHAINS: ("count_chains", {}),
    Counted.LEADS: ("leads", {"store": True}),
}


class Command(BaseCommand):
    help = "Counts chains and leads anew where records were judged the same, or no longer, since they were counted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--with-parent", action="store_true", help="End when standard input is closed.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which then ends this process
            end_with_parent()
        with _one_at_a_time():
            asked = waiting()
            for what, (name, values) in COMMANDS.items():
                if what in asked:
                    call_command(name, **values, verbosity=options["verbosity"], stdout=self.stdout)
        if not asked and options["verbosity"]:
            self.stdout.write("No count waits to be made anew.")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """A second worker's count waits here, and then finds nothing left to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('tracing: counting anew'))")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('tracing: counting anew'))")
