"""Counted leads that name a record go when it is renamed or withdrawn."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("tracing", "0004_counted_leads"),
        ("conflicts", "0006_units_of_items"),
        ("core", "0005_circles"),
        ("entities", "0007_circles"),
        ("evidence", "0012_check_guards"),
        ("exports", "0012_units_of_items"),
    ]
    operations: ClassVar[list[Operation]] = [sql_file("tracing", "counted_lead_guards")]
