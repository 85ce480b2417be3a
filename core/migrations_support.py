"""SQL kept in files and run by migrations: `sql_file("core", "edtf")`, and the triggers that count versions."""

from collections.abc import Iterable
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
