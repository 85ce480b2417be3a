"""Which entities may be judged the same, and what follows from a judgement."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import history_guards, merge_guards, sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0007_merging"), ("entities", "0009_same_as")]
    operations: ClassVar[list[Operation]] = [
        sql_file("entities", "merging"),
        merge_guards("entities_entity", "entities_sameentity", "refuse_wrong_same_entity"),
        history_guards(["entities_sameentity"]),
    ]
