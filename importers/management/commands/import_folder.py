from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.errors import BadInputError
from importers.folder import Group, groups_in
from importers.pipeline.applying import AlreadyImportedError
from importers.pipeline.progress import Bar
from importers.registry import REGISTERS, run_import


class Command(BaseCommand):
    help = "Imports every register that a folder holds; files that were imported before are passed over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="The folder; its subfolders are looked through.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        refused = 0
        for group in groups_in(folder):
            names = ", ".join(path.name for path in group.files)
            if group.left_out:
                self.stdout.write(f"Left out: {names}. {group.left_out}")
                continue
            refused += not self._import(group, names)
        if refused:
            raise CommandError("Some files were refused; the lines above say why. The others are imported.")

    def _import(self, group: Group, names: str) -> bool:
        began = monotonic()
        self.stdout.write(f"{REGISTERS[group.register].title}: {names} …")
        self.stdout.flush()
        try:
            with Bar(self.stderr) as bar:
                outcome = run_import(group.register, group.files, progress=bar)
        except AlreadyImportedError as done:
            self.stdout.write(f"  {done}")
            return True
        except BadInputError as problem:
            self.stdout.write(f"  {problem}")
            return False
        counted = ", ".join(f"{count:,} {status.label}" for status, count in outcome.reading.counts.items())
        self.stdout.write(f"  {counted} in {monotonic() - began:.0f} s")
        return True
