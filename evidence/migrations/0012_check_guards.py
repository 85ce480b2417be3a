"""Counts versions of checks, and keeps their history complete and append-only."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import history_guards, version_triggers


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", "0011_checks")]
    operations: ClassVar[list[Operation]] = [version_triggers(["evidence_check"]), history_guards(["evidence_check"])]
