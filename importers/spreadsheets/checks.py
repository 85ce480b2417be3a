"""What the database would refuse of new records, noted at their rows before anything is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from importers.spreadsheets.addresses import CellError
from importers.spreadsheets.cells import UNKNOWN
from importers.spreadsheets.columns import Column
from importers.spreadsheets.probing import Probe
from importers.spreadsheets.rules import Families, check_rules
from importers.spreadsheets.stored import filled
from importers.spreadsheets.subjects import NewPublisher, Subject


def check_new(subjects: Sequence[Subject]) -> None:
    """Note at the row of each new record what is missing or cannot stand together."""
    families = Families()
    for subject in subjects:
        _require(subject)
        check_rules(subject, families)
    _probe([subject for subject in subjects if subject.is_sound])


def _require(subject: Subject) -> None:
    noted = {problem.column for row in subject.rows for problem in row.problems}
    for name in subject.sheet.required:
        if subject.values.get(name) is None and name not in noted:
            subject.fault(name, CellError("This cell is empty; a new record needs it."))


class _Asked:
    """The rows of one probe, and which cell of which record each stands for."""

    def __init__(self, model: type[models.Model]) -> None:
        self.probe = Probe(model)
        self.cells: dict[int, tuple[Subject, Column | None]] = {}

    def add(self, values: dict[str, Any], subject: Subject, column: Column | None = None, number: int = 0) -> None:
        row = number or -len(self.cells) - 1
        self.cells[row] = subject, column
        self.probe.add(row, values)


def _probe(subjects: Sequence[Subject]) -> None:
    stand_ins = {id(subject): -place for place, subject in enumerate(subjects, start=1)}
    asked: dict[type[models.Model], _Asked] = {}
    for subject in subjects:
        here = stand_ins[id(subject)]
        model = subject.sheet.model
        values = _values(((one, subject.value(one.name)) for one in subject.sheet.columns if one.field), stand_ins)
        asked.setdefault(model, _Asked(model)).add(values, subject, None, here)
        for column in subject.sheet.columns:
            if column.model is None:
                continue
            for entry in subject.value(column.name) or ():
                values = _values(zip(column.parts, entry, strict=True), stand_ins) | {f"{column.owner}_id": here}
                asked.setdefault(column.model, _Asked(column.model)).add(values, subject, column)
    for one in asked.values():
        for broken in one.probe.broken():
            subject, at = one.cells[broken.row]
            subject.fault(at.name if at else _column(subject, broken.about), CellError(broken.sentence))


def _values(pairs: Iterable[tuple[Column, Any]], stand_ins: dict[int, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, stated in pairs:
        value = filled(column, stated)
        if isinstance(value, Subject):
            found[column.attname] = value.pk or stand_ins.get(id(value), 0)
        elif value == UNKNOWN and column.may_be_unknown:
            found[column.attname] = None
        elif value is not None and not isinstance(value, NewPublisher):
            found[column.attname] = value
    return found


def _column(subject: Subject, about: str) -> str:
    """The first column with something in it that a constraint is about; else the first that it is about at all."""
    words = set(re.findall(r"\w+", about))
    forms: dict[str, set[str]] = defaultdict(set)
    for column in subject.sheet.columns:
        if column.field:
            forms[column.name] = {column.field, column.attname, f"{column.field}_earliest", f"{column.field}_latest"}
    named = [name for name, several in forms.items() if several & words]
    return next((name for name in named if subject.values.get(name) is not None), named[0] if named else "")
