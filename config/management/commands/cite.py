"""Freeze a chain as a reader of the public site would: `python manage.py cite item-mx-15d --to conf-nk-2020`.

Here and not in `tracing`, since only this app knows the two logins: what is frozen is read through the public one.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.sites import Site, working_for
from tracing.management.options import add_question, question_of
from tracing.query import TraceError
from tracing.services.freeze import TooLargeError, freeze
from tracing.snapshots.asking import content_asked


class Command(BaseCommand):
    help = "Freeze a chain of a trace and print its address. The same chain always has the same one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_question(parser)
        parser.add_argument("--chain", type=int, default=1, metavar="N", help="which chain, as `trace` numbers them")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with working_for(Site.PUBLIC):
                content = content_asked(question_of(options), options["chain"])
            frozen = freeze(content, most_an_hour=None)
        except (TraceError, TooLargeError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(settings.SITE_URL + frozen.snapshot.get_absolute_url())
        self.stderr.write(frozen.snapshot.title + ("" if frozen.is_new else " (was frozen before)"))
