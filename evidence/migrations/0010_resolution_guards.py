"""Decisions about contradictions are only added: neither changed, nor deleted while their record is here."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import history_guards, version_triggers
from evidence.migrations_support import while_subject_is_here

TABLES: dict[str, str] = import_module("evidence.migrations.0004_no_bare_fact").TABLES


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", "0009_resolutions")]
    operations: ClassVar[list[Operation]] = [
        version_triggers(["evidence_resolution"]),
        history_guards(["evidence_resolution"]),
        while_subject_is_here("resolutions", TABLES),
    ]
