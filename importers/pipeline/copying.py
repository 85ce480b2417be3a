"""Rows for COPY: the columns that we write of each table, keys handed out beforehand, values as COPY's text format.

Triggers and CHECKs see these rows as they see any other; only Django's making of objects and statements is saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from django.db import connection, models

ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": ""})
KEYS_AT_ONCE = 2_000


class Table:
    """The rows of one table, waiting to be written at once. Values that a row leaves out get the model's defaults."""

    def __init__(self, model: type[models.Model], into: str = "") -> None:
        self.model = model
        self.name = into or model._meta.db_table
        self.fields = {_name(field): field for field in model._meta.local_concrete_fields if _is_ours(field)}
        self.defaults = {name: _text(field.get_default()) for name, field in self.fields.items()}
        self.count = 0
        self._rows = StringIO()
        self._keys = _keys(model)

    def reserve(self) -> int:
        """A primary key for a row that is added later, so that other rows can point to it before."""
        return next(self._keys)

    def add(self, values: Mapping[str, Any], reserved: int = 0) -> int:
        """Keep a row for later and give its primary key."""
        key = reserved or next(self._keys)
        unknown = values.keys() - self.fields.keys()
        if unknown:
            raise KeyError(f"{self.model.__name__} has no column {', '.join(sorted(unknown))}.")
        texts = {name: _text(value) for name, value in values.items()}
        texts["id"] = str(key)
        self._rows.write("\t".join(texts.get(name, default) for name, default in self.defaults.items()) + "\n")
        self.count += 1
        return key

    def write(self) -> None:
        """Send the rows to the database and forget them."""
        if not self._rows.tell():
            return
        self._rows.seek(0)
        names = ", ".join(f'"{name}"' for name in self.defaults)
        with connection.cursor() as cursor:
            cursor.copy_expert(f'COPY "{self.name}" ({names}) FROM STDIN', self._rows)
        self._rows = StringIO()


def _is_ours(field: Any) -> bool:
    """Not what the database makes: generated columns, public ids, times."""
    made_by_database = field.has_db_default() and not field.has_default()
    return not (field.generated or made_by_database)


def _name(field: Any) -> str:
    return str(field.column)


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).translate(ESCAPES)


def _keys(model: type[models.Model]) -> Iterator[int]:
    """Primary keys from the table's own sequence: what others write meanwhile gets other ones."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [model._meta.db_table, KEYS_AT_ONCE],
            )
            keys = [key for (key,) in cursor.fetchall()]
        yield from keys
