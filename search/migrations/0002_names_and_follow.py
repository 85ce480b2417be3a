"""How names are compared, and the functions that follow the facts.

A changed list of forms or words needs a migration that makes the functions and the entries anew; tests/test_name_keys.py notices.
"""

from pathlib import Path
from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from core.migrations_support import sql_file
from search.forms_and_words import filled

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("search", "0001_initial"), ("core", "0006_letters")]
    operations: ClassVar[list[Operation]] = [
        migrations.RunSQL(
            filled((SQL / "name_key.sql").read_text(encoding="utf-8")),
            (SQL / "name_key_reverse.sql").read_text(encoding="utf-8"),
        ),
        sql_file("search", "follow"),
    ]
