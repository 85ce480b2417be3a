"""Which counts are to be made anew after records were judged the same, or no longer."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("tracing", "0005_counted_lead_guards"),
        ("entities", "0010_merging"),
        ("exports", "0017_merging"),
    ]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("chains", "chains"), ("leads", "leads")],
                        help_text="Which counts are to be made anew.",
                        max_length=12,
                        unique=True,
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(help_text="When that was last asked for; a count begun before does not do."),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["chains", "leads"])),
                        name="tracing_recount_what_known",
                        violation_error_message="what must be one of: chains, leads.",
                    )
                ],
            },
        ),
        sql_file("tracing", "recount"),
    ]
