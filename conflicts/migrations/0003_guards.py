"""Counts versions, and keeps history complete and append-only. Tables that come later add their own migration."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import history_guards, version_triggers

RECORDS = (
    "conflicts_allegation",
    "conflicts_conflict",
    "conflicts_incident",
)
PARTS = (
    "conflicts_belligerent",
    "conflicts_conflict_countries",
    "conflicts_conflictname",
    "conflicts_incidentitem",
)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("conflicts", "0002_history"), ("core", "0002_history")]
    operations: ClassVar[list[Operation]] = [version_triggers(RECORDS), history_guards((*RECORDS, *PARTS))]
