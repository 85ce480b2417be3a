"""What is missing, and who is likely to hold it: `python manage.py leads item-mx-15d --to conf-nk-2020`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracing.dossier.load import dossier_of
from tracing.leads.board import Board, board, store
from tracing.leads.find import leads_of
from tracing.leads.lead import Lead
from tracing.leads.load import beside_of
from tracing.leads.refute import LinkQuestions, refutations
from tracing.leads.text import lead_lines, refutation_lines, write_csv
from tracing.query import TraceError, TraceQuestion
from tracing.service import trace


class Command(BaseCommand):
    help = "Print the leads of a trace and what would refute its best chain; without a start, those of the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("start", nargs="?", default="", help="public id or handle of the record to start at")
        parser.add_argument("--to", default="", metavar="END", help="only chains that reach this record")
        parser.add_argument("--limit", type=int, default=40, help="chains to look at, at most")
        parser.add_argument("--chain", type=int, default=1, help="number of the chain whose refutation to print")
        parser.add_argument("--store", action="store_true", help="keep the database's leads for the list at /leads/")
        parser.add_argument("--format", choices=("text", "json", "csv"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["start"]:
            self._whole(options)
        elif options["store"]:
            raise CommandError("Leave the start out: --store keeps the leads of the whole database.")
        else:
            self._of_trace(options)

    def _whole(self, options: dict[str, Any]) -> None:
        found = board()
        if options["store"]:
            number = store(found)
            if options["verbosity"]:
                self.stdout.write(f"Kept {number:,} leads, of {found.chains:,} chains.")
            return
        self._write(_summed(found), (), options["format"])

    def _of_trace(self, options: dict[str, Any]) -> None:
        try:
            chains = trace(TraceQuestion(options["start"], options["to"], limit=options["limit"])).chains
        except TraceError as problem:
            raise CommandError(str(problem)) from problem
        number = options["chain"]
        if not 1 <= number <= max(len(chains), 1):
            raise CommandError(f"This trace has {len(chains)} chains. Give --chain a number from 1 to that.")
        dossier = dossier_of(chains)
        beside = beside_of(chains, dossier)
        questions = refutations(chains[number - 1], dossier, beside) if chains else ()
        self._write(leads_of(chains, dossier, beside), questions, options["format"])

    def _write(self, leads: Sequence[Lead], questions: Sequence[LinkQuestions], form: str) -> None:
        if form == "csv":
            write_csv(leads, self.stdout)  # type: ignore[arg-type]  # OutputWrapper writes text
        elif form == "json":
            self.stdout.write(json.dumps(_form(leads, questions), ensure_ascii=False, indent=2))
        else:
            lines = list(lead_lines(leads)) or ["Nothing is recorded or computed as missing here."]
            if questions:
                lines += ["", "What would refute the chain", *refutation_lines(questions)]
            self.stdout.write("\n".join(lines))


def _summed(found: Board) -> list[Lead]:
    """The leads of the database; numbers of chains stand for as many chains as were counted."""
    return [
        replace(one.lead, chains=frozenset(range(1, one.chains + 1)), alone=one.alone, places=())
        for one in found.ranked
    ]


def _form(leads: Sequence[Lead], questions: Sequence[LinkQuestions]) -> dict[str, Any]:
    return {
        "leads": [lead.form() for lead in leads],
        "refutation": [question.form() for link in questions for question in link.questions],
    }
