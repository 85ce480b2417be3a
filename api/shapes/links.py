"""Fields that lead to other records or to rows of other tables: a reference, a list, the subject of a citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, JSONField, Model, OuterRef, QuerySet, Subquery, Value, When

from api.shapes.expressions import ApiAddress, JsonList, JsonObject, Literal, Recorded, Where
from api.shapes.fields import Expanded, Field, Schema, Sql, object_of, object_schema, values_of

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Reference(Field):
    """Another record: its id, its name and its address here; the whole record where it is expanded."""

    to: str = field(kw_only=True)
    """The slug of the resource it leads to."""
    key: str = field(default="public_id", kw_only=True)
    label: str = field(default="name", kw_only=True)

    def value(self, path: str) -> Sql:
        at = path + self.column
        identity = F(f"{at}__{self.key}")
        whole = JsonObject(id=identity, name=F(f"{at}__{self.label}"), api_url=ApiAddress(self.to, identity))
        return Where(Recorded(F(f"{at}_id")), whole)

    def expanded(self, path: str, below: Expanded) -> Sql:
        at = path + self.column
        return Where(Recorded(F(f"{at}_id")), self.shape.json(f"{at}__", expand=below))

    @property
    def inside(self) -> tuple[Field, ...]:
        fields: tuple[Field, ...] = self.shape.fields
        return fields

    @property
    def can_expand(self) -> bool:
        return True

    @property
    def shape(self) -> Any:
        """The shape it leads to; looked up late, since shapes refer to each other in circles."""
        from api.shapes import BY_SLUG

        return BY_SLUG[self.to]

    def flat(self, path: str) -> dict[str, Sql]:
        at = path + self.column
        return {f"{self.name}_id": F(f"{at}__{self.key}"), f"{self.name}_name": F(f"{at}__{self.label}")}

    @property
    def schema(self) -> Schema:
        words = {"type": "string"}
        short = object_of(id=words, name=words, api_url={"type": "string", "format": "uri"})
        # Written out by `expand` it is the whole record, whose name may be a title or a designation.
        return self.typed("object", "null", **short | {"required": ["id", "api_url"]})


@dataclass(frozen=True)
class Nested(Field):
    """Rows of another table that belong to the record, as a list; [] where there are none."""

    rows: Callable[[], Rows] = field(kw_only=True)
    to: str = field(kw_only=True)
    """The foreign key from those rows to this record."""
    fields: tuple[Field, ...] = field(kw_only=True)
    order: tuple[str, ...] = field(default=("pk",), kw_only=True)

    def value(self, path: str) -> Sql:
        return self.expanded(path, {})

    def expanded(self, path: str, below: Expanded) -> Sql:
        row = JsonObject(**values_of(self.fields, "", below))
        found = self.rows().filter(**{self.to: OuterRef(f"{path}pk")}).order_by(*self.order)
        return JsonList(found.values_list(row))

    @property
    def inside(self) -> tuple[Field, ...]:
        return self.fields

    @property
    def can_expand(self) -> bool:
        return self.only_expanded

    @property
    def schema(self) -> Schema:
        return self.typed("array", items=object_schema(self.fields, self.rows().model))


@dataclass(frozen=True)
class Subject(Field):
    """The one record that a citation, a check or a decision is about: only that record's table is looked into."""

    kinds: Mapping[str, tuple[str, type[Model]]] = field(kw_only=True)
    """Column of the row → the resource and the model it points to."""

    def value(self, path: str) -> Sql:
        return Case(*(self._when(path, column) for column in self.kinds), default=Value(None), output_field=JSONField())

    def _when(self, path: str, column: str) -> When:
        slug, model = self.kinds[column]
        identity = F("public_id")
        row = JsonObject(record=Literal(column), id=identity, api_url=ApiAddress(slug, identity))
        found = model._default_manager.filter(pk=OuterRef(f"{path}{column}_id")).order_by()
        return When(
            **{f"{path}{column}__isnull": False}, then=Subquery(found.values_list(row)[:1], output_field=JSONField())
        )

    @property
    def schema(self) -> Schema:
        words = {"type": "string"}
        kind = {"type": "string", "enum": list(self.kinds)}
        return self.typed("object", **object_of(record=kind, id=words, api_url={"type": "string", "format": "uri"}))
