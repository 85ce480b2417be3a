"""The public ids of citations and publishers never change."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", "0013_public_ids_of_claims")]
    operations: ClassVar[list[Operation]] = [sql_file("evidence", "public_ids")]
