"""Counts of requests, and the one function through which the public login writes them."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = [("config", "0001_public_role")]
    operations: ClassVar[list[Operation]] = [sql_file("api", "request_counts")]
