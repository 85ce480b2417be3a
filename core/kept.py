"""Querysets whose statement is written once a process and prepared once a connection; only their values differ.

A trace reads twenty kinds of rows around its chains. Django takes 1 to 2 ms to write each of those statements, and
PostgreSQL as long to plan it; running it takes a few tenths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import BooleanField, F, Func, Value, prefetch_related_objects
from django.db.models.query import ModelIterable, RelatedPopulator, get_related_populators
from psycopg2.extensions import AsIs

from core.prepared import Prepared

M = TypeVar("M", bound=models.Model)
Row = tuple[Any, ...]


class AnyOf(Func):
    """`AnyOf(F("pk"), keys)`: rows whose key is in an array, which is one parameter however many keys it has."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    arity = 2
    output_field = BooleanField()


def keys(name: str = "keys") -> Value:
    """A parameter of a kept queryset: an array of primary keys."""
    return Value(AsIs(f"%({name})s"), output_field=ArrayField(models.BigIntegerField()))


def texts(name: str) -> Value:
    """A parameter of a kept queryset: an array of texts."""
    return Value(AsIs(f"%({name})s"), output_field=ArrayField(models.TextField()))


@dataclass(frozen=True)
class _Reading:
    """The statement for one login, and how its rows become records: what Django works out anew for each query."""

    alias: str
    statement: Prepared
    model: type[models.Model] | None
    names: tuple[str, ...]
    first: int
    related: tuple[RelatedPopulator, ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]

    @classmethod
    def of(cls, rows: models.QuerySet[Any, Any], types: Mapping[str, str]) -> _Reading:
        connection = connections[rows.db]
        compiler = rows.query.get_compiler(using=rows.db)
        text, values = compiler.as_sql()
        with connection.cursor() as cursor:
            written: bytes = cursor.mogrify(text, values)
        statement = Prepared.of(rows.model._meta.db_table, written.decode(), types)
        selected = [column[0] for column in compiler.select]
        converters = tuple(
            (place, tuple(several), expression)
            for place, (several, expression) in compiler.get_converters(selected).items()
        )
        info = compiler.klass_info
        if not issubclass(rows._iterable_class, ModelIterable):
            return cls(rows.db, statement, None, (), 0, (), converters)
        if compiler.annotation_col_map:
            raise ValueError("A kept queryset of records has no annotations. Ask for values_list instead.")
        first, last = info["select_fields"][0], info["select_fields"][-1]
        names = tuple(column.target.attname for column in selected[first : last + 1])
        related = tuple(get_related_populators(info, compiler.select, rows.db))  # type: ignore[call-arg]  # stubs of 6.0
        return cls(rows.db, statement, info["model"], names, first, related, converters)

    def rows(self, values: Mapping[str, Any]) -> Iterator[Any]:
        connection = connections[self.alias]
        with connection.cursor() as cursor:
            self.statement.execute(cursor, values)
            found: list[Row] = cursor.fetchall()
        for row in self._converted(found, connection):
            yield row if self.model is None else self._record(row)

    def _converted(self, found: list[Row], connection: Any) -> Iterable[Row]:
        if not self.converters:
            return found
        return (self._convert(row, connection) for row in found)

    def _convert(self, row: Row, connection: Any) -> Row:
        values = list(row)
        for place, several, expression in self.converters:
            for convert in several:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)

    def _record(self, row: Row) -> models.Model:
        assert self.model is not None  # noqa: S101  # told by the caller
        record = self.model.from_db(self.alias, self.names, row[self.first : self.first + len(self.names)])
        for relation in self.related:
            relation.populate(row, record)
        return record


class Kept(Generic[M]):
    """Use for a queryset that is asked often and with the same parameters, each an array:

    `ITEMS = Kept.by(Item.objects.select_related("maker"))`, then `ITEMS(keys=[1, 2])` for a list of records, or of
    tuples where the queryset has `values_list`. `select_related` and `prefetch_related` work; the latter asks in the
    ordinary way, so where it is asked often, read the parts by a kept queryset of their own and `share_out`. An array
    that is not given is empty; where all are, nothing is asked and nothing found.
    """

    def __init__(self, rows: models.QuerySet[M, Any], **types: str) -> None:
        self._rows, self._types = rows, types or {"keys": "bigint[]"}
        self._prefetched = tuple(rows._prefetch_related_lookups)  # type: ignore[attr-defined]  # of the queryset
        self._readings: dict[str, _Reading] = {}

    @classmethod
    def by(cls, rows: models.QuerySet[M, Any], column: str = "pk") -> Kept[M]:
        """Rows whose key, or whose key to another record, is one of `keys`."""
        return cls(rows.filter(AnyOf(F(column), keys())))

    def __call__(self, **values: Collection[Any]) -> list[Any]:
        """All rows at once."""
        if unknown := values.keys() - self._types.keys():
            raise TypeError(f"{', '.join(sorted(unknown))}: this queryset takes only {', '.join(self._types)}.")
        if not any(values.values()):
            return []
        alias = self._rows.db
        reading = self._readings.get(alias)
        if reading is None:
            reading = self._readings[alias] = _Reading.of(self._rows, self._types)
        found = list(reading.rows({name: list(values.get(name, ())) for name in self._types}))
        if found and self._prefetched:
            prefetch_related_objects(found, *self._prefetched)
        return found

    def queryset(self) -> models.QuerySet[M, Any]:
        """What it stands for, with its parameters still in it."""
        return self._rows


def share_out(owners: Iterable[models.Model], name: str, parts: Iterable[models.Model], key: str) -> None:
    """Give each record its parts, so that `owner.<name>.all()` asks nothing; `key` is the parts' key to their owner."""
    shared: dict[Any, list[models.Model]] = defaultdict(list)
    by_key = {owner.pk: owner for owner in owners}
    for part in parts:
        owner = by_key[getattr(part, f"{key}_id")]
        setattr(part, key, owner)
        shared[owner.pk].append(part)
    for pk, owner in by_key.items():
        prefetched = owner.__dict__.setdefault("_prefetched_objects_cache", {})
        prefetched[name] = shared[pk]
