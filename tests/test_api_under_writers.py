"""While others publish, a walk sees every record that was there throughout exactly once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from django.db import connections
from django.test import Client

from tests.api_support import walk
from tests.conftest import PsycopgConnection, ScratchDatabase

WRITERS = 8
PAUSE = 0.1  # on a busy machine the writers must not run away from the reader
INSERT = """
    WITH made AS (
        INSERT INTO exports_shipment
            (exporter_id, recipient_id, item_id, kind, status, authorised, delivered, statement, note)
        SELECT exporter_id, recipient_id, item_id, kind, status, authorised, %s, '', 'made meanwhile'
        FROM exports_shipment ORDER BY random() LIMIT 1
        RETURNING id
    )
    INSERT INTO evidence_citation
        (source_id, locator, says, stance, credibility, rung, field, value_printed, value_read, shipment_id)
    SELECT (SELECT min(id) FROM evidence_source), '', '', 'supports', '2', 'deal', '', '', '', id FROM made
"""

WITHDRAW = """
    WITH gone AS (
        SELECT id FROM exports_shipment WHERE note = 'made meanwhile' ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED
    ), cited AS (
        DELETE FROM evidence_citation WHERE shipment_id IN (SELECT id FROM gone)
    )
    DELETE FROM exports_shipment WHERE id IN (SELECT id FROM gone)
"""


class Writer:
    """Publishes, corrects and withdraws until it is told to stop."""

    def __init__(self, opened: PsycopgConnection, old: list[int], stop: Event, seed: int) -> None:
        self.opened, self.old, self.stop = opened, old, stop
        self.dice = random.Random(seed)
        self.commits = 0

    def run(self) -> int:
        while not self.stop.is_set():
            with self.opened, self.opened.cursor() as cursor:
                self._write(cursor)
            self.commits += 1
            self.stop.wait(PAUSE)
        return self.commits

    def _write(self, cursor: object) -> None:
        execute = cursor.execute  # type: ignore[attr-defined]
        day = self.dice.choice(
            [None, "1990", "2015-06", f"20{self.dice.randrange(10, 26)}-0{self.dice.randrange(1, 10)}"]
        )
        execute(INSERT, [day])
        execute("UPDATE exports_shipment SET note = note || '.' WHERE id = %s", [self.dice.choice(self.old)])
        if self.dice.random() < 0.5:
            execute(WITHDRAW)


@contextmanager
def reading_from(scratch: ScratchDatabase) -> Iterator[None]:
    """Connections of the public site that are opened meanwhile, by other threads, go to the copy."""
    settings = connections["public"].settings_dict
    before = settings["NAME"]
    settings["NAME"] = scratch.name
    try:
        yield
    finally:
        settings["NAME"] = before


def walked(order: str) -> Counter[str]:
    """How often each record came on a walk; in a thread, with connections of its own."""
    try:
        pages = walk(Client(), f"/api/v1/shipments/?limit=10&fields=id&order={order}")
        return Counter(row["id"] for page in pages for row in page)
    finally:
        connections.close_all()


@pytest.mark.slow
def test_a_walk_while_eight_writers_publish_sees_every_lasting_record_once(scratch_database: ScratchDatabase) -> None:
    owner = scratch_database()
    cursor = owner.cursor()
    cursor.execute("SELECT id, public_id FROM exports_shipment")
    old = dict(cursor.fetchall())
    owner.commit()
    stop = Event()
    writers = [Writer(scratch_database(), list(old), stop, seed) for seed in range(WRITERS)]
    with reading_from(scratch_database), ThreadPoolExecutor(WRITERS + 1) as pool:
        running = [pool.submit(writer.run) for writer in writers]
        try:
            for order in ("id", "-id", "delivered", "-delivered"):
                seen = pool.submit(walked, order).result(timeout=120)
                assert {one: seen[one] for one in old.values() if seen[one] != 1} == {}, order
                assert max(seen.values()) == 1, order
                assert len(seen) > len(old), "the list grew while it was walked"
        finally:
            stop.set()
        commits = [one.result(timeout=60) for one in running]
    assert all(commits), "every writer published meanwhile"
