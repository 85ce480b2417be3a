"""System checks: what is wrong with an installation, said before it runs, with what to do."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connections

from config import grants

LEAST_POSTGRES = 150_000


@register(Tags.security)
def every_table_is_on_a_list(**_: Any) -> list[CheckMessage]:
    """Refuse to run with a table that nobody has decided about."""
    known = grants.PUBLIC_TABLES | grants.CONFIDENTIAL_TABLES | grants.history_tables()
    return [
        Error(
            f"The table {table} is neither on the public list nor on the confidential one.",
            hint="Add it to PUBLIC_TABLES or CONFIDENTIAL_TABLES in config/grants.py. If in doubt: confidential.",
            id="armstrace.E001",
        )
        for table in sorted(grants.model_tables() - known)
    ]


@register(Tags.security)
def no_table_is_on_both_lists(**_: Any) -> list[CheckMessage]:
    """Refuse a list that contradicts itself."""
    confidential = grants.CONFIDENTIAL_TABLES | grants.history_tables()
    return [
        Error(
            f"The table {table} is on the public list and on the confidential one.",
            hint="Remove it from PUBLIC_TABLES in config/grants.py.",
            id="armstrace.E002",
        )
        for table in sorted(grants.PUBLIC_TABLES & confidential)
    ]


@register(Tags.security)
def no_table_on_a_list_is_gone(**_: Any) -> list[CheckMessage]:
    """Keep the lists free of names that a later table could take up by accident."""
    return [
        Error(
            f"config/grants.py names the table {table}, which no model has.",
            hint="Remove the name, or correct it.",
            id="armstrace.E003",
        )
        for table in sorted((grants.PUBLIC_TABLES | grants.CONFIDENTIAL_TABLES) - grants.model_tables())
    ]


@register(Tags.database)
def database_is_as_the_lists_say(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Look at the database itself (`check --database default`): its version, and what the public login can do."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    problems: list[CheckMessage] = []
    if connection.connection.server_version < LEAST_POSTGRES:
        problems.append(
            Error(
                "Armstrace needs PostgreSQL 15 or newer.",
                hint="Point DATABASE_URL at a newer server.",
                id="armstrace.E004",
            )
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [grants.ROLE])
        migrated = cursor.rowcount == 1
    if migrated:
        problems += [
            Error(
                f"What {grants.ROLE} may do with {table} is not what config/grants.py says.",
                hint="Run `python manage.py migrate`, which puts the grants right.",
                id="armstrace.E005",
            )
            for table in grants.differences(connection)
        ]
    return problems


@register(Tags.security, deploy=True)
def public_login_is_another(**_: Any) -> list[CheckMessage]:
    """Warn when both sites would use one login, which makes the lists worthless."""
    users = {settings.DATABASES[alias]["USER"] for alias in ("default", "public")}
    if len(users) == 2:
        return []
    return [
        Warning(
            "The public site uses the owner's database login.",
            hint=f"Set PUBLIC_DATABASE_URL to the login {grants.ROLE}.",
            id="armstrace.W001",
        )
    ]
