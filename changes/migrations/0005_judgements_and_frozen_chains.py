"""Frozen chains are told of, and so is every change of what a record shows of those judged the same as it.

What stands already is told of too: followers have those records without their judgements, and merged ids without the reason.
"""
# ruff: noqa: S608  # SQL from constants of migrations

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
    kind: [*COLLECT.SHOWN_IN[kind], f"SELECT '{kind}', same_as_id FROM {table} WHERE id = ANY ($1)"]
    for table, kind in MERGES.MERGEABLE.items()
}
STANDS_FOR = "SELECT '{kind}', canonical_id FROM {table} WHERE id IN (record.merged_id, record.kept_id)"
JUDGED = {"entities_sameentity": "entities_entity", "exports_sameitem": "exports_item"}
JUDGEMENTS = {
    judgements: Part(STANDS_FOR.format(kind=MERGES.MERGEABLE[table], table=table))
    for judgements, table in JUDGED.items()
}
MERGED = (
    'INSERT INTO changes_change (kind, public_id, op, "into", at) '
    "SELECT '{kind}', merged.public_id, 'merge', root.public_id, clock_timestamp() FROM {judgements} "
    "JOIN {table} AS merged ON merged.id = merged_id JOIN {table} AS root ON root.id = merged.same_as_id ORDER BY merged.id"
)
ANSWERING = (
    "INSERT INTO changes_change (kind, public_id, op, at) SELECT '{kind}', public_id, 'upsert', clock_timestamp() "
    "FROM {table} WHERE id IN (SELECT same_as_id FROM {table}) ORDER BY id"
)
STANDING = [
    told.format(kind=MERGES.MERGEABLE[table], judgements=judgements, table=table)
    for judgements, table in JUDGED.items()
    for told in (MERGED, ANSWERING)
]
# Before this migration nothing knows of frozen chains, nor has a change room for their ids.
NO_FROZEN = "DELETE FROM changes_change WHERE kind = 'snapshot'"


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("changes", "0004_own_public_ids"),
        ("tracing", "0005_counted_lead_guards"),
    ]
    operations: ClassVar[list[Operation]] = [
        # Tables, then the feed's lock, then the feed: the order in which writers take them. Another could be a deadlock.
        follow_parts(JUDGEMENTS),
        migrations.RunSQL(IN_TURN, migrations.RunSQL.noop),
        migrations.AlterField(
            "change",
            "public_id",
            models.CharField(
                help_text="The record's public id; a country's code, a code's list and code, a frozen chain's SHA-256.",
                max_length=64,
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, NO_FROZEN),
        numbering(KINDS, SHOWN_IN, before=MERGES.KINDS, shown_before=COLLECT.SHOWN_IN),
        follow_records(FROZEN),
        migrations.RunSQL(STANDING, migrations.RunSQL.noop),
    ]
