"""The public site's login reads public tables and nothing else, whichever client it is used from: here, psql."""

import os
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.checks import run_checks
from django.db import ProgrammingError, connection, connections

from config import checks, embedded, grants
from tests.conftest import ScratchDatabase

pytestmark = pytest.mark.django_db

HIDDEN = sorted((grants.CONFIDENTIAL_TABLES | grants.history_tables()) & grants.model_tables())


def psql(*statements: str, login: str = "public") -> subprocess.CompletedProcess[str]:
    """Run statements one by one in a terminal's psql, with the login's real name and password."""
    where = connections[login].settings_dict
    environment = {
        "PGHOST": str(where["HOST"]),
        "PGPORT": str(where["PORT"]),
        "PGUSER": str(where["USER"]),
        "PGPASSWORD": str(where["PASSWORD"]),
        "PGDATABASE": str(where["NAME"]),
    }
    commands = [word for statement in statements for word in ("-c", statement)]
    return subprocess.run(
        [str(embedded.binaries() / "psql"), "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", *commands],
        env=os.environ | environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_psql_logs_in_as_the_public_role() -> None:
    assert psql("SELECT current_user").stdout.strip() == grants.ROLE


@pytest.mark.parametrize("table", HIDDEN)
def test_a_confidential_table_is_refused(table: str) -> None:
    answer = psql(f"SELECT count(*) FROM {table}")
    assert answer.returncode != 0
    assert f"permission denied for table {table}" in answer.stderr


def test_history_accounts_and_notes_are_among_the_refused() -> None:
    assert {"pghistory_context", "auth_user", "django_session", "editorial_note", "editorial_protectedsource"} <= set(
        HIDDEN
    )


@pytest.mark.parametrize("table", sorted(grants.PUBLIC_TABLES))
def test_a_public_table_can_be_read(table: str) -> None:
    assert psql(f"SELECT count(*) FROM {table}").returncode == 0


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO entities_entity DEFAULT VALUES",
        "UPDATE entities_entity SET version = version",
        "DELETE FROM entities_entity",
        "TRUNCATE entities_entity",
        "CREATE TABLE mine (a int)",
        "CREATE TEMPORARY TABLE mine (a int)",
    ],
)
def test_writing_is_refused_even_when_the_client_asks_for_read_and_write(statement: str) -> None:
    answer = psql("SET default_transaction_read_only = off", statement)
    assert answer.returncode != 0
    assert "permission denied" in answer.stderr


def test_transactions_are_read_only_before_any_privilege_is_asked() -> None:
    assert psql("SHOW default_transaction_read_only").stdout.strip() == "on"


def test_a_statement_may_take_two_seconds() -> None:
    assert psql("SHOW statement_timeout").stdout.strip() == "2s"
    assert "statement timeout" in psql("SELECT pg_sleep(10)").stderr


def test_the_role_is_nobody_s_superior() -> None:
    answer = psql(
        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls "
        "FROM pg_roles WHERE rolname = current_user"
    )
    assert answer.stdout.strip() == "f"


def test_nothing_is_granted_to_everybody() -> None:
    answer = psql(
        "SELECT count(*) FROM information_schema.table_privileges WHERE grantee = 'PUBLIC' AND table_schema = 'public'",
        login="default",
    )
    assert answer.stdout.strip() == "0"


def test_the_system_check_finds_the_database_as_the_lists_say() -> None:
    assert run_checks(databases=["default"]) == []


def test_the_system_check_names_a_table_whose_grant_is_wrong() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON auth_user TO {grants.ROLE}")
    found = checks.database_is_as_the_lists_say(databases=["default"])
    assert [(problem.id, "auth_user" in problem.msg) for problem in found] == [("armstrace.E005", True)]


def test_the_system_check_names_a_table_on_neither_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grants, "CONFIDENTIAL_TABLES", grants.CONFIDENTIAL_TABLES - {"auth_user"})
    assert [(problem.id, "auth_user" in problem.msg) for problem in checks.every_table_is_on_a_list()] == [
        ("armstrace.E001", True)
    ]


def test_a_new_table_is_nobody_s_to_read_until_it_is_listed(scratch_database: ScratchDatabase) -> None:
    owner = scratch_database()
    owner.cursor().execute("CREATE TABLE surprise AS SELECT 1 AS secret")
    owner.commit()
    answer = scratch_database("public").cursor()
    with pytest.raises(Exception, match="permission denied for table surprise"):
        answer.execute("SELECT secret FROM surprise")


def test_pages_over_uncommitted_rows_are_read_as_the_public_role(
    public_role: Callable[[], AbstractContextManager[None]],
) -> None:
    with (
        pytest.raises(ProgrammingError, match="denied for table auth_user"),
        public_role(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM auth_user")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM auth_user")
        assert cursor.fetchone() == (connection.settings_dict["USER"], 0)
