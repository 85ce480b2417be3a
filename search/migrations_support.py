"""What tables say to a search, as data, and the views and triggers made of it; used by migrations."""
# ruff: noqa: S608  # SQL from constants of migrations

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.migrations.operations import RunSQL

# What RunSQL takes: a statement, or one with its parameters.
Statement = str | tuple[str, dict[str, Any] | list[Any] | tuple[Any, ...] | tuple[()] | None]


@dataclass(frozen=True, slots=True)
class Records:
    """A kind of record: its table, how near the top it stands among equals, and its columns for the document."""

    table: str
    weight: int
    country: str = "NULL::bigint"
    strength: str = "strength"
    public_id: str = "public_id"
    follows: str = "strength"


@dataclass(frozen=True, slots=True)
class Says:
    """What the rows of one table say about a record: expressions by the kind of entry (search.choices.What)."""

    table: str
    kind: str
    entries: Mapping[str, str]
    follows: str
    record_id: str = "record.id"
    rows: str = ""


def documents(kinds: Mapping[str, Records]) -> RunSQL:
    """A view and three triggers for each kind of record, and the documents of the rows that are there."""
    sql: list[Statement] = []
    back: list[Statement] = []
    for kind, one in kinds.items():
        view = f"search_documents_{kind}"
        sql.append(documents_view(kind, one))
        sql += _triggers("search_documents", one.table, "search_follow_documents", kind, one.follows)
        sql.append(f"SELECT search_put_documents('{kind}', ARRAY(SELECT id FROM {one.table}))")
        back += [*_no_triggers("search_documents", one.table), f"DROP VIEW {view}"]
    return RunSQL(sql, back)


def entries(origins: Mapping[str, Says]) -> RunSQL:
    """A view and three triggers for each table, and the entries of the rows that are there."""
    sql: list[Statement] = []
    back: list[Statement] = []
    for origin, one in origins.items():
        view = f"search_entries_{origin}"
        sql.append(entries_view(origin, one))
        sql += _triggers("search_entries", one.table, "search_follow_entries", origin, one.follows)
        sql.append(f"SELECT search_put_entries('{origin}', ARRAY(SELECT id FROM {one.table}))")
        back += [*_no_triggers("search_entries", one.table), f"DROP VIEW {view}"]
    return RunSQL(sql, back)


def documents_view(kind: str, one: Records, where: str = "") -> str:
    """The statement that makes the view of one kind, or makes it anew."""
    return (
        f"CREATE OR REPLACE VIEW search_documents_{kind} AS "
        f"SELECT id AS record_id, {one.public_id} AS public_id, {one.country} AS country_id, "
        f"{one.strength} AS strength, {one.weight}::smallint AS weight FROM {one.table} AS record {where}"
    )


def entries_view(origin: str, one: Says) -> str:
    """The statement that makes the view of one table, or makes it anew."""
    said = ", ".join(f"({_literal(what)}, {expression})" for what, expression in one.entries.items())
    return (
        f"CREATE OR REPLACE VIEW search_entries_{origin} AS "
        f"SELECT record.id AS origin_id, {one.kind} AS kind, {one.record_id} AS record_id, "
        f"said.what, said.text FROM {one.rows or one.table + ' AS record'}, "
        f"LATERAL (VALUES {said}) AS said (what, text) WHERE said.text ~ '[[:alnum:]]'"
    )


def _triggers(name: str, table: str, function: str, subject: str, follows: str) -> Iterable[str]:
    run = f"FOR EACH STATEMENT EXECUTE FUNCTION {function}('{subject}', '{follows}')"
    yield f"CREATE TRIGGER {name}_inserted AFTER INSERT ON {table} REFERENCING NEW TABLE AS after {run}"
    yield f"CREATE TRIGGER {name}_deleted AFTER DELETE ON {table} REFERENCING OLD TABLE AS before {run}"
    yield (
        f"CREATE TRIGGER {name}_updated AFTER UPDATE ON {table} "
        f"REFERENCING OLD TABLE AS before NEW TABLE AS after {run}"
    )


def _literal(what: str) -> str:
    return what if what.startswith("record.") else f"'{what}'"


def _no_triggers(name: str, table: str) -> list[str]:
    return [f"DROP TRIGGER {name}_{done} ON {table}" for done in ("inserted", "deleted", "updated")]
