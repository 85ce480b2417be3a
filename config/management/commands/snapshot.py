"""Look at a frozen chain: does it still have its hash, and what has changed since?"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.sites import Site, working_for
from tracing.models import Snapshot
from tracing.snapshots.canonical import address_of, read
from tracing.snapshots.today import today_of


class Command(BaseCommand):
    help = "Print what has changed since a chain was frozen, or write its bytes to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sha256", help="the 64 characters in the address of the frozen chain")
        parser.add_argument("--save", type=Path, metavar="FILE", help="write the frozen bytes to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        with working_for(Site.PUBLIC):
            snapshot = Snapshot.objects.filter(sha256=options["sha256"]).first()
            if snapshot is None:
                raise CommandError(
                    f"No chain with the hash {options['sha256']} is frozen here. Compare all characters."
                )
            body = bytes(snapshot.body)
            today = today_of(read(body))
        if address_of(body) != snapshot.sha256:
            raise CommandError("The bytes do not have this hash: the database was changed behind its own guards.")
        if options["save"]:
            options["save"].write_bytes(body)
        self.stdout.write(f"{snapshot.title}\nFrozen on {snapshot.frozen_at:%Y-%m-%d}; the bytes have this hash.")
        lines = [f"- {change}" for change in today.changes] or ["Nothing that it rests on has changed."]
        self.stdout.write("\n".join([*lines, today.sentence]))
