"""Values that name records judged the same are one value: grades follow judgements, and those that stand are heeded."""

from importlib import import_module
from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from evidence.migrations_support import graded_by_kept_names, names_of_kept

TABLES: dict[str, str] = import_module("evidence.migrations.0004_no_bare_fact").TABLES
# As of this migration; tests/test_disputed_after_judging.py asks for another where the list in Python has changed.
NAMING = [
    "actor", "against", "alleged_by", "authority", "body", "brought_by", "by", "casualties_stated_by", "client",
    "component", "component_unit", "conflict", "counted_in", "country", "designation", "destination",
    "exporter", "found_in", "given_by", "given_to", "incident", "instrument", "integrator", "issuer", "item",
    "label", "licence", "lobbyist", "maker", "marks", "measure", "name", "names", "number", "object",
    "office_holder", "origin", "part_of", "partner", "partner_country", "place", "place_as_printed", "platform",
    "platform_unit", "reader", "recipient", "registration_number", "reporter", "seat", "serial_as_read",
    "serial_normalised", "short_name", "subject", "target", "title", "ucdp_id", "unknown_reason", "user",
    "variant_of", "website",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("evidence", "0015_list_orders"),
        ("conflicts", "0007_list_orders"),
        ("entities", "0010_merging"),
        ("exports", "0017_merging"),
    ]
    operations: ClassVar[list[Operation]] = [
        migrations.AddIndex(
            model_name="citation",
            index=models.Index(
                name="citation_naming",
                fields=["value_read"],
                condition=models.Q(("field__in", NAMING), models.Q(("value_read", ""), _negated=True)),
            ),
        ),
        names_of_kept(TABLES, NAMING),
        *graded_by_kept_names(TABLES),
        migrations.RunSQL("SELECT regrade_all_judged()", migrations.RunSQL.noop),
    ]
