"""Filling an empty database with a made-up world: which of its rows go into which table, and what cites them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import islice
from typing import Any

import psycopg2.extensions

from bench.world import Row, World

TABLES: Sequence[tuple[str, str, str]] = (
    ("entities_country", "id, code, alpha3, name, official_name, kind, note", "countries"),
    (
        "entities_entity",
        "id, name, kind, country_id, part_of_id, unknown_reason, description, website, note",
        "entities",
    ),
    ("exports_item", "id, designation, kind, category, description, maker_id, variant_of_id, note, strength", "items"),
    (
        "exports_incorporation",
        "id, component_id, platform_id, integrator_id, integrator_is_stated, kind, since, note, strength",
        "incorporations",
    ),
    (
        "exports_shipment",
        (
            "id, exporter_id, recipient_id, item_id, kind, status, authorised, ordered, delivered, statement, note, "
            "strength"
        ),
        "shipments",
    ),
    (
        "exports_licence",
        "id, title, number, kind, count_low, issued, valid_until, conditions, statement, note, strength",
        "licences",
    ),
    ("exports_licenceitem", "id, licence_id, item_id", "licence_items"),
    ("exports_licenceparty", "id, licence_id, entity_id, role", "licence_parties"),
    ("conflicts_conflict", "id, name, short_name, ucdp_id, began, note", "conflicts"),
    ("conflicts_belligerent", "id, conflict_id, entity_id, side, supports_only", "belligerents"),
    (
        "conflicts_incident",
        (
            "id, title, kind, user_id, conflict_id, happened, is_period, place_as_printed, target, statement, note, "
            "strength"
        ),
        "incidents",
    ),
    ("conflicts_incidentitem", "id, incident_id, item_id, role", "incident_items"),
)
CITED = {
    "shipment": "exports_shipment",
    "incorporation": "exports_incorporation",
    "licence": "exports_licence",
    "incident": "conflicts_incident",
}
SOURCES = """
    INSERT INTO evidence_source
        (title, title_is_inferred, kind, authors, statement, language, url, archived_url, reliability, is_protected,
         note, published)
    SELECT 'Report ' || number, false, 'original', '', '', '', '', '', 'B', false, '',
           (1996 + number %% 29) || '-' || lpad((1 + number %% 12)::text, 2, '0')
    FROM generate_series(1, %s) AS number
"""
CITATIONS = """
    INSERT INTO evidence_citation
        (source_id, {column}_id, locator, says, stance, credibility, rung, field, value_printed, value_read)
    SELECT source.id, record.id, '', '', 'supports', '2', 'deal', '', '', ''
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM {table}) record
    CROSS JOIN generate_series(0, 1) AS one
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM evidence_source) source
      ON source.place = 1 + (record.place * 7919 + one * 104729) %% %s
"""
RECORDS_A_SOURCE = 10


def load(connection: psycopg2.extensions.connection, world: World) -> None:
    """Fill an empty, migrated database by COPY. Needs a superuser, who may leave keys and triggers unchecked."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, columns, rows in TABLES:
            _copy(cursor, table, columns, getattr(world, rows)())
        sources = max(1, world.size.shipments // RECORDS_A_SOURCE)
        cursor.execute(SOURCES, [sources])
        for column, table in CITED.items():  # two sources each, spread over the months of thirty years
            cursor.execute(CITATIONS.format(column=column, table=table), [sources])
    connection.commit()
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")  # index-only scans need the visibility map
    connection.autocommit = False


def _copy(cursor: psycopg2.extensions.cursor, table: str, columns: str, rows: Iterable[Row]) -> None:
    rows = iter(rows)
    while chunk := list(islice(rows, 50_000)):
        lines = "".join("\t".join(map(_text, row)) + "\n" for row in chunk)
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", StringIO(lines))


def _text(value: Any) -> str:
    return "\\N" if value is None else str(value)
