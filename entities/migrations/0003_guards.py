"""Counts versions, and keeps history complete and append-only. Tables that come later add their own migration."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import history_guards, version_triggers

RECORDS = (
    "entities_entity",
    "entities_lobbycontact",
    "entities_place",
    "entities_relationship",
)
PARTS = (
    "entities_country",
    "entities_countryname",
    "entities_identifier",
    "entities_name",
)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("entities", "0002_history"), ("core", "0002_history")]
    operations: ClassVar[list[Operation]] = [version_triggers(RECORDS), history_guards((*RECORDS, *PARTS))]
