"""From which day on a source was out, in every reading of its date and in some."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", "0007_protected_shows_kind_and_grade")]
    operations: ClassVar[list[Operation]] = [sql_file("evidence", "publication")]
