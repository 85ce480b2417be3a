from __future__ import annotations

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.parent import end_with_parent
from importers.jobs.queue import LEASE_SECONDS
from importers.jobs.worker import MEGABYTES, Worker


class Command(BaseCommand):
    help = (
        "Does what editors ask for at /desk/imports/: reads, plans, applies and takes back, until it is stopped. "
        "Counts chains and leads anew after records were judged the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lease", type=float, default=LEASE_SECONDS, help="Seconds until a lost job is taken up.")
        parser.add_argument(
            "--memory", type=int, default=MEGABYTES, help="Megabytes that the work of one step may take."
        )
        parser.add_argument("--until-idle", action="store_true", help="End when nothing waits.")
        parser.add_argument("--with-parent", action="store_true", help="End when standard input is closed.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            end_with_parent()
        # A shell that starts it in the background would have it deaf to SIGINT.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            Worker(options["memory"], options["lease"]).run(until_idle=options["until_idle"])
        except KeyboardInterrupt:
            self.stderr.write("Stopped. What was begun is taken up by the next worker.")
