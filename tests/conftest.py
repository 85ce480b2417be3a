"""What every test may use: a real PostgreSQL, the case data in it, and both database logins.

Most tests read the case data and roll their own rows back. Nothing here empties tables: a test that needs real commits
takes `scratch_database`, a copy of the whole database.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import psycopg2
import psycopg2.extensions
import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection, connections, transaction
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import is_hypothesis_test
from pytest_django import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from api import limits
from config import embedded, garbage, sites
from editorial.services.roles import make_roles
from tests import prepared

PsycopgConnection = psycopg2.extensions.connection
ALIASES = ["default", "public", "counter"]
NEEDS_DATABASE = {"db", "scratch_database", "site_url"}
pytest_plugins = ["tests.browser"]
BASE = Path(settings.BASE_DIR)
PREPARED = pytest.StashKey[Path]()


class ScratchDatabase:
    """A copy of the test database with the case data, for one test to commit in."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._opened: list[PsycopgConnection] = []

    def __call__(self, login: str = "default") -> PsycopgConnection:
        """Open a connection as the owner ("default") or as the public site ("public"); close it or leave it."""
        opened = _connect(self.name, login)
        self._opened.append(opened)
        return opened

    def close(self) -> None:
        """End every connection, so that the copy can be dropped."""
        for opened in self._opened:
            opened.close()


def pytest_configure(config: pytest.Config) -> None:
    """Where workers will run the tests: have their database made while they collect them."""
    if config.getoption("dist", "no") == "no" or hasattr(config, "workerinput") or settings.OWNER_URL:
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="armstrace-prepared-")))
        folder.chmod(0o711)
        config.stash[PREPARED] = stack.enter_context(prepared.being_made(folder))
        config.add_cleanup(stack.pop_all().close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where that is."""
    if PREPARED in node.config.stash:
        node.workerinput["prepared"] = str(node.config.stash[PREPARED])


def pytest_collection_finish() -> None:
    """Look for garbage as seldom as a server process does: a ninth of all tests' time."""
    garbage.seldom()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first, so that workers end together; and let a test marked `django_db` use all logins."""
    items.sort(key=lambda item: not _is_long(item))
    for item in items:
        mark = item.get_closest_marker("django_db")
        asks_by_fixture = mark is None and not NEEDS_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))
        if asks_by_fixture or (mark is not None and "databases" not in mark.kwargs):
            others = mark.kwargs if mark else {}
            item.add_marker(pytest.mark.django_db(**others, databases=ALIASES), append=False)


def _is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is not None or is_hypothesis_test(getattr(item, "obj", None))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Send all logins to a server of this process's own, unless DATABASE_URL names one."""
    with ExitStack() as stack:
        if not settings.OWNER_URL:
            made = _prepared(request.config)
            fill = None if made is None else partial(prepared.copy, made)
            server = stack.enter_context(embedded.throw_away(fill))
            for alias in ALIASES:
                connections[alias].settings_dict["HOST"] = str(server.socket_directory)
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Take the test database as it was prepared; without that as pytest-django would."""
    return _prepared(request.config) is not None or bool(request.config.getoption("reuse_db"))


def _prepared(config: pytest.Config) -> Path | None:
    folder = getattr(config, "workerinput", {}).get("prepared")
    return None if folder is None else Path(folder)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the case data once, committed, and keep an untouched copy to make scratch databases from."""
    with django_db_blocker.unblock():
        if "load_case_data" in get_commands() and any((BASE / "fixtures").glob("*")):
            call_command("load_case_data", verbosity=0)
        make_roles()  # here, and not for each test that signs in: a twentieth of a second
        with connection.cursor() as cursor:
            cursor.execute("GRANT armstrace_public TO CURRENT_USER")  # so that `public_role` can take it on
        connections.close_all()  # PostgreSQL copies only a database that nobody is connected to
        name = str(connection.settings_dict["NAME"])
        _create_copy(_template(), name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()  # the public login's too, or the test database could not be dropped
        _drop(_template())


@pytest.fixture(scope="session", autouse=True)
def static_files_are_looked_for_once() -> Iterator[None]:
    """Each client builds its middleware anew, where WhiteNoise looks at 900 files: 0.05 s a test, measured 0.1."""
    found: dict[str, Any] = {}
    look: Callable[[WhiteNoiseMiddleware], None] = WhiteNoiseMiddleware.add_files_from_finders

    def look_once(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            look(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests are one reader, who asks more in a minute than a reader may; tests/test_api_limits.py has the limit."""
    monkeypatch.setattr(limits, "QUOTA", 10**9)


@pytest.fixture
def scratch_database(django_db_setup: None) -> Iterator[ScratchDatabase]:
    """Commit for real, in a copy of one's own: for deferred constraints, several connections, two clients at once."""
    scratch = ScratchDatabase(f"scratch_{uuid4().hex[:12]}")
    _create_copy(scratch.name, _template())
    yield scratch
    scratch.close()
    _drop(scratch.name)


@pytest.fixture
def public_role(db: None) -> Callable[[], AbstractContextManager[None]]:
    """Look at rows that this test has not committed, as the public site would: same role, same limits, reads only."""
    return _as_public_role


@contextmanager
def _as_public_role() -> Iterator[None]:
    point = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE armstrace_public")
            cursor.execute("SET LOCAL transaction_read_only = on")
            cursor.execute("SET LOCAL statement_timeout = '2s'")
        with sites.public_reads_through("default"):
            yield
    finally:
        transaction.savepoint_rollback(point)  # gives role and limits back, also after a refused statement


def _template() -> str:
    return f"{connection.settings_dict['NAME']}_template"


def _connect(database: str, login: str = "default") -> PsycopgConnection:
    parameters = connections[login].get_connection_params() | {"dbname": database}
    parameters.pop("cursor_factory", None)
    opened: PsycopgConnection = psycopg2.connect(**parameters)
    return opened


def _maintain(statement: str) -> None:
    opened = _connect("postgres")
    opened.autocommit = True  # databases cannot be made inside a transaction
    try:
        opened.cursor().execute(statement)
    finally:
        opened.close()


def _create_copy(name: str, original: str) -> None:
    # Copying files is four times as fast as writing every page to the log, which a server that lasts would want.
    _maintain(f'CREATE DATABASE "{name}" TEMPLATE "{original}" STRATEGY FILE_COPY')


def _drop(name: str) -> None:
    """Drop a copy. Not WITH (FORCE): PostgreSQL lets only a superuser end autovacuum's worker in that way.

    A plain DROP asks that worker to leave, and waits five seconds for everybody else.
    """
    _maintain(
        f"""SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = '{name}' AND pg_has_role(usename, 'USAGE') AND pid <> pg_backend_pid()"""
    )
    _maintain(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture
def translating(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look words up as the site will once it has a catalogue (settings.USE_I18N)."""
    monkeypatch.setattr(translation, "_trans", trans_real)
