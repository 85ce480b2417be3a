"""Before a source is withdrawn: `python manage.py withdrawal src-arabweekly-20200223` names what would fall with it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.models import Source
from tracing.withdrawal import links_that_fall


class Command(BaseCommand):
    help = "Name the links of chains that would rest on no source if this one were withdrawn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="public id or handle of the source")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Source.objects.get_queryset().named(options["source"]).first()
        if source is None:
            raise CommandError(f"There is no source “{options['source']}”. Give its public id or its handle.")
        falling = links_that_fall(source)
        if not falling:
            self.stdout.write(_("No link rests on “%(title)s” alone.") % {"title": source})
            return
        words = ngettext(
            "%(n)d link would rest on no source if “%(title)s” were withdrawn:",
            "%(n)d links would rest on no source if “%(title)s” were withdrawn:",
            len(falling),
        )
        self.stdout.write(words % {"n": len(falling), "title": source})
        for one in falling:
            self.stdout.write(f"  {one.verb}: {one.record.title} ({one.record.public_id})")
