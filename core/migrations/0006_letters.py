"""Names in one alphabet: the letters as the library spells them, and the function that reads them."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file
from core.text import letters

AT_ONCE = 10_000


def fill(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A new release of the library needs a migration that runs this again; tests/test_text.py notices."""
    letter = apps.get_model("core", "Letter")
    rows = [letter(letter=character, plain=plain) for character, plain in letters()]
    letter.objects.bulk_create(rows, batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0005_circles")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "letter",
                    models.CharField(help_text="The character.", max_length=1, primary_key=True, serialize=False),
                ),
                (
                    "plain",
                    models.CharField(
                        blank=True,
                        help_text="Small Latin letters or digits. Empty: it joins its neighbours.",
                        max_length=24,
                    ),
                ),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        sql_file("core", "plain_name"),
    ]
