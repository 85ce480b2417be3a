"""SQL that is the same for every kind of record: written once in a file, run once per kind by a migration."""

from collections.abc import Mapping

from django.db.migrations.operations import RunSQL

from core.migrations_support import ROOT

SQL = ROOT / "evidence" / "sql"


def for_each_subject(name: str, tables: Mapping[str, str]) -> list[RunSQL]:
    """Use in a migration: `evidence/sql/<name>.sql` for each kind of record, with `:column` and `:table` filled in."""
    return [
        RunSQL(_filled(f"{name}.sql", column, table), _filled(f"{name}_reverse.sql", column, table))
        for column, table in tables.items()
    ]


def for_all_subjects(name: str, tables: Mapping[str, str]) -> RunSQL:
    """Use in a migration: `:subjects` becomes the rows (kind of record, its key) of one citation."""
    rows = ", ".join(f"('{column}', {column}_id)" for column in tables)
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8").replace(":subjects", rows)
    return RunSQL(text, (SQL / f"{name}_reverse.sql").read_text(encoding="utf-8"))


def while_subject_is_here(name: str, tables: Mapping[str, str]) -> RunSQL:
    """Use in a migration: `:subjects` becomes the test whether a deleted row's record is still there."""
    here = " OR ".join(f"EXISTS (SELECT FROM {table} WHERE id = OLD.{column}_id)" for column, table in tables.items())
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8").replace(":subjects", here)
    return RunSQL(text, (SQL / f"{name}_reverse.sql").read_text(encoding="utf-8"))


def _filled(file: str, column: str, table: str) -> str:
    return (SQL / file).read_text(encoding="utf-8").replace(":column", column).replace(":table", table)
