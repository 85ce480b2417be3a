"""`kill -9` at any moment of an import: the database is as before or as after, and the import can be run again."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections

from tests.conftest import PsycopgConnection, ScratchDatabase, _create_copy, _drop, _template
from tests.register_files import DEALS_AND_TIVS, TRADE_REGISTER

# The full proof is KILLS=100; each takes about three seconds.
KILLS = int(os.environ.get("KILLS", "6"))
TABLES = (
    "entities_entity", "exports_item", "exports_shipment", "exports_delivery", "exports_valuation", "evidence_source",
    "evidence_citation", "evidence_publisher", "editorial_import", "editorial_importfile", "editorial_importrow",
    "editorial_importedcitation", "exports_shipmenthistory", "evidence_citationhistory",
)  # fmt: skip
LONGEST = 2.0
Counts = tuple[int, ...]


@contextmanager
def fresh_copy() -> Iterator[ScratchDatabase]:
    """A copy of the test database for the kills until one came too late."""
    scratch = ScratchDatabase(f"killed_{uuid4().hex[:12]}")
    _create_copy(scratch.name, _template())
    try:
        yield scratch
    finally:
        scratch.close()
        _drop(scratch.name)


def start(scratch: ScratchDatabase) -> subprocess.Popen[bytes]:
    where = connections["default"].settings_dict
    login = f"{quote(where['USER'])}:{quote(where['PASSWORD'])}" if where["PASSWORD"] else quote(where["USER"])
    address = f"postgresql://{login}@/{scratch.name}?host={quote(str(where['HOST']))}&port={where['PORT']}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "import", "sipri", str(TRADE_REGISTER), str(DEALS_AND_TIVS), "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address.removesuffix("&port="), "PUBLIC_DATABASE_URL": ""},
        stderr=subprocess.DEVNULL,
    )


def counts(opened: PsycopgConnection) -> Counts:
    """In one statement, so that all are of one moment."""
    with opened.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT count(*) FROM {table}" for table in TABLES))
        found = tuple(count for (count,) in cursor.fetchall())
    opened.rollback()
    return found


def wait_for(opened: PsycopgConnection, question: str, answer: bool) -> bool:
    """Ask until the answer comes, ten seconds at most."""
    for _ in range(500):
        with opened.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone()
        opened.rollback()
        if row is not None and row[0] is answer:
            return True
        time.sleep(0.02)
    return False


IS_AT_WORK = """
    SELECT EXISTS (
        SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE locktype = 'advisory' AND datname = current_database()
    )
"""
IS_CONNECTED = """
    SELECT count(*) > 1 FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
"""


def killed_after(seconds: float, scratch: ScratchDatabase, opened: PsycopgConnection) -> Counts:
    """What is there once the import was killed so long after it had begun its work."""
    process = start(scratch)
    wait_for(opened, IS_AT_WORK, True)
    time.sleep(seconds)
    process.kill()
    process.wait()
    assert wait_for(opened, IS_CONNECTED, False)
    return counts(opened)


@pytest.mark.slow
def test_a_killed_import_never_was_or_is_whole(scratch_database: ScratchDatabase) -> None:
    moments = random.Random(4)
    seen: Counter[Counts] = Counter()
    before = after = None
    left = KILLS
    while left or after is None:
        with fresh_copy() as scratch:
            opened = scratch()
            before = counts(opened)
            now = before
            while left and now == before:
                now = killed_after(moments.uniform(0, LONGEST), scratch, opened)
                seen[now] += 1
                left -= 1
            if now == before:  # it can be run again
                assert start(scratch).wait(60) == 0
                after = counts(opened)
    assert before != after
    assert sum(seen.values()) == KILLS
    assert set(seen) <= {before, after}, seen
