"""`python manage.py merge KEPT MERGED --why "…"`: judge two records the same. With --dry-run only list what changes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from editorial.merge_preview import preview
from editorial.selectors.merging import judged
from editorial.services.merging import COUNTED_ANEW, merge


class Command(BaseCommand):
    help = "Judge that two entities, or two items, are the same. The second record's address leads to the first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kept", help="public id or handle of the record that stands for both")
        parser.add_argument("merged", help="public id or handle of the record that is shown under it")
        parser.add_argument("--why", default="", help="the reason, in one sentence; readers see it")
        parser.add_argument("--dry-run", action="store_true", help="list what will change, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept, merged = judged(options["kept"]), judged(options["merged"])
            if options["dry_run"]:
                for line in preview(kept, merged).lines():
                    self.stdout.write(line)
                return
            merge(kept, merged, why=options["why"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"“{merged}” is judged the same as “{kept}”. Its address leads to {kept.get_absolute_url()}.")
        self.stdout.write(COUNTED_ANEW)
