"""Loads fixtures in bulk: natural keys are resolved in memory, so a few thousand rows take seconds and not minutes.

The files are Django fixtures, but `manage.py loaddata` cannot take them: a record stands before its citations, those
name sources in another file, and these name entities in this one. Here all rows are known first, and go in by table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from importers.case.facts import read_yaml

Model = type[models.Model]
Row = dict[str, Any]
Key = tuple[str, ...]


class Loader:
    """Use as `Loader().load(rows)` inside a transaction; rows may be in any order and point to rows already there."""

    def __init__(self) -> None:
        self.keys: dict[Model, dict[Key, int]] = {}
        self.counts: dict[str, int] = {}

    def load(self, rows: Iterable[Row]) -> dict[str, int]:
        """Insert all rows and say how many of each model."""
        by_model: dict[Model, list[Row]] = defaultdict(list)
        for row in rows:
            by_model[apps.get_model(row["model"])].append(row["fields"])
        for model in _parents_first(by_model):
            for wave in self._waves(model, by_model[model]):
                self._insert(model, wave)
        return self.counts

    def _waves(self, model: Model, rows: list[Row]) -> Iterator[list[Row]]:
        """Rows that point to rows of their own table come after those."""
        own = [field.name for field in _foreign_keys(model) if field.related_model is model]
        waiting = rows
        while waiting:
            known = self._keys_of(model)
            ready = [row for row in waiting if all(tuple(row[name]) in known for name in own if name in row)]
            if not ready:
                raise ValueError(f"These rows of {model.__name__} wait for each other or for none: {waiting[:3]}")
            yield ready
            waiting = [row for row in waiting if row not in ready] if own else []

    def _insert(self, model: Model, rows: list[Row]) -> None:
        links = {field.name: field for field in _foreign_keys(model)}
        manies = {field.name: field for field in model._meta.many_to_many}
        made = [
            model(**{links[name].attname if name in links else name: self._value(links, name, value)
                     for name, value in row.items() if name not in manies})
            for row in rows
        ]  # fmt: skip
        model._default_manager.bulk_create(made, batch_size=2000)
        self.counts[model._meta.label] = self.counts.get(model._meta.label, 0) + len(made)
        if hasattr(model, "natural_key"):
            self._keys_of(model).update({_key_of(one): one.pk for one in made})
        for name, field in manies.items():
            self._join(field, ((one.pk, row.get(name, ())) for one, row in zip(made, rows, strict=True)))

    def _join(self, field: models.ManyToManyField[Any, Any], pairs: Iterable[tuple[int, Iterable[list[str]]]]) -> None:
        through = field.remote_field.through
        if through is None or not through._meta.auto_created:
            return
        known = self._keys_of(field.related_model)
        near, far = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        made = [through(**{near: pk, far: known[tuple(key)]}) for pk, others in pairs for key in others]
        through._default_manager.bulk_create(made)

    def _value(self, links: dict[str, models.ForeignKey[Any, Any]], name: str, value: Any) -> Any:
        if name not in links or value is None:
            return value
        target = links[name].related_model
        key = tuple(value)
        if key not in self._keys_of(target):
            raise ValueError(f"No {target.__name__} has the key {key}.")
        return self._keys_of(target)[key]

    def _keys_of(self, model: Model) -> dict[Key, int]:
        """Keys of rows that are there already are read once for each table."""
        if model not in self.keys:
            self.keys[model] = {_key_of(one): one.pk for one in model._default_manager.all()}
        return self.keys[model]


def _key_of(row: Any) -> Key:
    return tuple(row.natural_key())


def fixture_rows(paths: Iterable[Path]) -> Iterator[Row]:
    """The rows of several fixture files."""
    for path in paths:
        yield from read_yaml(path) or ()


def _foreign_keys(model: Model) -> list[models.ForeignKey[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def _parents_first(by_model: dict[Model, list[Row]]) -> list[Model]:
    graph = {
        model: {key.related_model for key in _foreign_keys(model)} & by_model.keys() - {model} for model in by_model
    }
    return list(TopologicalSorter(graph).static_order())
