"""Where a component is recorded to have gone: `python manage.py exposure item-mx-15d`."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exports.models import Item
from tracing.exposure import exposure
from tracing.exposure_forms import HEADER, form, lines, rows


class Command(BaseCommand):
    help = (
        "Print every thing, holder and conflict that an item reaches: at type level, and apart from it at unit level."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("item", help="public id or handle of the item")
        parser.add_argument("--format", choices=("text", "csv", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        item = Item.objects.get_queryset().named(options["item"]).first()
        if item is None:
            raise CommandError(f"There is no item “{options['item']}”. Give the public id or the handle of an item.")
        answer = exposure(item)
        if options["format"] == "csv":
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(rows(answer))
        elif options["format"] == "json":
            self.stdout.write(json.dumps(form(answer), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(answer)))
