"""The SQL functions that keep history append-only; each app attaches them to its own tables."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("core", "0001_sql_functions"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]
    operations: ClassVar[list[Operation]] = [sql_file("core", "history")]
