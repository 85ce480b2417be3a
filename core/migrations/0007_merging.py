"""What follows from a judgement that two records are the same."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0006_letters")]
    operations: ClassVar[list[Operation]] = [sql_file("core", "merging")]
