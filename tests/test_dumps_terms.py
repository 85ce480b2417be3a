"""A register that may be kept but not published whole is in no dump, unless somebody says that it may be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from api.dumps.terms import EXCERPTS
from tests.conftest import ScratchDatabase
from tests.dumps_support import check_whole, manage, surroundings

pytestmark = pytest.mark.django_db
REGISTER = "embargoes"
# As an import leaves it: a release as the source of measures, each row of it one claim about one of them.
IMPORTED = """
    WITH release AS (
        UPDATE evidence_source SET handle = 'reg-embargoes-2021'
        WHERE id = (SELECT min(id) FROM evidence_source WHERE NOT is_protected) RETURNING id
    )
    INSERT INTO evidence_citation
        (source_id, measure_id, locator, says, stance, credibility, rung, field, value_printed, value_read)
    SELECT release.id, measure.id, 'row ' || place, '', 'supports', '2', 'deal', '', '', ''
    FROM release, (SELECT min(id) AS id FROM exports_measure) AS measure, generate_series(1, %s) AS place
"""


def imported(scratch: ScratchDatabase, rows: int) -> None:
    owner = scratch()
    with owner.cursor() as cursor:
        cursor.execute(IMPORTED, [rows])
    owner.commit()


def test_an_excerpt_is_published(scratch_database: ScratchDatabase, tmp_path: Path) -> None:
    imported(scratch_database, 1)
    assert manage(scratch_database, "dump", f"--to={tmp_path}").wait() == 0
    check_whole(tmp_path / "latest")


def test_more_than_an_excerpt_is_refused_and_nothing_is_written(
    scratch_database: ScratchDatabase, tmp_path: Path
) -> None:
    imported(scratch_database, EXCERPTS[REGISTER] + 1)
    command = [sys.executable, "manage.py", "dump", f"--to={tmp_path}"]
    run = subprocess.run(
        command, cwd=settings.BASE_DIR, env=surroundings(scratch_database), capture_output=True, text=True, check=False
    )
    said = run.stderr
    assert run.returncode != 0
    assert f"from the register “{REGISTER}”, whose terms allow excerpts only" in said
    assert f"--with-register {REGISTER}" in said
    assert not (tmp_path / "latest").exists()
    assert not list(tmp_path.glob(".building-*"))


def test_who_has_permission_says_so_and_it_is_written(scratch_database: ScratchDatabase, tmp_path: Path) -> None:
    imported(scratch_database, EXCERPTS[REGISTER] + 1)
    assert manage(scratch_database, "dump", f"--to={tmp_path}", f"--with-register={REGISTER}").wait() == 0
    check_whole(tmp_path / "latest")
