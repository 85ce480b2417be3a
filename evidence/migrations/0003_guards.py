"""Counts versions, and keeps history complete and append-only. Tables that come later add their own migration."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import history_guards, version_triggers

RECORDS = (
    "evidence_gap",
    "evidence_reply",
    "evidence_source",
)
PARTS = (
    "evidence_capture",
    "evidence_citation",
    "evidence_publisher",
    "evidence_sourcelineage",
)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", "0002_history"), ("core", "0002_history")]
    operations: ClassVar[list[Operation]] = [version_triggers(RECORDS), history_guards((*RECORDS, *PARTS))]
