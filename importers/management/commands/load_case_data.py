from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from importers.case.install import install
from tracing.leads import board
from tracing.reliance import count_chains, store


class Command(BaseCommand):
    help = "Loads countries, code lists and the case data into a database that does not have them yet."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = install()
        if counts:
            store(count_chains())
            board.store(board.board())
        if not options["verbosity"]:
            return
        if not counts:
            self.stdout.write("The case data is already here: nothing was loaded.")
            return
        rows = ", ".join(f"{count} {label.partition('.')[2]}" for label, count in sorted(counts.items()))
        self.stdout.write(f"Loaded {sum(counts.values())} rows: {rows}.")
