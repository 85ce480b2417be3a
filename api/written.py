"""Records as JSON text for keys that are known: the statement is written once a process and prepared once a connection.

Over a million shipments a page of 100 takes 7 ms so, and 21 ms where Django writes the statement and PostgreSQL plans
it each time. Which keys a page has is another, short statement's business (api/paging.py), since filters differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models, router
from django.db.models import F, Value
from psycopg2.extensions import AsIs

from api.shapes import BY_SLUG
from api.shapes.base import Shape
from api.shapes.expressions import AnyOf

STATEMENTS_KEPT = 64
"""Of the forms that readers ask for by `fields` and `expand`; one that was pushed out is written again.

The longest has 160,000 characters."""
KEYS = AsIs("$1")
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
Form = tuple[str, frozenset[str] | None, tuple[Any, ...]]
"""A shape's slug, the names of the fields asked for, and what is expanded in them."""


def texts(
    shape: Shape, keys: Sequence[int], fields: frozenset[str] | None = None, expand: Mapping[str, Any] | None = None
) -> dict[int, str]:
    """Each record's JSON text by its key; what is gone since the keys were found is left out."""
    if not keys:
        return {}
    alias = router.db_for_read(shape.model)
    form = (shape.slug, fields, _frozen(expand or {}))
    with connections[alias].cursor() as cursor:
        # Only whole records are prepared: a connection keeps each plan for as long as it lives.
        if fields is None and not expand:
            called = _prepare(cursor, form)
            # One round trip. JIT would compile for longer than the statement runs.
            plan = "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL jit = off;"
            cursor.execute(f"{plan} EXECUTE {called} (%s)", [list(keys)])
        else:
            cursor.execute(statement(form).replace("%", "%%").replace("$1", "%s"), [list(keys)])
        return dict(cursor.fetchall())


def _prepare(cursor: Any, form: Form) -> str:
    """Prepare the statement on this connection, if it is not yet; answers what it is called there."""
    text = statement(form)
    # The digest keeps two versions of the code apart. A pool between us and PostgreSQL has to keep a session for each
    # connection (PgBouncer: pool_mode = session): what is prepared belongs to its session.
    called = f"written_{sha256(text.encode()).hexdigest()[:16]}"
    known = _prepared.setdefault(cursor.connection, set())
    if called not in known:
        cursor.execute(f"PREPARE {called} (bigint[]) AS {text}")
        known.add(called)
    return called


@lru_cache(STATEMENTS_KEPT)
def statement(form: Form) -> str:
    """The statement for (key, JSON text) with $1 for the keys, and everything else written out in it."""
    slug, fields, expand = form
    shape = BY_SLUG[slug]
    keys = Value(KEYS, output_field=ArrayField(models.BigIntegerField()))
    rows = shape.shaped(shape.rows().filter(AnyOf(F("pk"), keys)), fields, _thawed(expand))
    text, values = rows.order_by().values_list("pk", "shaped").query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        written: bytes = cursor.mogrify(text, values)
    return written.decode()


def _frozen(tree: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple((name, _frozen(below)) for name, below in sorted(tree.items()))


def _thawed(frozen: tuple[Any, ...]) -> dict[str, Any]:
    return {name: _thawed(below) for name, below in frozen}
