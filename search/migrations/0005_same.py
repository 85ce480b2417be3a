"""Searches find the record that is kept, by the names of all that were judged the same."""

# ruff: noqa: S608  # SQL from constants of migrations

from dataclasses import replace
from importlib import import_module
from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file
from search.migrations_support import Records, Says, documents_view, entries_view

before = import_module("search.migrations.0003_what_is_found")
KINDS: dict[str, Records] = before.KINDS
ORIGINS: dict[str, Says] = before.ORIGINS | import_module("search.migrations.0004_questions_and_decisions").ORIGINS

TABLES = {"entity": "entities_entity", "item": "exports_item"}


def kept(kind: str, key: str) -> str:
    """The key of the record that stands for the one named."""
    return f"(SELECT same.canonical_id FROM {TABLES[kind]} AS same WHERE same.id = record.{key})"


PARTS = {"name": "entity", "identifier": "entity", "item_name": "item"}


def led_on(origin: str) -> str:
    """What a row is about, and where that was judged the same as another, about that."""
    about = ORIGINS[origin].record_id
    for column, kind in KEYS.items():
        about = about.replace(f"record.{column}", kept(kind, column))
    return about


KEYS = {
    "entity_id": "entity",
    "item_id": "item",
    "held_by_id": "entity",
    "recipient_id": "entity",
    "sender_id": "entity",
    "asked_of_id": "entity",
}
BESIDE = {
    "citation": ("entity_id", "item_id"),
    "gap": ("held_by_id", "recipient_id", "sender_id", "item_id"),
    "reply": ("asked_of_id",),
    "resolution": ("entity_id", "item_id"),
}
LED_ON = {
    **dict.fromkeys(TABLES, "record.canonical_id"),
    **{origin: kept(kind, f"{kind}_id") for origin, kind in PARTS.items()},
    **{origin: led_on(origin) for origin in BESIDE},
}
FOLLOWS = {
    kind: (
        f"{kind} {table} id",
        *(f"{part} {ORIGINS[part].table} {kind}_id" for part, of in PARTS.items() if of == kind),
        *(
            f"{origin} {ORIGINS[origin].table} {column}"
            for origin, columns in BESIDE.items()
            for column in columns
            if KEYS[column] == kind
        ),
    )
    for kind, table in TABLES.items()
}
VIEWS = [
    *((documents_view(kind, KINDS[kind], "WHERE same_as_id IS NULL"), documents_view(kind, KINDS[kind])) for kind in TABLES),
    *((entries_view(one, replace(ORIGINS[one], record_id=led)), entries_view(one, ORIGINS[one])) for one, led in LED_ON.items()),
]  # fmt: skip
TRIGGERS = {
    table: f"CREATE TRIGGER search_same AFTER UPDATE ON {table} FOR EACH ROW "
    "WHEN (NEW.same_as_id IS DISTINCT FROM OLD.same_as_id) "
    f"EXECUTE FUNCTION search_follow_same('{kind}', {', '.join(map(repr, FOLLOWS[kind]))})"
    for kind, table in TABLES.items()
}


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("search", "0004_questions_and_decisions"),
        ("entities", "0010_merging"),
        ("exports", "0017_merging"),
    ]
    operations: ClassVar[list[Operation]] = [
        sql_file("search", "same"),
        migrations.RunSQL([sql for sql, _ in VIEWS], [back for _, back in VIEWS]),
        migrations.RunSQL(list(TRIGGERS.values()), [f"DROP TRIGGER search_same ON {table}" for table in TRIGGERS]),
    ]
