"""Follow possession from any record: `python manage.py trace item-mx-15d --to conf-nk-2020`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracing.csv_rows import write_csv
from tracing.json_form import trace_form
from tracing.layout import lay_out
from tracing.management.options import add_question, question_of
from tracing.model import Trace
from tracing.policy import policy_at_steps
from tracing.query import TraceError
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
        add_question(parser)
        parser.add_argument("--rules", action="store_true", help="with what the rules say (text, json and svg)")
        parser.add_argument(
            "--format", choices=("text", "json", "csv", "svg", "axis"), default="text",
            help="axis: what happened around the first chain, as a picture",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = trace(question_of(options))
        except TraceError as problem:
            raise CommandError(str(problem)) from problem
        self._write(answer, options["format"], judged(answer.chains, answer.known_on) if options["rules"] else [])

    def _write(self, answer: Trace, form: str, findings: list[tuple[Finding, ...]]) -> None:
        if form == "csv":
            write_csv(answer.chains, self.stdout)  # type: ignore[arg-type]  # OutputWrapper writes text
        elif form == "json":
            self.stdout.write(json.dumps(trace_form(answer, findings), ensure_ascii=False, indent=2))
        elif form == "svg":
            policy = policy_at_steps(answer.chains[0], answer.known_on) if findings else {}
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
    return axis_file(
        lay_out_axis(moments_around(chain, known_on=answer.known_on) if chain else (), title), Caption(title)
    )
