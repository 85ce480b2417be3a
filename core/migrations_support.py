"""SQL kept in files and run by migrations: `sql_file("core", "edtf")`, and the triggers that count versions."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.db.migrations.operations import RunSQL

ROOT = Path(__file__).resolve().parent.parent


def sql_file(app: str, name: str) -> RunSQL:
    """Use in a migration to run `<app>/sql/<name>.sql`; `<name>_reverse.sql` undoes it and must exist."""
    folder = ROOT / app / "sql"
    return RunSQL(
        sql=(folder / f"{name}.sql").read_text(encoding="utf-8"),
        reverse_sql=(folder / f"{name}_reverse.sql").read_text(encoding="utf-8"),
    )


def version_triggers(tables: Iterable[str]) -> RunSQL:
    """Use in the migration that creates tables of records: every update then counts `version` and sets `updated_at`.

    A BEFORE row trigger costs about a microsecond a row; an update that changes nothing counts too.
    """
    names = list(tables)
    return RunSQL(
        sql=[
            f'CREATE TRIGGER bump_version BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION bump_version()'
            for table in names
        ],
        reverse_sql=[f'DROP TRIGGER bump_version ON "{table}"' for table in names],
    )


def circle_guards(columns: Mapping[str, str]) -> RunSQL:
    """Use for columns that point to the row above in the same table (table → column): no row may stand above itself."""
    return RunSQL(
        sql=[
            f'CREATE CONSTRAINT TRIGGER no_circle AFTER INSERT OR UPDATE OF "{column}" ON "{table}" '
            f'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."{column}" IS NOT NULL) '
            f"EXECUTE FUNCTION refuse_circle('{column}')"
            for table, column in columns.items()
        ],
        reverse_sql=[f'DROP TRIGGER no_circle ON "{table}"' for table in columns],
    )


def history_guards(tables: Iterable[str]) -> RunSQL:
    """Use in the migration after the one that creates history tables: no past state changes, no row escapes history.

    Takes the names of the tracked tables; their history tables end in "history".
    """
    names = list(tables)
    return RunSQL(
        sql=[statement for table in names for statement in _guards(table)],
        reverse_sql=[
            statement
            for table in names
            for statement in (
                f'DROP TRIGGER append_only ON "{history_table(table)}"',
                f'DROP TRIGGER no_truncate ON "{table}"',
                f'DROP TRIGGER keep_id ON "{table}"',
            )
        ],
    )


def history_table(table: str) -> str:
    """The table with the past states of a tracked table."""
    app, _, name = table.partition("_")
    return f"{app}_{name.replace('_', '')}history"


def _guards(table: str) -> Iterable[str]:
    yield (
        f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "{history_table(table)}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()"
    )
    yield (
        f'CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_unrecorded_change()"
    )
    yield (
        f'CREATE TRIGGER keep_id BEFORE UPDATE OF id ON "{table}" '
        "FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION refuse_unrecorded_change()"
    )


def merge_guards(records: str, judgements: str, kinds: str) -> RunSQL:
    """Use in the migration after the one that adds `same_as`: who may be judged the same, and what follows from it.

    `kinds` is a trigger function that refuses records of kinds that cannot be the same.
    """
    row = "FOR EACH ROW"
    changed = "NEW.same_as_id IS DISTINCT FROM OLD.same_as_id"
    triggers = {
        "keep_same_as_inserted": f"BEFORE INSERT ON {records} {row} WHEN (NEW.same_as_id IS NOT NULL)",
        "keep_same_as_updated": f"BEFORE UPDATE ON {records} {row} WHEN ({changed})",
        "merge_rules": f"BEFORE INSERT OR DELETE OR UPDATE OF merged_id, kept_id ON {judgements} {row}",
        "merge_rules_of_kinds": f"BEFORE INSERT ON {judgements} {row}",
        "follow_merge": f"AFTER INSERT OR DELETE ON {judgements} {row}",
    }
    functions = {
        "keep_same_as_inserted": "keep_same_as()",
        "keep_same_as_updated": "keep_same_as()",
        "merge_rules": f"refuse_wrong_merge('{records}')",
        "merge_rules_of_kinds": f"{kinds}()",
        "follow_merge": f"follow_merge('{records}')",
    }
    return RunSQL(
        sql=[f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {functions[name]}" for name, when in triggers.items()],
        reverse_sql=[
            f"DROP TRIGGER follow_merge ON {judgements}",
            f"DROP TRIGGER merge_rules_of_kinds ON {judgements}",
            f"DROP TRIGGER merge_rules ON {judgements}",
            f"DROP TRIGGER keep_same_as_updated ON {records}",
            f"DROP TRIGGER keep_same_as_inserted ON {records}",
        ],
    )
