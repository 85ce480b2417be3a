"""Writing many cited shipments in one transaction stays linear, with every trigger that guards them."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from bench.database import own_database

SMALL, LARGE = 10_000, 100_000
LIMIT = 12
BATCH = 5_000
SHIPMENTS = """
    INSERT INTO exports_shipment
        (exporter_id, recipient_id, item_id, kind, status, authorised, delivered, statement, note)
    SELECT %s, %s, %s, 'unknown', 'unknown', 'not_stated', '2020-05', '', '' FROM generate_series(1, %s)
    RETURNING id
"""
CITATIONS = """
    INSERT INTO evidence_citation
        (source_id, shipment_id, locator, says, stance, credibility, rung, field, value_printed, value_read)
    SELECT %s, unnest(%s), '', '', 'supports', '2', 'deal', '', '', ''
"""


def measure() -> Iterator[str]:
    """Time SMALL and LARGE loads to their commits; the second must take no more than LIMIT times the first."""
    with own_database("no_bare_fact"):
        world = _world()
        _load(100, *world)  # plans made on nearly empty tables, as in a session that runs for long
        # The small one three times, around the large one: on a busy machine single seconds say little.
        before = [_load(SMALL, *world), _load(SMALL, *world)]
        large = _load(LARGE, *world)
        small = median([*before, _load(SMALL, *world)])
    ratio = large / small
    verdict = "ok" if ratio <= LIMIT else "TOO SLOW"
    yield (
        f"{SMALL:,} shipments with citations {small:.2f} s, {LARGE:,} {large:.2f} s, "
        f"ratio {ratio:.1f} (at most {LIMIT}): {verdict}"
    )


def _load(count: int, source: int, exporter: int, recipient: int, item: int) -> float:
    """Plain SQL in batches: what is measured is the database with its triggers, not the ORM."""
    from django.db import connection, transaction

    started = perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for first in range(0, count, BATCH):
            cursor.execute(SHIPMENTS, [exporter, recipient, item, min(BATCH, count - first)])
            cursor.execute(CITATIONS, [source, [key for (key,) in cursor.fetchall()]])
    return perf_counter() - started


def _world() -> tuple[int, int, int, int]:
    from django.db import transaction

    from entities.models import Entity
    from evidence.models import Citation, Source
    from exports.models import Item

    with transaction.atomic():
        source = Source.objects.create(title="A register", kind="official", reliability="B")
        maker = Entity.objects.create(name="Maker", kind="company")
        buyer = Entity.objects.create(name="Buyer", kind="company")
        item = Item.objects.create(designation="Optic", kind="component", maker=maker)
        Citation.objects.bulk_create(
            [
                Citation(source=source, entity=maker),
                Citation(source=source, entity=buyer),
                Citation(source=source, item=item),
            ]
        )
    return source.pk, maker.pk, buyer.pk, item.pk
