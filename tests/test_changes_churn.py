"""A client that follows the feed while eight writers publish ends with what is there: nothing missing, nothing extra.

It is short here; CHURN_SECONDS=600 makes it ten minutes.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import psycopg2
import pytest

from api.changes import RESOURCES, named
from api.shapes import BY_SLUG
from tests.conftest import PsycopgConnection, ScratchDatabase

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WRITERS, SECONDS = 8, float(os.environ.get("CHURN_SECONDS", "8"))
# Eight writers without a pause would publish more than one client in Python can read on the same machine.
LONGEST_PAUSE = 0.4
PAGE = 1_000
SHIPMENT = """
    WITH made AS (
        INSERT INTO exports_shipment (exporter_id, recipient_id, item_id, kind, status, authorised, statement, note)
        SELECT exporter_id, recipient_id, item_id, kind, status, authorised, '', %(words)s
        FROM exports_shipment ORDER BY random() LIMIT %(some)s RETURNING id
    )
    INSERT INTO evidence_citation
        (source_id, shipment_id, locator, says, stance, credibility, rung, field, value_printed, value_read)
    SELECT (SELECT id FROM evidence_source ORDER BY random() LIMIT 1), id, '', '', 'supports', '2', 'deal', '', '', ''
    FROM made
"""
OURS = "SELECT id FROM exports_shipment WHERE note LIKE 'churn%%' ORDER BY random() LIMIT %(some)s"
COMPANY = "(SELECT id FROM entities_entity WHERE kind = 'company' ORDER BY random() LIMIT 1)"
WRITES = [
    f"INSERT INTO entities_sameentity (merged_id, kept_id, why) SELECT {COMPANY}, {COMPANY}, 'churn'",
    "DELETE FROM entities_sameentity WHERE id = (SELECT id FROM entities_sameentity ORDER BY random() LIMIT 1)",
    SHIPMENT,
    SHIPMENT,
    f"UPDATE exports_shipment SET note = %(words)s WHERE id IN ({OURS})",
    f"UPDATE evidence_citation SET says = %(words)s, credibility = '6' WHERE shipment_id IN ({OURS})",
    (
        "INSERT INTO exports_delivery (shipment_id, period, quantity_unit, quantity_text, quantity_is_estimate) "
        f"SELECT id, '2020', '', '', false FROM ({OURS}) AS ours"
    ),
    "DELETE FROM exports_delivery WHERE id IN (SELECT id FROM exports_delivery ORDER BY random() LIMIT 1)",
    (
        f"WITH gone AS ({OURS}), parts AS (DELETE FROM exports_delivery WHERE shipment_id IN (SELECT id FROM gone)), "
        "cited AS (DELETE FROM evidence_citation WHERE shipment_id IN (SELECT id FROM gone)) "
        "DELETE FROM exports_shipment WHERE id IN (SELECT id FROM gone)"
    ),
    (
        "UPDATE entities_entity SET name = left(name, 40) || ' ' || %(some)s "
        "WHERE id = (SELECT id FROM entities_entity ORDER BY random() LIMIT 1)"
    ),
    (
        "UPDATE evidence_source SET title = left(title, 40) || ' ' || %(some)s "
        "WHERE id = (SELECT id FROM evidence_source WHERE NOT is_protected ORDER BY random() LIMIT 1)"
    ),
]


def write_until(stop: Event, owner: PsycopgConnection, seed: int, done: list[int]) -> None:
    """Publish small transactions of one to four statements; what the database refuses is rolled back."""
    dice = random.Random(seed)
    with owner.cursor() as cursor:
        while not stop.is_set():
            try:
                for _ in range(dice.randint(1, 4)):
                    cursor.execute(dice.choice(WRITES), {"words": f"churn {dice.random()}", "some": dice.randint(1, 3)})
                if dice.random() < 0.1:
                    owner.rollback()
                else:
                    owner.commit()
                    done[0] += 1
            except psycopg2.Error:  # deadlocks, bare facts, deliveries of what was just deleted
                owner.rollback()
            sleep(dice.random() * LONGEST_PAUSE)


def records(reader: PsycopgConnection, kind: str, ids: list[str] | None) -> dict[str, str]:
    """Records of one kind as the API gives them: those with these ids, or all."""
    shape = BY_SLUG[RESOURCES[kind]]
    rows = shape.queryset().values_list(*shape.key, "shaped").order_by()
    if ids is not None:
        rows = rows.filter(named(shape, ids))
    statement, values = rows.query.sql_with_params()
    with reader.cursor() as cursor:
        cursor.execute(statement, values)
        return {":".join(key): text for *key, text in cursor.fetchall()}


class Mirror:
    """What a client has that follows `since`."""

    def __init__(self, reader: PsycopgConnection) -> None:
        self.reader, self.since = reader, 0
        self.records: dict[tuple[str, str], str] = {}

    def follow(self) -> int:
        """Read one page of changes, and the records that it names."""
        with self.reader.cursor() as cursor:
            cursor.execute(
                "SELECT sequence, kind, public_id FROM changes_change WHERE sequence > %s ORDER BY sequence LIMIT %s",
                [self.since, PAGE],
            )
            page = cursor.fetchall()
        named: defaultdict[str, set[str]] = defaultdict(set)
        for _, kind, public_id in page:
            named[kind].add(public_id)
        for kind, ids in named.items():
            here = records(self.reader, kind, sorted(ids))
            for public_id in ids:
                self.records.pop((kind, public_id), None)
            self.records |= {(kind, public_id): text for public_id, text in here.items()}
        self.since = page[-1][0] if page else self.since
        return len(page)


def test_a_client_that_follows_the_feed_misses_nothing(scratch_database: ScratchDatabase) -> None:
    reader = scratch_database("public")
    reader.autocommit = True
    stop, done = Event(), [[0] for _ in range(WRITERS)]
    writers = [
        Thread(target=write_until, args=(stop, scratch_database(), seed, count)) for seed, count in enumerate(done)
    ]
    mirror = Mirror(reader)
    for writer in writers:
        writer.start()
    ends = monotonic() + SECONDS
    while monotonic() < ends:
        mirror.follow()
    stop.set()
    for writer in writers:
        writer.join()
    while mirror.follow():
        pass
    there: dict[tuple[str, str], Any] = {
        (kind, public_id): text for kind in RESOURCES for public_id, text in records(reader, kind, None).items()
    }
    assert sum(count for (count,) in done) > WRITERS, "The writers did not get to write."
    missing, extra = there.keys() - mirror.records.keys(), mirror.records.keys() - there.keys()
    stale = {key for key in there.keys() & mirror.records.keys() if there[key] != mirror.records[key]}
    assert (len(missing), len(extra), len(stale)) == (0, 0, 0), (missing, extra, stale)
    print(f"{sum(count for (count,) in done)} transactions, {mirror.since} changes, {len(there)} records")  # noqa: T201
