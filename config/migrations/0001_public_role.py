from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "public_role.sql"


class Migration(migrations.Migration):
    """Make the login of the public site. It can read nothing until config/grants.py says what."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    # The role stays when this is undone: other databases of the server may use it.
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
