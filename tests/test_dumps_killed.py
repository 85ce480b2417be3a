"""`kill -9` at any moment of a dump: the dump before is intact, and the next run is not in the way of what was left."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from api.dumps import building
from api.dumps.manifest import write_manifest
from tests.conftest import ScratchDatabase
from tests.dumps_support import check_whole, manage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KILLS = int(os.environ.get("KILLS", "4"))
LONGEST = 1.5


def test_a_killed_dump_leaves_the_one_before(scratch_database: ScratchDatabase, tmp_path: Path) -> None:
    assert manage(scratch_database, "dump", f"--to={tmp_path}").wait() == 0
    first = (tmp_path / "latest").readlink()
    dice, killed = random.Random(7), 0
    for _ in range(KILLS):
        run = manage(scratch_database, "dump", f"--to={tmp_path}")
        while run.poll() is None and not list(tmp_path.glob(f".building-{run.pid}")):
            time.sleep(0.005)
        time.sleep(dice.random() * LONGEST)
        run.kill()
        killed += run.wait() != 0
        check_whole(tmp_path / "latest")
    assert killed
    if killed == KILLS:
        assert (tmp_path / "latest").readlink() == first
    assert manage(scratch_database, "dump", f"--to={tmp_path}").wait() == 0
    check_whole(tmp_path / "latest")
    assert not list(tmp_path.glob(".building-*"))


def test_a_dump_that_is_not_what_was_written_is_not_switched_to(
    django_db_setup: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("dump", to=tmp_path, verbosity=0)
    before = (tmp_path / "latest").readlink()

    def disturbed(folder: Path, described: dict[str, object]) -> None:
        write_manifest(folder, described)
        with (folder / "entities.ndjson").open("ab") as file:
            file.write(b"x")

    monkeypatch.setattr(building, "write_manifest", disturbed)
    with pytest.raises(CommandError, match=r"entities\.ndjson is not what was written"):
        call_command("dump", to=tmp_path, verbosity=0)
    assert (tmp_path / "latest").readlink() == before
    assert not list(tmp_path.glob(".building-*"))
