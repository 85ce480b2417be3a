from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.choices import ImportState
from editorial.models import Import
from importers.errors import BadInputError
from importers.reading.sealing import seal
from importers.sipri.layouts import open_register
from importers.sipri.recorded import merged, recorded_sums
from importers.sipri.totals import ENCODINGS, Difference, Sums, Table, differences, read_table, sums
from importers.sipri.yearly import yearly_deals, yearly_rows


class Command(BaseCommand):
    help = "Compares SIPRI's own tables of imports and exports, cell by cell, with what is recorded or with a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", nargs="+", type=Path, help="SIPRI's table of import or export values.")
        parser.add_argument("--file", type=Path, help="Sum this file (layout “deals and TIVs”), not what is recorded.")
        parser.add_argument("--release", default="", help="The release as recorded; the last import if not named.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for path in options["table"]:
                self._compare(path, options["file"], options["release"])
        except BadInputError as problem:
            raise CommandError(str(problem)) from problem

    def _compare(self, path: Path, file: Path | None, release: str) -> None:
        table = read_table(seal(path, encodings=ENCODINGS))
        if file is None:
            table = merged(table)
            summed = recorded_sums(table, _source(release))
        else:
            summed = _summed(file, table)
        found = differences(table, summed)
        self.stdout.write(
            f"{path.name}, by {table.side}: {len(table.cells) - len(found):,} of {len(table.cells):,} cells agree."
        )
        for one in found[:20]:
            self.stdout.write(f"  {_words(one)}")


def _summed(file: Path, table: Table) -> Sums:
    opened = open_register(seal(file, encodings=ENCODINGS), release="not needed")
    return sums(yearly_deals(row for _, row in yearly_rows(opened)), table.side)


def _source(release: str) -> str:
    jobs = Import.objects.filter(register="sipri", state=ImportState.APPLIED).select_related("source")
    job = (jobs.filter(release=release) if release else jobs).first()
    if job is None or job.source is None:
        raise CommandError("No such release of SIPRI's register is imported here.")
    return str(job.source.handle)


def _words(one: Difference) -> str:
    return f"{one.country}, {one.year}: printed {one.printed}, summed {one.summed}"
