"""Count how many chains rest on each record: `python manage.py count_chains`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tracing.reliance import count_chains, store


class Command(BaseCommand):
    help = "Counts how many chains rest on each record, which puts the contradictions in order. Run it after imports."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = count_chains()
        records = store(counts)
        if options["verbosity"]:
            self.stdout.write(f"Counted {counts.total:,} chains; {records:,} records carry at least one.")
            if counts.cut:
                self.stdout.write(
                    f"For {len(counts.cut):,} records there may be more: the search stopped at its limit."
                )
