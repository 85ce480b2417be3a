"""What a citation or another part says of itself (its public id, that it is new) is no longer taken for its record's."""
# ruff: noqa: S608  # SQL from constants of migrations

from importlib import import_module
from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from changes.migrations_support import replace_records
from core.migrations_support import sql_file

KINDS = import_module("changes.migrations.0003_merges").KINDS
PARTS_OF_OTHERS = {kind: one for kind, one in KINDS.items() if one.part_of}
# Withdrawals that were lost, or told of under a part's id. No such record can come back: public ids are never given twice.
LOST = [
    "INSERT INTO changes_change (kind, public_id, op, reason, at) "
    f"SELECT kind, public_id, 'withdraw', 'edited', clock_timestamp() FROM changes_change WHERE kind = '{kind}' "
    f"GROUP BY kind, public_id HAVING NOT bool_or(op = 'withdraw') AND bool_or(op <> 'withdraw') "
    f"AND NOT EXISTS (SELECT FROM {KINDS[kind].table} AS record WHERE record.public_id = changes_change.public_id)"
    for kind in sorted({of for one in PARTS_OF_OTHERS.values() for of in one.part_of})
]


# As in number.sql: what another transaction numbers meanwhile must not become visible before these.
IN_TURN = "SELECT pg_advisory_xact_lock(hashtext('changes: the sequence'))"


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("changes", "0003_merges")]
    operations: ClassVar[list[Operation]] = [
        sql_file("changes", "collect_own"),
        replace_records(PARTS_OF_OTHERS),
        migrations.RunSQL([IN_TURN, *LOST], migrations.RunSQL.noop),
    ]
