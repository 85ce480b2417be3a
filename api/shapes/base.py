"""A shape: what a resource of the API is, declared once. Lists, details, schema and dumps are all made from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F, Model, QuerySet

from api.shapes.expressions import JsonObject, JsonText
from api.shapes.fields import Expanded, Field, Schema, Sql, object_schema, values_of
from core.filters import ListFilter

Rows = QuerySet[Any]
DEEPEST = 2


@dataclass(frozen=True)
class Shape:
    """One resource. `queryset` gives its rows as JSON text, `columns` its SQL by field, `schema` its JSON schema."""

    slug: str
    record: str
    """What one of them is: "shipment"."""
    intro: str
    rows: Callable[[], Rows]
    filters: type[ListFilter]
    fields: tuple[Field, ...]
    orders: Mapping[str, Sql] = field(default_factory=dict)
    """What lists can be ordered by besides `id`: expressions that are never null, each with an index."""
    key: tuple[str, ...] = ("public_id",)
    """The columns of the id: unique together, never changed, so every order ends with them."""
    has_details: bool = True
    expanded_in_dumps: Expanded = field(default_factory=dict)
    """What a dump writes out of each record though no list does."""

    @property
    def model(self) -> type[Model]:
        """The model of its rows."""
        model: type[Model] = self.rows().model
        return model

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Its fields by name, in the order of the JSON."""
        return {one.name: one for one in self.fields}

    @cached_property
    def expands(self) -> frozenset[str]:
        """What `expand` may name: "exporter", "exporter.country", "items.item"."""
        return frozenset(_paths(self.fields, DEEPEST))

    def json(self, path: str = "", fields: Collection[str] | None = None, expand: Expanded | None = None) -> JsonObject:
        """One record as a JSON object; `path` leads to it from the row of another."""
        return JsonObject(**self.columns(path, fields, expand))

    def columns(
        self, path: str = "", fields: Collection[str] | None = None, expand: Expanded | None = None
    ) -> dict[str, Sql]:
        """The JSON-ready SQL of each field by its name, of all fields or of those named."""
        chosen = self.fields if fields is None else tuple(one for one in self.fields if one.name in fields)
        return values_of(chosen, path, expand or {})

    def flat(self) -> dict[str, Sql]:
        """The columns of a flat file: dates, ranges and references in several, lists as JSON."""
        return {name: sql for one in self.fields if not one.only_expanded for name, sql in one.flat("").items()}

    def queryset(self, fields: Collection[str] | None = None, expand: Expanded | None = None) -> Rows:
        """All rows, each with its JSON text as `shaped`: what a list sends and a dump copies."""
        return self.shaped(self.rows(), fields, expand)

    def shaped(self, rows: Rows, fields: Collection[str] | None = None, expand: Expanded | None = None) -> Rows:
        """The same of the rows given."""
        found: Rows = rows.annotate(shaped=JsonText(self.json("", fields, expand)))
        return found

    def keys(self, order: str) -> list[Sql]:
        """What the rows are ordered by: one expression or none, then the id."""
        return [*([self.orders[order]] if order in self.orders else []), *(F(name) for name in self.key)]

    @property
    def order_names(self) -> tuple[str, ...]:
        """What `order` may name; a minus turns it round."""
        return ("id", *self.orders)

    def find(self, identity: str) -> Rows:
        """The record with this id: one row or none. An id of two columns has a colon between them."""
        parts = identity.split(":", len(self.key) - 1)
        if len(parts) < len(self.key):
            return self.rows().none()
        found: Rows = self.rows().filter(**dict(zip(self.key, parts, strict=True)))
        return found

    @property
    def schema(self) -> Schema:
        """The JSON schema of one record."""
        return {"title": self.record, "description": self.intro, **object_schema(self.fields, self.model)}


def _paths(fields: tuple[Field, ...], levels: int, before: str = "") -> Iterator[str]:
    for one in fields:
        if one.can_expand:
            yield f"{before}{one.name}"
        if levels > 1 and one.inside:
            yield from _paths(one.inside, levels - 1, f"{before}{one.name}.")
