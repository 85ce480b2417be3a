"""`python manage.py unmerge MERGED --why "…"`: take back that a record was judged the same as another."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from editorial.selectors.merging import judged
from editorial.services.merging import COUNTED_ANEW, unmerge


class Command(BaseCommand):
    help = "Take back that a record was judged the same as another; everything is as before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("merged", help="public id or handle of the record that was shown under another")
        parser.add_argument("--why", default="", help="the reason, in one sentence")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            merged = judged(options["merged"])
            unmerge(merged, why=options["why"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"“{merged}” stands for itself again, at {merged.get_absolute_url()}.")
        self.stdout.write(COUNTED_ANEW)
