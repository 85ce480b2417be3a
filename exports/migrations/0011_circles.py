"""Nothing stands above itself."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import circle_guards


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0005_circles"), ("exports", "0010_periods")]
    operations: ClassVar[list[Operation]] = [
        circle_guards(
            {
                "exports_item": "variant_of_id",
                "exports_measure": "relaxes_id",
                "exports_proceeding": "part_of_id",
                "exports_shipment": "counted_in_id",
            }
        )
    ]
