"""Follow possession from any record: `python manage.py trace item-mx-15d --to conf-nk-2020`."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.choices import Strength
from tracing.choices import RUNG_ORDER
from tracing.csv_rows import write_csv
from tracing.json_form import trace_form
from tracing.layout import lay_out
from tracing.model import Trace
from tracing.policy import policy_at_steps
from tracing.query import Direction, TraceError, TraceQuestion
from tracing.rules import Finding, judged
from tracing.service import trace
from tracing.svg import svg_file
from tracing.svg_caption import Caption
from tracing.text import trace_lines
from tracing.timeline.gather import moments_around
from tracing.timeline.layout import lay_out_axis
from tracing.timeline.svg import axis_file


class Command(BaseCommand):
    help = "Print the chains that start (or, backward, end) at a record, best first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("start", help="public id or handle of the record to start at")
        parser.add_argument("--to", default="", metavar="END", help="only chains that reach this record")
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--backward", action="store_true", help="where it came from, instead of where it went")
        way.add_argument("--both", action="store_true", help="chains through the record")
        parser.add_argument("--as-of", type=_day, metavar="DATE", help="only what began by this day (2020-12-31)")
        parser.add_argument(
            "--strength", choices=Strength.values, default=Strength.UNGRADED.value, help="weakest to use"
        )
        parser.add_argument("--rung", choices=RUNG_ORDER, default="", help="lowest rung of proof to use")
        parser.add_argument("--no-gaps", action="store_true", help="follow no transfer without a record")
        parser.add_argument("--no-roll-ups", action="store_true", help="do not take a state or family for its part")
        parser.add_argument("--depth", type=int, default=12, help="links in a chain at most")
        parser.add_argument("--limit", type=int, default=20, help="chains to print at most")
        parser.add_argument("--rules", action="store_true", help="with what the rules say (text, json and svg)")
        parser.add_argument(
            "--format", choices=("text", "json", "csv", "svg", "axis"), default="text",
            help="axis: what happened around the first chain, as a picture",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = trace(_question(options))
        except TraceError as problem:
            raise CommandError(str(problem)) from problem
        self._write(answer, options["format"], judged(answer.chains) if options["rules"] else [])

    def _write(self, answer: Trace, form: str, findings: list[tuple[Finding, ...]]) -> None:
        if form == "csv":
            write_csv(answer.chains, self.stdout)  # type: ignore[arg-type]  # OutputWrapper writes text
        elif form == "json":
            self.stdout.write(json.dumps(trace_form(answer, findings), ensure_ascii=False, indent=2))
        elif form == "svg":
            policy = policy_at_steps(answer.chains[0]) if findings else {}
            self.stdout.write(svg_file(lay_out(answer.chains, policy=policy), Caption(answer.question)))
        elif form == "axis":
            self.stdout.write(_axis(answer))
        else:
            self.stdout.write("\n".join(trace_lines(answer, findings)))
        if form != "text" and answer.cut_sentence:
            self.stderr.write(answer.cut_sentence)


def _axis(answer: Trace) -> str:
    """The time axis of the best chain, which other chains would only crowd."""
    chain = answer.chains[0] if answer.chains else None
    title = chain.title if chain else answer.question
    return axis_file(lay_out_axis(moments_around(chain) if chain else (), title), Caption(title))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"“{text}” is no day. Write it as 2020-12-31.") from problem


def _question(options: dict[str, Any]) -> TraceQuestion:
    direction = Direction.BOTH if options["both"] else Direction.BACKWARD if options["backward"] else Direction.FORWARD
    return TraceQuestion(
        start=options["start"],
        end=options["to"],
        direction=direction,
        as_of=options["as_of"],
        weakest=Strength(options["strength"]),
        lowest_rung=options["rung"],
        gaps=not options["no_gaps"],
        roll_ups=not options["no_roll_ups"],
        depth=options["depth"],
        limit=options["limit"],
    )
