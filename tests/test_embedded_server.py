"""The embedded PostgreSQL is shared by all who use it, stops with the last of them, and survives their crashes."""

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from config.embedded import OWNER, Server


@pytest.fixture
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="armstrace-") as folder:
        Path(folder).chmod(0o711)
        yield Server(Path(folder) / "postgres", durable=False)


def process_id(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def answer(server: Server, statement: str) -> str:
    return server.psql("-U", OWNER, "-d", "armstrace", "-A", "-t", "-c", statement).stdout.strip()


def use_until_told(server: Server, line: Connection) -> None:
    """What another process does with the server."""
    with server.in_use():
        line.send("started")
        line.poll(30)


@pytest.fixture
def other_user(server: Server) -> Iterator[multiprocessing.process.BaseProcess]:
    """Another process that holds the server."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=use_until_told, args=(server, theirs))
    process.start()
    assert ours.poll(30)
    yield process
    if process.is_alive():
        ours.send("enough")
    process.join(30)
    ours.close()
    theirs.close()


def test_it_answers_while_in_use_and_stops_afterwards(server: Server) -> None:
    with server.in_use():
        assert answer(server, "SELECT 1") == "1"
    assert not (server.data / "postmaster.pid").exists()


def test_the_application_s_login_is_no_superuser(server: Server) -> None:
    with server.in_use():
        assert answer(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "f"


def test_data_stays_from_one_use_to_the_next(server: Server) -> None:
    with server.in_use():
        answer(server, "CREATE TABLE kept AS SELECT 42 AS number")
    with server.in_use():
        assert answer(server, "SELECT number FROM kept") == "42"


def test_the_first_to_leave_does_not_stop_it_for_the_other(
    server: Server, other_user: multiprocessing.process.BaseProcess
) -> None:
    with server.in_use():
        shared = process_id(server)
    assert process_id(server) == shared
    assert answer(server, "SELECT 1") == "1"


def test_a_killed_user_leaves_a_server_that_the_next_takes_over_and_stops(
    server: Server, other_user: multiprocessing.process.BaseProcess
) -> None:
    left_behind = process_id(server)
    other_user.kill()
    other_user.join()
    with server.in_use():
        assert process_id(server) == left_behind
    assert not (server.data / "postmaster.pid").exists()


def test_it_starts_again_after_the_server_itself_was_killed(server: Server) -> None:
    with server.in_use():
        os.kill(process_id(server), signal.SIGKILL)
    with server.in_use():
        assert answer(server, "SELECT 1") == "1"


def test_a_pid_file_whose_number_is_now_another_program_s_is_no_hindrance(server: Server) -> None:
    with server.in_use():
        pid_file = (server.data / "postmaster.pid").read_text()
    (server.data / "postmaster.pid").write_text(pid_file.replace(pid_file.splitlines()[0], str(os.getpid()), 1))
    with server.in_use():
        assert answer(server, "SELECT 1") == "1"


def test_an_interrupted_first_start_is_begun_again(server: Server) -> None:
    server.data.mkdir()
    (server.data / "base").mkdir()
    with server.in_use():
        assert answer(server, "SELECT 1") == "1"


def test_a_path_too_long_for_a_socket_gets_a_private_folder_for_it(server: Server) -> None:
    deep = Server(server.data.parent / ("long" * 30) / "postgres", durable=False)
    with deep.in_use():
        assert answer(deep, "SELECT 1") == "1"
        assert deep.socket_directory.stat().st_mode & 0o077 == 0
    deep.remove()
