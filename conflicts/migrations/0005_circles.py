"""Nothing stands above itself."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import circle_guards


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0005_circles"), ("conflicts", "0004_periods")]
    operations: ClassVar[list[Operation]] = [
        circle_guards(
            {
                "conflicts_conflict": "part_of_id",
            }
        )
    ]
