from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from changes.services import PROMISED_DAYS, forget_changes


class Command(BaseCommand):
    help = "Forgets changes that are older than the feed promises; whoever is further behind begins with a dump."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=PROMISED_DAYS, help="Keep as many days (at least 400).")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        try:
            forgotten = forget_changes(days)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        if options["verbosity"]:
            self.stdout.write(
                f"{forgotten:,} changes were forgotten." if forgotten else f"No change is older than {days} days."
            )
