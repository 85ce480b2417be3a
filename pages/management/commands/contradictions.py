"""Print what is stated differently: `python manage.py contradictions --kind date`, most consequential first."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from evidence.choices import ContradictionKind, ContradictionState
from evidence.contradictions.one_record import record_named
from evidence.selectors import column_of
from pages.board.board import Board
from pages.board.columns import COLUMNS
from pages.board.rows import BoardRow, stated_by
from pages.csv_files import harmless
from pages.tables import csv_header


class Command(BaseCommand):
    help = "Prints contradictions, those first that most chains rest on; compatible values only when asked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--record", default="", metavar="ID", help="only of this record: public id or handle")
        parser.add_argument("--kind", choices=ContradictionKind.values, default="")
        parser.add_argument("--state", choices=ContradictionState.values, default="")
        parser.add_argument("--format", choices=("text", "csv", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        board = self._board(options)
        if options["format"] == "csv":
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerow(csv_header(COLUMNS))
            writer.writerows([harmless(value) for value in row] for row in board.csv_rows())
        elif options["format"] == "json":
            self.stdout.write(json.dumps([_form(row) for row in board.all_rows()], ensure_ascii=False, indent=2))
        else:
            self.stdout.write(board.sentence)
            for row in board.all_rows():
                self.stdout.write("\n".join(_lines(row)))

    def _board(self, options: dict[str, Any]) -> Board:
        query = QueryDict(mutable=True)
        query.update({name: options[name] for name in ("kind", "state") if options[name]})
        if not options["record"]:
            return Board(query)
        record = record_named(options["record"])
        if record is None:
            raise CommandError(f"There is no record “{options['record']}”. Give a public id or a handle.")
        return Board(query, {(column_of(record), record.pk)})


def _lines(row: BoardRow) -> Iterator[str]:
    yield f"\n{row.title}: {row.found.question}"
    yield f"  {row.found.kind.label}, {row.found.state.label}; chains on it: {row.chains_words}"
    for reading in row.found.readings:
        yield f"  - {reading.value} [{stated_by(reading.claims) or 'the record'}]"
    yield from (f"  compatible: {one.words}" for one in row.found.compatible)
    if row.found.resolution:
        yield f"  decided: {row.found.resolution.decision.label}. {row.found.resolution.note}"


def _form(row: BoardRow) -> dict[str, Any]:
    found = row.found
    return {
        "id": row.record.public_id,
        "record_kind": found.subject.column,
        "record": row.title,
        "field": found.field,
        "question": found.question,
        "kind": found.kind.value,
        "state": found.state.value,
        "why": found.why,
        "chains": row.chains,
        "only_carrier_in": row.only_carrier,
        "readings": [
            {
                "value": reading.value,
                "read": reading.read,
                "claims": [
                    {"source": c.source_id, "who": c.who, "stance": c.stance, "grade": c.grade, "rung": c.rung,
                     "published": c.published.edtf if c.published else None}
                    for c in reading.claims
                ],
            }
            for reading in found.readings
        ],
        "alignments": [{"fit": one.fit.value, "words": one.words} for one in found.alignments],
        "resolution": found.resolution.public_id if found.resolution else None,
    }  # fmt: skip
