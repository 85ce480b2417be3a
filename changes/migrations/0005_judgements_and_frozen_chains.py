"""Frozen chains are told of, and so is every change of what a record shows of those judged the same as it."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from changes.migrations_support import Kind, Part, follow_parts, follow_records, numbering

COLLECT = import_module("changes.migrations.0002_collect")
MERGES = import_module("changes.migrations.0003_merges")
IN_TURN = import_module("changes.migrations.0004_own_public_ids").IN_TURN
FROZEN = {"snapshot": Kind("tracing_snapshot", public_id="record.sha256")}
KINDS = MERGES.KINDS | FROZEN
# A record shows its judgements with the names of both sides; each of them stands under it, or is it.
SHOWN_IN = COLLECT.SHOWN_IN | {
    kind: [*COLLECT.SHOWN_IN[kind], f"SELECT '{kind}', same_as_id FROM {table} WHERE id = ANY ($1)"]  # noqa: S608  # constants
    for table, kind in MERGES.MERGEABLE.items()
}
STANDS_FOR = "SELECT '{kind}', canonical_id FROM {table} WHERE id IN (record.merged_id, record.kept_id)"
JUDGEMENTS = {
    "entities_sameentity": Part(STANDS_FOR.format(kind="entity", table="entities_entity")),
    "exports_sameitem": Part(STANDS_FOR.format(kind="item", table="exports_item")),
}


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("changes", "0004_own_public_ids"),
        ("tracing", "0005_counted_lead_guards"),
    ]
    operations: ClassVar[list[Operation]] = [
        migrations.AlterField(
            "change",
            "public_id",
            models.CharField(
                help_text="The record's public id; a country's code, a code's list and code, a frozen chain's SHA-256.",
                max_length=64,
            ),
        ),
        migrations.RunSQL(IN_TURN, migrations.RunSQL.noop),
        numbering(KINDS, SHOWN_IN, before=MERGES.KINDS, shown_before=COLLECT.SHOWN_IN),
        follow_records(FROZEN),
        follow_parts(JUDGEMENTS),
    ]
