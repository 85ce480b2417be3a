"""Whatever changes in a record as the API gives it, the feed says so: its own columns, its parts, names of others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.db import DataError, IntegrityError, InternalError, ProgrammingError, connection, transaction

from api.shapes import BY_SLUG
from changes.kinds import KINDS
from changes.models import Change
from changes.selectors import latest_sequence
from tests.test_changes import INSERTS, TOLD_OF

pytestmark = pytest.mark.django_db

# Counted, not recorded; and views of items and entities.
NO_RECORDS = {"leads", "components", "platforms", "exporters", "intermediaries", "end-users"}
KEPT_BY_THE_DATABASE = {"id", "public_id", "version", "created_at", "updated_at", "strength", "is_disputed"}
# Columns that other records show, or something of them is derived from. CHANGES_EVERY_COLUMN=1 tries all: ten minutes.
TELLING = {
    "name", "title", "designation", "label", "statement", "what", "role",
    "entity_id", "exporter_id", "origin_id", "publisher_id", "source_id", "user_id",
}  # fmt: skip
EVERY_COLUMN = bool(os.environ.get("CHANGES_EVERY_COLUMN"))
Records = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def untouched() -> dict[bool, Records]:
    """Filled by the first tests: the records before any write, which each test takes back; with codes and without."""
    return {}


def as_the_api_gives_them(table: str) -> Records:
    """Every public record as JSON text; the seven thousand codes only where they are written to."""
    found: Records = {}
    with connection.cursor() as cursor:
        for shape in BY_SLUG.values():
            if shape.slug not in NO_RECORDS and (shape.slug != "codes" or table == "exports_code"):
                cursor.execute(*reading(shape.slug))
                for *key, text in cursor.fetchall():
                    found[shape.record, ":".join(key)] = text
    return found


@cache
def reading(slug: str) -> tuple[str, tuple[Any, ...]]:
    """The statement for all records of a shape, written once: writing it takes longer than reading them."""
    shape = BY_SLUG[slug]
    written: tuple[str, tuple[Any, ...]] = shape.queryset().values_list(*shape.key, "shaped").query.sql_with_params()
    return written


def columns(table: str) -> list[tuple[str, str]]:
    """Columns that can be written, with their types."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        found = [row for row in cursor.fetchall() if row[0] not in KEPT_BY_THE_DATABASE]
    return [row for row in found if EVERY_COLUMN or row[0] in TELLING]


def writes(table: str) -> Iterator[str]:
    """Ways to write to a table: every column of a few rows, and deleting some."""
    for name, kind in columns(table):
        if name.endswith("_id"):
            # The key of its neighbour: any other row's.
            value = f'(SELECT max("{name}") FROM {table} AS other WHERE other."{name}" <> {table}."{name}")'
        elif kind in ("text", "character varying"):
            value = f"""left("{name}" || ' x', 300)"""
        elif kind == "boolean":
            value = f'NOT "{name}"'
        elif kind in ("integer", "bigint", "smallint", "numeric", "double precision"):
            value = f'"{name}" + 1'
        else:
            continue
        some = f"(SELECT id FROM {table} ORDER BY md5(id::text) LIMIT 3)"
        yield f'UPDATE {table} SET "{name}" = {value} WHERE id IN {some}'
    if table in INSERTS:
        yield INSERTS[table]
    yield f"UPDATE {table} SET id = id WHERE id = (SELECT max(id) FROM {table})"
    yield f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})"


def told_after(table: str, write: str) -> tuple[Records, set[tuple[str, str, str]]] | None:
    """The records and what the feed says after a write that is taken back; None where the database refuses it."""
    before = latest_sequence()
    point = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute(write)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        told = set(Change.objects.filter(sequence__gt=before).values_list("kind", "public_id", "op"))
        return as_the_api_gives_them(table), told
    except (IntegrityError, InternalError, DataError, ProgrammingError):
        return None
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("table", TOLD_OF)
def test_the_feed_tells_of_every_record_that_changes_with_a_write_to(
    table: str, untouched: dict[bool, Records]
) -> None:
    has_codes = table == "exports_code"
    before = untouched.get(has_codes) or untouched.setdefault(has_codes, as_the_api_gives_them(table))
    tried = 0
    for write in writes(table):
        if (outcome := told_after(table, write)) is None:
            continue
        after, told = outcome
        tried += 1
        changed = {
            key for key in before.keys() & after.keys() if before[key] != after[key]
        } | after.keys() - before.keys()
        assert changed <= {(kind, public_id) for kind, public_id, op in told if op == "upsert"}, write
        gone = before.keys() - after.keys()
        assert gone == {(kind, public_id) for kind, public_id, op in told if op in ("withdraw", "merge")}, write
    assert tried, "The database refused every write: the test says nothing about this table."


def test_every_record_of_the_api_is_of_a_kind_that_the_feed_knows() -> None:
    assert {shape.record for shape in BY_SLUG.values() if shape.slug not in NO_RECORDS} == set(KINDS)
