from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from api.dumps.building import BrokenDumpError, BusyError, make_dump
from api.dumps.terms import EXCERPTS, WholeRegisterError


class Command(BaseCommand):
    # They load every page of both sites: 80 MB that a dump has no use for.
    requires_system_checks = ()
    help = "Writes all public records to files: NDJSON, CSV, Parquet, GraphML and FollowTheMoney, with a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=None, help="The folder; that which the API serves if not given.")
        parser.add_argument(
            "--with-register",
            action="append",
            default=[],
            choices=sorted(EXCERPTS),
            help="Write the whole of this register too, whose terms forbid publishing it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_dump(
                (options["to"] or settings.DUMPS_FOLDER).resolve(),
                permitted=options["with_register"],
                progress=self._tell if options["verbosity"] else lambda _name, _rows: None,
            )
        except (BrokenDumpError, BusyError, WholeRegisterError) as problem:
            raise CommandError(str(problem)) from problem
        if options["verbosity"]:
            self.stdout.write(f"The dump {made.name} is in {made}.")

    def _tell(self, name: str, rows: int) -> None:
        self.stdout.write(f"{rows:>10,}  {name}")
