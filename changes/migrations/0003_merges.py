"""A merge is told of as one, and what merged records do to the roles of the one that stands for them."""

from dataclasses import replace
from importlib import import_module
from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from changes.migrations_support import follow_derived, follow_merges, numbering

BEFORE = import_module("changes.migrations.0002_collect")
MERGEABLE = {"entities_entity": "entity", "exports_item": "item"}
KINDS = BEFORE.KINDS | {
    kind: replace(BEFORE.KINDS[kind], same_as="record.same_as_id") for kind in MERGEABLE.values()
}  # fmt: skip
STANDS_FOR = "SELECT 'entity', canonical_id FROM entities_entity WHERE id IN ({keys})"
NAMES = {
    "exports_shipment": "record.exporter_id, record.recipient_id",
    "exports_incorporation": "record.integrator_id",
    "exports_shipmentparty": "record.entity_id",
    "exports_licenceparty": "record.entity_id",
    "conflicts_incident": "record.user_id",
}
ROLES = {
    table: (f"{BEFORE.ROLES[table][0]} UNION {STANDS_FOR.format(keys=keys)}", BEFORE.ROLES[table][1])
    for table, keys in NAMES.items()
}


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("changes", "0002_collect"),
        ("entities", "0010_merging"),
        ("exports", "0017_merging"),
    ]
    operations: ClassVar[list[Operation]] = [
        numbering(KINDS, BEFORE.SHOWN_IN, before=BEFORE.KINDS),
        follow_merges(MERGEABLE),
        follow_derived(ROLES, before=BEFORE.ROLES),
    ]
