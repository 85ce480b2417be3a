"""Querysets whose statement is written once a process and prepared once a connection; only their values differ.

A trace reads twenty kinds of rows around its chains. Django takes 1 to 2 ms to write each of those statements, and
PostgreSQL as long to plan it; running it takes a few tenths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import BooleanField, F, Func, Value, prefetch_related_objects
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import ModelIterable
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler
from psycopg2.extensions import AsIs

from core.fields import PartialDateAttribute
from core.prepared import Prepared

M = TypeVar("M", bound=models.Model)
Row = tuple[Any, ...]
Converter = tuple[int, tuple[Callable[..., Any], ...], Any]
"""Place of a value in its row, the functions that read it one after the other, the column that they ask about."""


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
class _Maker:
    """Makes records of one model out of part of a row, and those that were read with them.

    As Django's `from_db` and `RelatedPopulator` do, at a quarter of their cost: nothing listens to the making of our
    records, so their columns are put where Django's descriptors look for them; and what several rows lead to by the
    same relation is made once and shared.
    """

    model: type[models.Model]
    alias: str
    first: int
    last: int
    names: tuple[str, ...]
    converters: tuple[Converter, ...]
    related: tuple[tuple[_Maker, int, Callable[..., None], Callable[..., None]], ...]
    """What makes it, where its primary key stands in the row, and how either is told of the other."""
    is_plain: bool
    """False where something else happens when a record is made: then Django makes it."""

    @classmethod
    def of(cls, info: Any, compiler: SQLCompiler, alias: str, converters: Iterable[Converter]) -> _Maker:
        model = info["model"]
        if info.get("from_parent"):
            raise ValueError(f"{model.__name__} has a table in two parts. Ask by an ordinary queryset.")
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = tuple(column[0].target.attname for column in compiler.select[first:last])
        related = tuple(
            (
                cls.of(other, compiler, alias, converters),
                other["select_fields"][0] + _names(other, compiler).index(other["model"]._meta.pk.attname),
                other["local_setter"],
                other["remote_setter"],
            )
            for other in info.get("related_klass_infos", ())
        )
        own = tuple((place - first, several, column) for place, several, column in converters if first <= place < last)
        return cls(model, alias, first, last, names, own, related, _is_plain(model))

    def make(self, row: Row, connection: Any, shared: dict[tuple[int, Any], models.Model]) -> models.Model:
        values: Sequence[Any] = row[self.first : self.last]
        if self.converters:
            values = converted(values, self.converters, connection)
        record = self._record(values)
        for maker, place, tell, tell_back in self.related:
            key = row[place]
            if key is None:
                tell(record, None)
                continue
            other = shared.get((place, key))
            if other is None:
                other = shared[place, key] = maker.make(row, connection, shared)
            tell(record, other)
            tell_back(other, record)
        return record

    def _record(self, values: Sequence[Any]) -> models.Model:
        if not self.is_plain:
            return self.model.from_db(self.alias, self.names, values)
        record = self.model.__new__(self.model)
        state = ModelState()
        state.db, state.adding = self.alias, False
        columns = record.__dict__
        columns["_state"] = state
        columns.update(zip(self.names, values, strict=True))
        return record


PLAIN = frozenset({DeferredAttribute, ForeignKeyDeferredAttribute, PartialDateAttribute})
"""Attributes that keep a value which a converter has read as it is."""


def _names(info: Any, compiler: SQLCompiler) -> list[str]:
    return [compiler.select[place][0].target.attname for place in info["select_fields"]]


def _is_plain(model: type[models.Model]) -> bool:
    """Whether nothing happens when a record of it is made but that its columns are set."""
    attributes = (getattr(model, field.attname) for field in model._meta.concrete_fields)
    return (
        model.__init__ is models.Model.__init__
        and model.from_db.__func__ is models.Model.from_db.__func__  # type: ignore[attr-defined]  # a class method
        and not any(signal.has_listeners(model) for signal in (pre_init, post_init))
        and all(type(one) in PLAIN for one in attributes)
    )


def converted(row: Sequence[Any], converters: Iterable[Converter], connection: Any) -> list[Any]:
    """The values as their fields read them."""
    values = list(row)
    for place, several, expression in converters:
        for convert in several:
            values[place] = convert(values[place], expression, connection)
    return values


@dataclass(frozen=True)
class _Reading:
    """The statement for one login, and how its rows become records: what Django works out anew for each query."""

    alias: str
    statement: Prepared
    converters: tuple[Converter, ...]
    maker: _Maker | None

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
        if not issubclass(rows._iterable_class, ModelIterable):
            return cls(rows.db, statement, converters, None)
        if compiler.annotation_col_map:
            raise ValueError("A kept queryset of records has no annotations. Ask for values_list instead.")
        return cls(rows.db, statement, converters, _Maker.of(compiler.klass_info, compiler, rows.db, converters))

    def rows(self, values: Mapping[str, Any]) -> list[Any]:
        connection = connections[self.alias]
        with connection.cursor() as cursor:
            self.statement.execute(cursor, values)
            found: list[Row] = cursor.fetchall()
        if self.maker is not None:
            shared: dict[tuple[int, Any], models.Model] = {}
            return [self.maker.make(row, connection, shared) for row in found]
        if not self.converters:
            return found
        return [tuple(converted(row, self.converters, connection)) for row in found]


class Kept(Generic[M]):
    """Use for a queryset that is asked often and with the same parameters, each an array:

    `ITEMS = Kept.by(Item.objects.select_related("maker"))`, then `ITEMS(keys=[1, 2])` for a list of records, or of
    tuples where the queryset has `values_list`. `select_related` and `prefetch_related` work; the latter asks in the
    ordinary way, so where it is asked often, read the parts by a kept queryset of their own and `share_out`. An array
    that is not given is empty; where all are, nothing is asked and nothing found.
    """

    is_whole = False
    """Whether it has no parameter."""

    def __init__(self, rows: models.QuerySet[M, Any], **types: str) -> None:
        self._rows, self._types = rows, types or {"keys": "bigint[]"}
        self._prefetched = tuple(rows._prefetch_related_lookups)  # type: ignore[attr-defined]  # of the queryset
        self._readings: dict[str, _Reading] = {}

    @classmethod
    def by(cls, rows: models.QuerySet[M, Any], column: str = "pk") -> Kept[M]:
        """Rows whose key, or whose key to another record, is one of `keys`."""
        return cls(rows.filter(AnyOf(F(column), keys())))

    @classmethod
    def all(cls, rows: models.QuerySet[M, Any]) -> Kept[M]:
        """Every row, without a parameter: for short tables that are read often."""
        kept = cls(rows)
        kept.is_whole = True
        return kept

    def __call__(self, **values: Collection[Any]) -> list[Any]:
        """All rows at once."""
        if unknown := values.keys() - self._types.keys():
            raise TypeError(f"{', '.join(sorted(unknown))}: this queryset takes only {', '.join(self._types)}.")
        if not self.is_whole and not any(values.values()):
            return []
        alias = self._rows.db
        reading = self._readings.get(alias)
        if reading is None:
            reading = self._readings[alias] = _Reading.of(self._rows, self._types)
        found = reading.rows({name: list(values.get(name, ())) for name in self._types})
        if found and self._prefetched:
            prefetch_related_objects(found, *self._prefetched)
        return found

    def queryset(self) -> models.QuerySet[M, Any]:
        """What it stands for, with its parameters still in it."""
        return self._rows


def shared(owner: models.Model, name: str) -> list[Any]:
    """The parts that `share_out` gave a record; asking its manager for them would make a queryset each time."""
    parts: list[Any] = owner.__dict__["_prefetched_objects_cache"][name]
    return parts


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
