"""Which items may be judged the same, and what follows from a judgement."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import history_guards, merge_guards, sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0007_merging"), ("exports", "0016_same_as")]
    operations: ClassVar[list[Operation]] = [
        sql_file("exports", "merging"),
        merge_guards("exports_item", "exports_sameitem", "refuse_wrong_same_item"),
        history_guards(["exports_sameitem"]),
    ]
