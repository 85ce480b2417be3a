"""What the public may see, table by table. A table on neither list fails `manage.py check` and is readable by nobody.

After every `migrate` the lists become grants: everything is taken from the public login, then SELECT is given on the
public tables. A list in one place can be reviewed in one look; see docs/decisions/0003.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from pghistory.models import Event
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

ROLE = "armstrace_public"

PUBLIC_TABLES: frozenset[str] = frozenset({
    # core: how names are compared
    "core_letter",
    # entities: who
    "entities_country",
    "entities_countryname",
    "entities_entity",
    "entities_identifier",
    "entities_lobbycontact",
    "entities_name",
    "entities_place",
    "entities_relationship",
    "entities_sameentity",
    # exports: what, and how it moved
    "exports_code",
    "exports_codeassignment",
    "exports_delivery",
    "exports_incorporation",
    "exports_item",
    "exports_itemname",
    "exports_itemproperty",
    "exports_itemunit",
    "exports_licence",
    "exports_licenceevent",
    "exports_licenceitem",
    "exports_licenceparty",
    "exports_measure",
    "exports_measureitem",
    "exports_measurereading",
    "exports_measuretarget",
    "exports_proceeding",
    "exports_proceedingstage",
    "exports_proceedingsubject",
    "exports_sameitem",
    "exports_shipment",
    "exports_shipmentparty",
    "exports_shipmentunit",
    "exports_tradestatistic",
    "exports_undertaking",
    "exports_undertakingitem",
    "exports_valuation",
    # conflicts: where it ended up
    "conflicts_allegation",
    "conflicts_belligerent",
    "conflicts_conflict",
    "conflicts_conflict_countries",
    "conflicts_conflictname",
    "conflicts_incident",
    "conflicts_incidentitem",
    # evidence: how we know
    "evidence_capture",
    "evidence_check",
    "evidence_citation",
    "evidence_gap",
    "evidence_publisher",
    "evidence_reply",
    "evidence_resolution",
    "evidence_source",
    "evidence_sourcelineage",
    # changes: what happened to all of these, as public ids and nothing else
    "changes_change",
    "changes_horizon",
    # search: the same facts, as searches compare them
    "search_document",
    "search_entry",
    # tracing: what readers froze, counts that nobody stated, and which are to be made anew
    "tracing_countedlead",
    "tracing_recount",
    "tracing_reliance",
    "tracing_snapshot",
})  # fmt: skip

CONFIDENTIAL_TABLES: frozenset[str] = frozenset({
    # accounts and what they did
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "auth_user",
    "auth_user_groups",
    "auth_user_user_permissions",
    "django_admin_log",
    "django_content_type",
    "django_session",
    # what editors keep to themselves
    "editorial_import",
    "editorial_importedcitation",
    "editorial_importedpart",
    "editorial_importfile",
    "editorial_importjob",
    "editorial_importrow",
    "editorial_importupload",
    "editorial_note",
    "editorial_planrow",
    "editorial_protectedsource",
    # what editors decided about printed names
    "matching_decision",
    # history: who changed what, and why
    "pghistory_context",
})  # fmt: skip


def model_tables() -> set[str]:
    """Every table that Django makes, those of many-to-many fields included."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if model._meta.managed and not model._meta.proxy}


def history_tables() -> set[str]:
    """The tables of past states; confidential by their kind, so that no list has to name each."""
    return {model._meta.db_table for model in apps.get_models() if issubclass(model, Event)}


def apply(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Make the privileges of the public login what the list says, neither more nor less."""
    connection = connections[alias]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {ROLE}")
        present = PUBLIC_TABLES & set(connection.introspection.table_names(cursor, include_views=True))
        if present:
            names = ", ".join(connection.ops.quote_name(name) for name in sorted(present))
            cursor.execute(f"GRANT SELECT ON {names} TO {ROLE}")


def keep_password(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Give the login the password that this installation connects with; only its hash travels and is logged."""
    password = settings.DATABASES["public"]["PASSWORD"]
    connection = connections[alias]
    connection.ensure_connection()
    hashed = encrypt_password(password, ROLE, connection.connection, "scram-sha-256")
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(ROLE), sql.Literal(hashed))
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as refusal:
        raise ImproperlyConfigured(
            f"The login of DATABASE_URL may not set the password of {ROLE}: {str(refusal).strip()}. "
            "Give it CREATEROLE, or let an administrator set the password and put it into PUBLIC_DATABASE_URL."
        ) from refusal


def after_migrations(*, using: str, **_: Any) -> None:
    """Follow every run of `migrate` (the signal that Django sends for its own permissions)."""
    if using != DEFAULT_DB_ALIAS:
        return
    apply(using)
    if settings.PUBLIC_PASSWORD_IS_OURS:
        keep_password(using)


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """Name each table whose privileges in the database are not those of the list."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname,
                   has_table_privilege(%(role)s, pg_class.oid, 'SELECT'),
                   has_table_privilege(%(role)s, pg_class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
              -- what an extension brings is the server administrator's
              AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
            ORDER BY relname
            """,
            {"role": ROLE},
        )
        return [
            name
            for name, can_read, can_write in cursor.fetchall()
            if can_write or can_read != (name in PUBLIC_TABLES)
        ]  # fmt: skip
