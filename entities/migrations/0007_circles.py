"""Nothing stands above itself."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import circle_guards


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0005_circles"), ("entities", "0006_website_http")]
    operations: ClassVar[list[Operation]] = [
        circle_guards(
            {
                "entities_entity": "part_of_id",
            }
        )
    ]
