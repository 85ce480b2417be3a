"""What a change of each public table is a change of, as data, and the triggers made of it; used by migrations."""
# ruff: noqa: S608  # SQL from constants of migrations

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.migrations.operations import RunSQL

from core.migrations_support import ROOT

# What RunSQL takes: a statement, or one with its parameters.
Statement = str | tuple[str, dict[str, Any] | list[Any] | tuple[Any, ...] | tuple[()] | None]
SQL = ROOT / "changes" / "sql"
KINDS = Mapping[str, tuple[str, str]]
"""Kind of record → its table, and what its public id is, of a row called `record`."""
EVENTS = {
    "inserted": "INSERT ON {table} REFERENCING NEW TABLE AS after",
    "deleted": "DELETE ON {table} REFERENCING OLD TABLE AS before",
    "updated": "UPDATE ON {table} REFERENCING OLD TABLE AS before NEW TABLE AS after",
}


def functions(kinds: KINDS) -> RunSQL:
    """Use in a migration: the tables and functions of sql/collect.sql, which know these kinds of record."""
    rows = ", ".join(f"('{kind}', '{table}', {_literal(public_id)})" for kind, (table, public_id) in kinds.items())
    text = (SQL / "collect.sql").read_text(encoding="utf-8").replace(":kinds", rows)
    return RunSQL(text, (SQL / "collect_reverse.sql").read_text(encoding="utf-8"))


def follow_records(kinds: KINDS) -> RunSQL:
    """Use in a migration: tables whose rows are the records; and a first change for every record that is there."""
    made: list[Statement] = []
    for kind, (table, public_id) in kinds.items():
        made += _triggers(table, f"VALUES ('{kind}', record.id)", public_id)
        made.append(
            "INSERT INTO changes_change (kind, public_id, op, at) "
            f"SELECT '{kind}', {public_id}, 'upsert', clock_timestamp() FROM {table} AS record ORDER BY id"
        )
    return RunSQL(made, _no_triggers(table for table, _ in kinds.values()))


def follow_parts(tables: Mapping[str, Mapping[str, str]]) -> RunSQL:
    """Use in a migration: tables whose rows belong to records: table → kind of record → the column with its key."""
    return follow_what_is_shown_in({table: _values(owners) for table, owners in tables.items()})


def follow_what_is_shown_in(tables: Mapping[str, str]) -> RunSQL:
    """Use in a migration: tables whose rows are shown in records: table → query for (kind, key), given `record`."""
    made: list[Statement] = [statement for table, query in tables.items() for statement in _triggers(table, query)]
    return RunSQL(made, _no_triggers(tables))


def _values(owners: Mapping[str, str]) -> str:
    return "VALUES " + ", ".join(f"('{kind}', record.{column})" for kind, column in owners.items())


def _triggers(table: str, *arguments: str) -> list[str]:
    given = ", ".join(map(_literal, arguments))
    return [
        f"CREATE TRIGGER changes_{name} AFTER {event.format(table=table)} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION changes_collect({given})"
        for name, event in EVENTS.items()
    ]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _no_triggers(tables: Iterable[str]) -> list[Statement]:
    return [f"DROP TRIGGER changes_{name} ON {table}" for table in tables for name in EVENTS]
