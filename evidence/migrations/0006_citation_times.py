"""A citation says when it was last changed."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", "0005_strength")]
    operations: ClassVar[list[Operation]] = [sql_file("evidence", "touch")]
