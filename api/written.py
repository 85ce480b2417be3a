"""Records as JSON text for keys that are known: the statement is written once a process and prepared once a connection.

Over a million shipments a page of 100 takes 7 ms so, and 21 ms where Django writes the statement and PostgreSQL plans
it each time. Which keys a page has is another, short statement's business (api/paging.py), since filters differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import connections, router
from django.db.models import F

from api.shapes import BY_SLUG
from api.shapes.base import Shape
from core import kept
from core.kept import AnyOf
from core.prepared import Prepared

STATEMENTS_KEPT = 64
"""Of the forms that readers ask for by `fields` and `expand`; one that was pushed out is written again.

The longest has 160,000 characters."""
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
            _whole(shape.slug).execute(cursor, {"keys": list(keys)})
        else:
            text = statement(form).replace("%", "%%").replace("%%(keys)s", "%(keys)s")
            cursor.execute(text, {"keys": list(keys)})
        return dict(cursor.fetchall())


@cache
def _whole(slug: str) -> Prepared:
    return Prepared.of(f"written_{slug}".replace("-", "_"), statement((slug, None, ())), {"keys": "bigint[]"})


@lru_cache(STATEMENTS_KEPT)
def statement(form: Form) -> str:
    """The statement for (key, JSON text) with %(keys)s for the keys, and everything else written out in it."""
    slug, fields, expand = form
    shape = BY_SLUG[slug]
    rows = shape.shaped(shape.rows().filter(AnyOf(F("pk"), kept.keys())), fields, _thawed(expand))
    text, values = rows.order_by().values_list("pk", "shaped").query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        written: bytes = cursor.mogrify(text, values)
    return written.decode()


def _frozen(tree: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple((name, _frozen(below)) for name, below in sorted(tree.items()))


def _thawed(frozen: tuple[Any, ...]) -> dict[str, Any]:
    return {name: _thawed(below) for name, below in frozen}
