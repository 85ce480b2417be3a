"""Strength and dispute of every record follow its citations, their sources and the lineage of those."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file
from evidence.migrations_support import for_all_subjects, for_each_subject

TABLES: dict[str, str] = import_module("evidence.migrations.0004_no_bare_fact").TABLES


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", "0004_no_bare_fact")]
    operations: ClassVar[list[Operation]] = [
        sql_file("evidence", "origins"),
        *for_each_subject("grades", TABLES),
        for_all_subjects("strength", TABLES),
    ]
