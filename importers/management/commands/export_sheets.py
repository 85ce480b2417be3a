from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entities.models import Country
from importers.spreadsheets.documentation import document
from importers.spreadsheets.exporting import export, left_out
from importers.spreadsheets.files import csv_text, workbook
from importers.spreadsheets.kinds import SHEETS

KINDS = [name for name, sheet in SHEETS.items() if sheet.is_cited]


class Command(BaseCommand):
    help = "Writes the published records as spreadsheets that `manage.py import sheets` reads again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("to", type=Path, help="A folder, for a CSV of each kind; or a file ending in .xlsx.")
        parser.add_argument(
            "--kind", action="append", choices=KINDS, default=[], help="Only this kind; may be repeated."
        )
        parser.add_argument("--document", action="store_true", help="Write what the columns mean instead, as Markdown.")
        parser.add_argument("--country", default="", help="Only records that name this country or a party of it.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["document"]:
            options["to"].write_text(document(), encoding="utf-8")
            return
        country = options["country"].upper()
        if country and not Country.objects.filter(code=country).exists():
            raise CommandError(f"There is no country with the code {country}.")
        kinds = options["kind"] or KINDS
        rows = export(kinds, country)
        to: Path = options["to"]
        if to.suffix.lower() == ".xlsx":
            to.write_bytes(workbook(rows))
        else:
            to.mkdir(parents=True, exist_ok=True)
            for name, several in rows.items():
                (to / f"{name}.csv").write_text(csv_text(SHEETS[name], several), encoding="utf-8", newline="")
        if not options["verbosity"]:
            return
        for name, several in rows.items():
            self.stdout.write(f"{len(several):>7,}  {name}")
        if without := left_out(kinds):
            self.stdout.write(f"{without:>7,}  records are left out: only protected sources carry them.")
