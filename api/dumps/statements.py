"""The statements that PostgreSQL copies out: each record as the API gives it, and as a row of a flat file."""
# ruff: noqa: S608  # SQL from the declared shapes

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Func, TextField
from psycopg2.extensions import connection as Connection  # noqa: N812  # psycopg2 names its classes small

from api.shapes import BY_SLUG
from api.shapes.base import Shape
from api.shapes.fields import Choice, Field

# Views of items and entities; and leads, which are counted and not recorded.
NOT_DUMPED = frozenset({"components", "platforms", "exporters", "intermediaries", "end-users", "leads"})
DUMPED: tuple[Shape, ...] = tuple(shape for shape in BY_SLUG.values() if shape.slug not in NOT_DUMPED)
# PostgreSQL's types → those of Table Schema.
TYPES: Mapping[int, str] = {
    16: "boolean", 20: "integer", 21: "integer", 23: "integer", 700: "number", 701: "number", 1700: "number",
    1082: "date", 1184: "datetime",
}  # fmt: skip
JSON_TYPES = frozenset({114, 3802})
# As the JSON writes them, so that the files agree.
WRITTEN = {
    "boolean": '"{name}"::text AS "{name}"',
    "datetime": 'to_char("{name}" AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\') AS "{name}"',
}


class AsItIs(Func):
    """PostgreSQL knows the type of an expression; Django need not, and for some of ours cannot."""

    template = "%(expressions)s"
    arity = 1
    output_field = TextField()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flat file."""

    name: str
    type: str
    field: Field

    @property
    def table_schema(self) -> dict[str, Any]:
        """As Table Schema describes it."""
        described: dict[str, Any] = {"name": self.name, "type": self.type}
        constraints: dict[str, Any] = {"required": True, "unique": True} if self.name == "id" else {}
        if isinstance(self.field, Choice) and self.field.vocabulary:
            constraints["enum"] = list(self.field.vocabulary.values)
        return described | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True, slots=True)
class Copied:
    """What is copied of one resource: a statement for its JSON, one for its flat rows, and the columns of those."""

    name: str
    records: str
    rows: str
    columns: list[Column]


class Statements:
    """The statements for one resource; `reader` makes plain SQL of them and tells types."""

    def __init__(self, shape: Shape, reader: Connection) -> None:
        self.shape, self._reader = shape, reader

    @property
    def copied(self) -> Copied:
        """All of it."""
        return Copied(self.shape.slug, self.records, self.rows, self.columns)

    @cached_property
    def records(self) -> str:
        """Each record as one JSON text, in the order of ids."""
        rows = self.shape.queryset(expand=self.shape.expanded_in_dumps)
        return self._plain(rows.order_by(*self.shape.key).values_list("shaped"))

    @cached_property
    def rows(self) -> str:
        """Each record as a row of columns, in the same order."""
        shown = [WRITTEN.get(column.type, '"{name}"').format(name=column.name) for column in self.columns]
        return f"SELECT {', '.join(shown)} FROM {self._named}"

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of those rows."""
        with self._reader.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {self._named} LIMIT 0")
            codes = [described.type_code for described in cursor.description or ()]
        return [
            Column(name, _type(code, field), field)
            for (name, field), code in zip(self._fields(), codes, strict=True)
        ]  # fmt: skip

    @cached_property
    def _named(self) -> str:
        names = ", ".join(f'"{name}"' for name, _ in self._fields())
        rows = self.shape.rows().order_by(*self.shape.key).values_list(*map(AsItIs, self.shape.flat().values()))
        return f"({self._plain(rows)}) AS rows ({names})"

    def _fields(self) -> Iterator[tuple[str, Field]]:
        for one in self.shape.fields:
            if not one.only_expanded:
                yield from ((name, one) for name in one.flat(""))

    def _plain(self, rows: Any) -> str:
        statement, values = rows.query.sql_with_params()
        with self._reader.cursor() as cursor:
            return str(cursor.mogrify(statement, values).decode())


def _type(code: int, field: Field) -> str:
    if code not in JSON_TYPES:
        return TYPES.get(code, "string")
    declared = field.schema.get("type", "any")
    words = {declared} if isinstance(declared, str) else set(declared)
    return next((word for word in ("array", "object") if word in words), "any")
