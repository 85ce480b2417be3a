from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.models import Import
from importers.pipeline.withdrawing import NotAppliedError, withdraw


class Command(BaseCommand):
    help = "Takes an import back as a whole; without a number it lists the imports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", nargs="?", type=int, help="The import's number.")
        parser.add_argument("--why", default="", help="The reason, kept in the history of every record.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["number"] is None:
            for one in Import.objects.all():
                self.stdout.write(f"{one.pk:>5}  {one}  {one.get_state_display()}  {one.created_at:%Y-%m-%d %H:%M}")
            return
        if not options["why"]:
            raise CommandError("Say why: --why “…”.")
        job = Import.objects.filter(pk=options["number"]).first()
        if job is None:
            raise CommandError(f"There is no import {options['number']}.")
        try:
            gone = withdraw(job, options["why"])
        except NotAppliedError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Withdrawn: {gone.records:,} records, {gone.citations:,} citations. {gone.kept:,} records stay."
        )
