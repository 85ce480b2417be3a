"""SQL that is the same for every kind of record: written once in a file, run once per kind by a migration."""

from collections.abc import Iterable, Mapping

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


def names_of_kept(tables: Mapping[str, str], naming: Iterable[str]) -> RunSQL:
    """Use in a migration: which fields name records, and grading anew where judgements change what they name."""
    rows = ", ".join(f"('{column}', {column}_id)" for column in tables)
    fields = ", ".join(f"'{field}'" for field in naming)
    text = (SQL / "kept_names.sql").read_text(encoding="utf-8").replace(":subjects", rows).replace(":naming", fields)
    return RunSQL(text, (SQL / "kept_names_reverse.sql").read_text(encoding="utf-8"))


def graded_by_kept_names(tables: Mapping[str, str]) -> list[RunSQL]:
    """Use in a migration: the grading function of evidence/sql/grades_kept.sql in the place of that of grades.sql."""
    return [
        RunSQL(_filled("grades_kept.sql", column, table), _as_first_written(column, table))
        for column, table in tables.items()
    ]


def _as_first_written(column: str, table: str) -> str:
    """The grading function of grades.sql alone, to put back."""
    text = _filled("grades.sql", column, table)
    return text[: text.index("CREATE FUNCTION regrade_")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


def _filled(file: str, column: str, table: str) -> str:
    return (SQL / file).read_text(encoding="utf-8").replace(":column", column).replace(":table", table)
