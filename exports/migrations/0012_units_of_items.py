"""A record names an item and a unit of that item, not of another."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exports", "0011_circles")]
    operations: ClassVar[list[Operation]] = [sql_file("exports", "units")]
