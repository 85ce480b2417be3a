"""The SQL function that keeps a row from standing above itself; each app attaches it to its own columns."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0004_identity")]
    operations: ClassVar[list[Operation]] = [sql_file("core", "circles")]
