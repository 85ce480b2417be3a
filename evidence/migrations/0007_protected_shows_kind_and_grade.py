"""A protected source's title, statement, date, language and handle could have named it; now they are fixed or empty."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", "0006_citation_times")]
    operations: ClassVar[list[Operation]] = [
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                name="source_protected_shows_kind_and_grade",
                violation_error_message=(
                    "The public sees only kind and grade of a protected source: title it “Source held by the editors” and "
                    "leave statement, date, language and handle empty. The rest goes into its protected record."
                ),
                condition=models.Q(is_protected=False)
                | models.Q(
                    title="Source held by the editors",
                    statement="",
                    language="",
                    published__isnull=True,
                    handle__isnull=True,
                ),
            ),
        )
    ]
