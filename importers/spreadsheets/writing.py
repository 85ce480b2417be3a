"""Makes the records of the rows that can be made, each carried by the source that its row names."""

from __future__ import annotations

from typing import Any

from django.db import models

from evidence.models import Publisher, Source
from importers.pipeline.planning import PlannedRow, Reading
from importers.pipeline.registers import Progress
from importers.pipeline.writing import Writer
from importers.spreadsheets.cells import UNKNOWN
from importers.spreadsheets.cited import Cited
from importers.spreadsheets.columns import Column
from importers.spreadsheets.evidence import CITATION, CITATION_FIELD
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.planning import Content
from importers.spreadsheets.stored import filled
from importers.spreadsheets.subjects import NewPublisher, Subject

EVERY = 1_000
ORDER = list(SHEETS)


def write(reading: Reading, writer: Writer, progress: Progress) -> None:
    """Make every record, then cite them. Keys are kept beforehand, since records point to each other both ways."""
    content: Content = reading.content
    cited = [one for one in content.cited if not one.is_known]
    first = {id(one.source): content.rows[id(one.row)] for one in reversed(cited)}
    new = [one for one in content.book.subjects if one.is_new and one.is_sound and (one.rows or id(one) in first)]
    new.sort(key=lambda one: ORDER.index(one.sheet.name))
    for subject in new:
        subject.reserved = writer.reserve(subject.sheet.model)
    maker = _Maker(writer)
    for subject in new:
        row = content.rows[id(subject.rows[0])] if subject.rows else first[id(subject)]
        maker.make(subject, row)
    for count, one in enumerate(cited):
        if count % EVERY == 0:
            progress("Citing", count, len(cited))
        maker.cite(one, content.rows[id(one.row)])


class _Maker:
    """Values as the tables want them: links as keys, empty cells as the defaults of the model."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._publishers: dict[str, int] = {}

    def make(self, subject: Subject, row: PlannedRow) -> None:
        """A record with its lists."""
        values = {"handle": subject.handle} if subject.handle else {}
        for column in subject.sheet.columns:
            if column.field:
                values |= self._value(column, filled(column, subject.value(column.name)))
        if subject.sheet.model is Source:
            self.writer.source_made(row, subject.reserved, **values)
        else:
            self.writer.part(subject.sheet.model, subject.reserved, **values)
        for column in subject.sheet.columns:
            if column.model is not None:
                self._list(subject, column, column.model)

    def cite(self, one: Cited, row: PlannedRow) -> None:
        """What a row states about its record, in the words of its source."""
        values = {name: one.values.get(name) for name in CITATION_FIELD.values()}
        values |= {
            CITATION_FIELD[column.name]: column.default
            for column in CITATION
            if values[CITATION_FIELD[column.name]] is None and column.default is not None
        }
        made = one.subject.is_new
        self.writer.cite_source(
            one.subject.sheet.model,
            one.subject.key,
            row,
            self._key(one.source),
            made_record=made,
            **{name: value for name, value in values.items() if value is not None},
        )

    def _list(self, subject: Subject, column: Column, model: type[models.Model]) -> None:
        for entry in filled(column, subject.value(column.name)):
            values: dict[str, Any] = {f"{column.owner}_id": subject.key}
            for part, value in zip(column.parts, entry, strict=True):
                values |= self._value(part, value)
            self.writer.part(model, **values)

    def _value(self, column: Column, value: Any) -> dict[str, Any]:
        if value is None:
            return {}
        if value == UNKNOWN and column.may_be_unknown:
            return {column.attname: None}
        return {column.attname: self._key(value)}

    def _key(self, value: Any) -> Any:
        if isinstance(value, Subject):
            return value.key
        if isinstance(value, NewPublisher):
            if value.name not in self._publishers:
                self._publishers[value.name] = Publisher.objects.get_or_create(name=value.name)[0].pk
            return self._publishers[value.name]
        return value
