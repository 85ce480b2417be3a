"""The contradictions of one record, found by its public id or handle."""

from __future__ import annotations

from dataclasses import replace

from django.apps import apps

from core.models import Record
from evidence.contradictions.between import between
from evidence.contradictions.loading import contradictions_of_all, decisions_of
from evidence.contradictions.model import Contradiction
from evidence.selectors import column_of
from evidence.subjects import SUBJECTS


def record_named(reference: str) -> Record | None:
    """The record of any kind that claims can be about; None if there is none of that id or handle."""
    for label in SUBJECTS.values():
        model: type[Record] = apps.get_model(label)
        found: Record | None = model.objects.get_queryset().named(reference).first()
        if found is not None:
            return found
    return None


def contradictions_on(record: Record) -> list[Contradiction]:
    """Everything that is stated differently about it, with its name and id filled in."""
    column = column_of(record)
    found = contradictions_of_all({column: [record.pk]})[column].get(record.pk, [])
    found = [*between(column, record.pk, decisions_of({column: [record.pk]})), *found]
    return [
        replace(one, subject=replace(one.subject, public_id=record.public_id, title=str(record)))
        for one in found
        if one.subject.pk == record.pk
    ]
