"""A website is an address on the web: javascript: and the like are refused, as they are for sources."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("entities", "0005_periods")]
    operations: ClassVar[list[Operation]] = [
        migrations.AddConstraint(
            model_name="entity",
            constraint=models.CheckConstraint(
                name="entity_website_http",
                violation_error_message="An address must begin with http:// or https://.",
                condition=models.Q(website="") | models.Q(website__regex=r"^https?://"),
            ),
        )
    ]
