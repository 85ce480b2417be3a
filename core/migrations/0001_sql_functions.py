"""The SQL functions that tables of all apps use; every app with records depends on this migration."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Operation]] = [
        sql_file("core", "edtf"),
        sql_file("core", "ids"),
        sql_file("core", "version"),
        sql_file("core", "strength"),
    ]
