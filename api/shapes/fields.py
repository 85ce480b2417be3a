"""The kinds of field that a shape is declared from. Each knows its SQL, its JSON schema and its columns in flat files.

Those that lead to rows of other tables are in links.py.

`path` leads from the row to the field's own row ("" for the record itself, "exporter__" inside an expanded exporter),
so that one declaration serves records, expanded references and the rows of nested lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Expression, F, Model, Subquery

from api.shapes.expressions import JsonObject, Present, Recorded, Trimmed, Where
from core.choices import ExplainedChoices

Sql = Expression | F | Subquery
Schema = dict[str, Any]
Expanded = Mapping[str, Any]
"""What is expanded below a field, as a tree of names: {"country": {}}."""


@dataclass(frozen=True)
class Field:
    """Base of all: a name in the JSON, the model's field it is read from (the same name if empty), and its meaning."""

    name: str
    source: str = ""
    doc: str = field(default="", kw_only=True)
    only_expanded: bool = field(default=False, kw_only=True)
    """True for lists that may be long: they come where they are asked for by `expand`."""

    @property
    def column(self) -> str:
        """The model's field."""
        return self.source or self.name

    def value(self, path: str) -> Sql:
        """JSON-ready SQL."""
        return F(path + self.column)

    def expanded(self, path: str, below: Expanded) -> Sql:
        """The same with references inside it written out; only some kinds of field have any."""
        raise TypeError(f"“{self.name}” holds no reference to expand.")

    @property
    def inside(self) -> tuple[Field, ...]:
        """The fields inside it among which some may be expanded."""
        return ()

    @property
    def can_expand(self) -> bool:
        """True if `expand` may name it."""
        return False

    def flat(self, path: str) -> dict[str, Sql]:
        """Columns of a flat file: one, unless the kind says otherwise."""
        return {self.name: self.value(path)}

    @property
    def schema(self) -> Schema:
        """JSON schema."""
        return {"description": self.doc} if self.doc else {}

    def typed(self, *types: str, **more: Any) -> Schema:
        """The schema of these JSON types."""
        described = {"description": self.doc} if self.doc else {}
        return {"type": list(types) if len(types) > 1 else types[0], **described, **more}


class Text(Field):
    """Words; null where nothing is recorded."""

    def value(self, path: str) -> Sql:
        return Present(F(path + self.column))

    @property
    def schema(self) -> Schema:
        return self.typed("string", "null")


class Named(Field):
    """Words that are never missing."""

    @property
    def schema(self) -> Schema:
        return self.typed("string")


class Whole(Field):
    """A whole number."""

    @property
    def schema(self) -> Schema:
        return self.typed("integer", "null")


class Decimal(Field):
    """A decimal number."""

    def value(self, path: str) -> Sql:
        return Trimmed(F(path + self.column))

    @property
    def schema(self) -> Schema:
        return self.typed("number", "null")


class Flag(Field):
    """true or false."""

    @property
    def schema(self) -> Schema:
        return self.typed("boolean")


class Instant(Field):
    """A moment of recording, in UTC."""

    @property
    def schema(self) -> Schema:
        return self.typed("string", format="date-time")


@dataclass(frozen=True)
class Choice(Field):
    """One word of a closed vocabulary; null where it may be empty and is."""

    vocabulary: type[ExplainedChoices] | None = field(default=None, kw_only=True)

    def value(self, path: str) -> Sql:
        return Present(F(path + self.column))

    @property
    def schema(self) -> Schema:
        words = list(self.vocabulary.values) if self.vocabulary else []
        return self.typed("string", "null", enum=[*words, None])


class Date(Field):
    """A date as vague as its source: EDTF and its two bounds; null where none is recorded."""

    def value(self, path: str) -> Sql:
        at = path + self.column
        whole = JsonObject(edtf=F(at), earliest=F(f"{at}_earliest"), latest=F(f"{at}_latest"))
        return Where(Recorded(F(at)), whole)

    def flat(self, path: str) -> dict[str, Sql]:
        at = path + self.column
        return {
            self.name: F(at),
            f"{self.name}_earliest": F(f"{at}_earliest"),
            f"{self.name}_latest": F(f"{at}_latest"),
        }

    @property
    def schema(self) -> Schema:
        day = {"type": ["string", "null"], "format": "date"}
        return self.typed("object", "null", **object_of(edtf={"type": "string"}, earliest=day, latest=day))


class Quantity(Field):
    """A range with its unit: null where neither a number nor a word is recorded. `source` is the columns' prefix."""

    def _columns(self, path: str) -> dict[str, Sql]:
        at = path + self.column
        return {
            "low": F(f"{at}_low"),
            "high": F(f"{at}_high"),
            "unit": Present(F(f"{at}_unit")),
            "is_estimate": F(f"{at}_is_estimate"),
            "printed": Present(F(f"{at}_text")),
        }

    def value(self, path: str) -> Sql:
        parts = self._columns(path)
        return Where(Recorded(parts["low"], parts["high"], parts["printed"]), JsonObject(**parts))

    def flat(self, path: str) -> dict[str, Sql]:
        return {f"{self.name}_{name}": value for name, value in self._columns(path).items()}

    @property
    def schema(self) -> Schema:
        number, words = {"type": ["integer", "null"]}, {"type": ["string", "null"]}
        parts = object_of(low=number, high=number, unit=words, is_estimate={"type": "boolean"}, printed=words)
        return self.typed("object", "null", **parts)


@dataclass(frozen=True)
class Range(Field):
    """Two numbers, low and high, of columns `<source>_low` and `<source>_high`, with other fields of the same row."""

    parts: tuple[Field, ...] = field(default=(), kw_only=True)
    number: str = field(default="integer", kw_only=True)

    def _columns(self, path: str) -> dict[str, Sql]:
        ends = {end: Trimmed(F(f"{path}{self.column}_{end}")) for end in ("low", "high")}
        return ends | {part.name: part.value(path) for part in self.parts}

    def value(self, path: str) -> Sql:
        columns = self._columns(path)
        return Where(Recorded(columns["low"], columns["high"]), JsonObject(**columns))

    def flat(self, path: str) -> dict[str, Sql]:
        return {f"{self.name}_{name}": value for name, value in self._columns(path).items()}

    @property
    def schema(self) -> Schema:
        number = {"type": [self.number, "null"]}
        parts = object_of(low=number, high=number, **{part.name: part.schema for part in self.parts})
        return self.typed("object", "null", **parts)


@dataclass(frozen=True)
class Computed(Field):
    """Anything else: its SQL from the path, with its schema."""

    sql: Callable[[str], Sql] = field(kw_only=True)
    like: Schema = field(default_factory=dict, kw_only=True)

    def value(self, path: str) -> Sql:
        return self.sql(path)

    @property
    def schema(self) -> Schema:
        return {**self.like, **({"description": self.doc} if self.doc else {})}


def values_of(fields: Iterable[Field], path: str, below: Expanded) -> dict[str, Sql]:
    """The SQL of each field, by name; what comes only when it is expanded is left out where it is not."""
    return {
        one.name: one.expanded(path, below[one.name]) if one.name in below else one.value(path)
        for one in fields
        if one.name in below or not one.only_expanded
    }


def object_schema(fields: Iterable[Field], model: type[Model] | None = None) -> Schema:
    """The schema of an object of these fields; what a field does not say of itself, its model's help text says."""
    always = [one for one in fields if not one.only_expanded]
    properties = {one.name: described(one, model) for one in fields}
    return {"type": "object", "properties": properties, "required": [one.name for one in always]}


def described(one: Field, model: type[Model] | None) -> Schema:
    """The schema of a field with its meaning."""
    if one.doc or model is None:
        return one.schema
    known = {field.name: str(field.help_text) for field in model._meta.concrete_fields}
    words = known.get(one.column) or known.get(f"{one.column}_low", "")
    return {**one.schema, "description": words} if words else one.schema


def object_of(**properties: Schema) -> Schema:
    """What says of an object that it has these properties, all of them."""
    return {"properties": properties, "required": list(properties)}
