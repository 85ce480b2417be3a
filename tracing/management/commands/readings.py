"""Competing readings of one chain: `python manage.py readings item-mx15d-recovered --to use-tb2-downed-20201019`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracing.query import TraceError, TraceQuestion
from tracing.readings.form import comparison_form, comparison_lines
from tracing.readings.service import readings_of
from tracing.service import trace

READ = 40
"""Chains to read, as many as the page does, so that a number means the same chain on both."""


class Command(BaseCommand):
    help = "Print the readings of one chain, fewest inconsistencies first, with each piece of evidence against each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("start", help="public id or handle of the record to start at")
        parser.add_argument("--to", required=True, metavar="END", help="the record to reach")
        parser.add_argument("--chain", type=int, default=1, metavar="N", help="number of the chain, as trace prints it")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = trace(TraceQuestion(start=options["start"], end=options["to"], limit=READ))
        except TraceError as problem:
            raise CommandError(str(problem)) from problem
        number = options["chain"]
        if not answer.chains:
            raise CommandError("No chain is recorded here for this question, so that there is nothing to compare.")
        if not 1 <= number <= len(answer.chains):
            raise CommandError(f"This trace has {len(answer.chains)} chains. Give a number from 1 to that.")
        comparison = readings_of(answer.chains, number)
        if options["format"] == "json":
            self.stdout.write(json.dumps(comparison_form(comparison), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(comparison_lines(comparison)))
        if answer.cut_sentence:
            self.stderr.write(answer.cut_sentence)
