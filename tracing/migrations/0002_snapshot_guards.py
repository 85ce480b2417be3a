"""A frozen chain can neither be changed nor removed, by anybody."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("tracing", "0001_snapshots")]
    operations: ClassVar[list[Operation]] = [sql_file("tracing", "snapshot_guards")]
