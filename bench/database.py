"""Migrated databases for benchmarks: one that is gone afterwards, and one that is kept for the next run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import django

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """Use as `with own_database("no_bare_fact"):`; inside, the ORM writes to an empty database with that suffix."""
    django.setup()
    from django.db import connection, connections

    connection.settings_dict["TEST"]["NAME"] = f"bench_{name}"
    original = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(original, verbosity=0)


@contextmanager
def kept_database(name: str, made_from: str, fill: Callable[[], None]) -> Iterator[bool]:
    """Use as `with kept_database("tracing", "…", load) as is_new:`; filled again only when what made it changed.

    That is the text given, and every migration. The database says in its comment what it was made from.
    """
    django.setup()
    from django.db import connection, connections

    connection.settings_dict["TEST"]["NAME"] = f"bench_{name}"
    original = connection.settings_dict["NAME"]
    digest = sha256((made_from + _migrations()).encode()).hexdigest()
    is_new = _comment(f"bench_{name}") != digest
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=not is_new)
    if is_new:
        fill()
        with connection.cursor() as cursor:
            cursor.execute(f"COMMENT ON DATABASE \"bench_{name}\" IS '{digest}'")
    try:
        yield is_new
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = original


def addresses() -> dict[str, str]:
    """For a process of its own: the variables that lead it to the database in use, under both logins."""
    from django.db import connections

    database = connections["default"].settings_dict["NAME"]
    names = {"DATABASE_URL": "default", "PUBLIC_DATABASE_URL": "public"}
    return {name: _address(connections[alias].settings_dict | {"NAME": database}) for name, alias in names.items()}


def _address(where: dict[str, str]) -> str:
    login = f"{quote(where['USER'])}:{quote(where['PASSWORD'])}" if where["PASSWORD"] else quote(where["USER"])
    host = f"host={quote(str(where['HOST']))}" + (f"&port={where['PORT']}" if where["PORT"] else "")
    return f"postgresql://{login}@/{where['NAME']}?{host}"


def _comment(database: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database])
        row = cursor.fetchone()
    connection.close()
    return str(row[0]) if row else ""


def _migrations() -> str:
    """Every migration and the SQL that migrations run; the statements of traces are none."""
    files = sorted({*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/sql/*.sql")} - {*ROOT.glob("tracing/sql/*")})
    return "".join(file.read_text(encoding="utf-8") for file in files)
