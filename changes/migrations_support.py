"""What a change of each public table is a change of, as data, and the triggers made of it; used by migrations."""
# ruff: noqa: S608  # SQL from constants of migrations

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.migrations.operations import RunSQL

from core.migrations_support import ROOT

# What RunSQL takes: a statement, or one with its parameters.
Statement = str | tuple[str, dict[str, Any] | list[Any] | tuple[Any, ...] | tuple[()] | None]
EVENTS = {
    "inserted": "INSERT ON {table} REFERENCING NEW TABLE AS after",
    "deleted": "DELETE ON {table} REFERENCING OLD TABLE AS before",
    "updated": "UPDATE ON {table} REFERENCING OLD TABLE AS before NEW TABLE AS after",
}
ANY = "*"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its table, the columns that other records show of it, and the records that it is part of."""

    table: str
    shown: str = ""
    part_of: Mapping[str, str] = field(default_factory=dict)
    public_id: str = "record.public_id"
    same_as: str = "NULL::bigint"


@dataclass(frozen=True, slots=True)
class Part:
    """A table whose rows belong to records: kind → key, or a query for (kind, key). Columns are those of `record`."""

    of: Mapping[str, str] | str
    shown: str = ""

    @property
    def query(self) -> str:
        """The query for (kind, key)."""
        return self.of if isinstance(self.of, str) else _values(self.of)


def numbering(
    kinds: Mapping[str, Kind],
    shown_in: Mapping[str, Iterable[str]],
    before: Mapping[str, Kind] | None = None,
    shown_before: Mapping[str, Iterable[str]] | None = None,
) -> RunSQL:
    """Use in a migration: what happens at commit, over these kinds; `shown_in` are queries for (kind, key) by kind.

    `before` are the kinds as the migration before this one left them, `shown_before` the queries where they differ.
    """
    back = _numbering(before, shown_before or shown_in) if before else "DROP FUNCTION changes_number()"
    return RunSQL(_numbering(kinds, shown_in), back)


def _numbering(kinds: Mapping[str, Kind], shown_in: Mapping[str, Iterable[str]]) -> str:
    known = ", ".join(
        f"('{kind}', '{one.table}', {_literal(one.public_id)}, {_literal(one.same_as)})" for kind, one in kinds.items()
    )
    shown = ", ".join(
        f"('{kind}', {_literal(' UNION '.join(queries))})" for kind, queries in shown_in.items() if queries
    )
    text = (ROOT / "changes" / "sql" / "number.sql").read_text(encoding="utf-8")
    return text.replace(":kinds", known).replace(":shown_in", shown)


def follow_records(kinds: Mapping[str, Kind]) -> RunSQL:
    """Use in a migration: tables whose rows are the records; and a first change for every record that is there."""
    made: list[Statement] = []
    for kind, one in kinds.items():
        made += _triggers(one.table, _values({kind: "record.id"} | dict(one.part_of)), one.public_id, one.shown)
        made.append(
            "INSERT INTO changes_change (kind, public_id, op, at) "
            f"SELECT '{kind}', {one.public_id}, 'upsert', clock_timestamp() FROM {one.table} AS record ORDER BY id"
        )
    return RunSQL(made, _no_triggers("changes", (one.table for one in kinds.values())))


def replace_records(kinds: Mapping[str, Kind]) -> RunSQL:
    """Use in a migration: kinds that are part of others say of themselves alone what their public id is."""
    gone = _no_triggers("changes", (one.table for one in kinds.values()))

    def made(*, own: bool) -> list[Statement]:
        return [
            statement
            for kind, one in kinds.items()
            for statement in _triggers(
                one.table,
                _values({kind: "record.id"} | dict(one.part_of)),
                f"CASE said.kind WHEN '{kind}' THEN {one.public_id} END" if own else one.public_id,
                one.shown,
            )
        ]

    return RunSQL([*gone, *made(own=True)], [*gone, *made(own=False)])


def follow_parts(tables: Mapping[str, Part]) -> RunSQL:
    """Use in a migration: tables whose rows belong to records."""
    made: list[Statement] = []
    for table, part in tables.items():
        made += _triggers(table, part.query, "", part.shown)
    return RunSQL(made, _no_triggers("changes", tables))


def follow_derived(
    tables: Mapping[str, tuple[str, str]], before: Mapping[str, tuple[str, str]] | None = None
) -> RunSQL:
    """Use in a migration: table → the query for records that show what is derived of its rows, and of which columns.

    `before` is what the migration before this one said of the same tables.
    """
    gone = _no_triggers("changes_derived", tables)
    if before is None:
        return RunSQL(_derived(tables), gone)
    return RunSQL([*gone, *_derived(tables)], [*gone, *_derived(before)])


def _derived(tables: Mapping[str, tuple[str, str]]) -> list[Statement]:
    made: list[Statement] = []
    for table, (query, columns) in tables.items():
        made += _triggers(table, query, columns, function="changes_collect_derived", name="changes_derived")
    return made


def follow_merges(tables: Mapping[str, str]) -> RunSQL:
    """Use in a migration: tables with a `same_as_id` → the kind of their records."""
    return RunSQL(
        [
            f"CREATE TRIGGER changes_merged AFTER UPDATE ON {table} REFERENCING OLD TABLE AS before NEW TABLE AS after "
            f"FOR EACH STATEMENT EXECUTE FUNCTION changes_collect_merged('{kind}')"
            for table, kind in tables.items()
        ],
        [f"DROP TRIGGER changes_merged ON {table}" for table in tables],
    )


def rows_with(kinds: Mapping[str, Kind], parts: Mapping[str, Part], *columns: str) -> list[str]:
    """Queries for the records with the keys $1 in these columns, each "table.column", of their own or of a part."""
    own = {one.table: kind for kind, one in kinds.items()}
    found: list[str] = []
    for column in columns:
        table, _, name = column.partition(".")
        query = (
            parts[table].query
            if table in parts
            else _values({own[table]: "record.id"} | dict(kinds[own[table]].part_of))
        )
        found.append(f"SELECT said.* FROM {table} AS record, LATERAL ({query}) AS said WHERE record.{name} = ANY ($1)")
    return found


def _values(owners: Mapping[str, str]) -> str:
    return "VALUES " + ", ".join(f"('{kind}', {key})" for kind, key in owners.items())


def _triggers(table: str, *arguments: str, function: str = "changes_collect", name: str = "changes") -> list[str]:
    given = ", ".join(map(_literal, arguments))
    return [
        f"CREATE TRIGGER {name}_{done} AFTER {event.format(table=table)} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}({given})"
        for done, event in EVENTS.items()
    ]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _no_triggers(name: str, tables: Iterable[str]) -> list[Statement]:
    return [f"DROP TRIGGER {name}_{done} ON {table}" for table in tables for done in EVENTS]
