from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.errors import BadInputError
from importers.pipeline.applying import AlreadyImportedError, Outcome, PlanChangedError
from importers.pipeline.progress import Bar
from importers.pipeline.reports import write_report
from importers.registry import REGISTERS, run_import


class Command(BaseCommand):
    help = "Imports a register: reads its files, plans every row, and applies the plan in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=sorted(REGISTERS), help="The register.")
        parser.add_argument("file", nargs="+", type=Path, help="Its file, or the files of one release.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what it would do.")
        parser.add_argument("--report", type=Path, help="Write what becomes of each row to this CSV file.")
        parser.add_argument("--release", default="", help="The release, where the file does not tell it.")
        parser.add_argument("--plan", default="", help="Apply only if the plan still has this SHA-256.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Bar(self.stderr, hidden=not options["verbosity"]) as bar:
                outcome = run_import(
                    options["name"],
                    options["file"],
                    release=options["release"],
                    dry_run=options["dry_run"],
                    plan_sha256=options["plan"],
                    progress=bar,
                )
        except (BadInputError, PlanChangedError) as problem:
            raise CommandError(str(problem)) from problem
        except AlreadyImportedError as done:
            self.stdout.write(str(done))
            return
        if options["report"]:
            write_report(outcome.reading, options["report"])
        if options["verbosity"]:
            self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        reading = outcome.reading
        self.stdout.write(
            f"{', '.join(file.name for file in reading.files)}: {reading.release}, {len(reading.rows)} rows."
        )
        for status, count in reading.counts.items():
            self.stdout.write(f"  {count:>7,}  {status.label}")
        if reading.gone:
            self.stdout.write(f"  {reading.gone:>7,}  rows of earlier releases are not in it; what they made stays")
        for label, count in outcome.written.items():
            self.stdout.write(f"  {count:>7,}  written: {label.partition('.')[2]}")
        if outcome.job is None:
            self.stdout.write(f"Nothing was changed. To apply exactly this: --plan {reading.sha256}")
        else:
            self.stdout.write(f"Applied as import {outcome.job.pk}. It can be taken back as a whole.")
