"""The forms and words that names are compared without, the functions that do it, and who follows the facts."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file
from search.forms_and_words import company_forms, same_words


def fill(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A changed list needs a migration that runs this again; tests/test_name_keys.py notices."""
    form, word = apps.get_model("search", "CompanyForm"), apps.get_model("search", "SameWord")
    form.objects.bulk_create([form(tight=tight) for tight in company_forms()])
    word.objects.bulk_create([word(word=one, stands_for=english) for one, english in dict(same_words()).items()])


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("search", "0001_initial"), ("core", "0006_letters")]
    operations: ClassVar[list[Operation]] = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        sql_file("search", "name_key"),
        sql_file("search", "follow"),
    ]
