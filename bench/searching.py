"""How long a search takes over some hundred thousand names, and what keeping them findable adds to bulk writes."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import psycopg2

from bench.database import kept_database

LIMIT_MS, QUESTIONS, SEED = 100, 240, 3
SMALL, LARGE = 5_000, 50_000
LIMIT = 12
SYLLABLES = [a + b for a in "bdkglmnrstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
COMMON = (
    "Technology",
    "Electronics",
    "Industries",
    "Defence",
    "Systems",
    "Aviation",
    "Trading",
    "Group",
    "Semiconductor",
)
FORMS = ("Ltd", "GmbH", "A.Ş.", "LLC", "Inc.", "Co., Ltd.", "JSC", "")
TEXT = (
    "delivered",
    "drones",
    "engines",
    "contract",
    "ministry",
    "wreckage",
    "border",
    "permit",
    "suspended",
    "photographed",
)
CYRILLIC = str.maketrans("abvgdeziklmnoprstufyh", "абвгдезиклмнопрстуфйх")
BARE = "SELECT record_id FROM search_entry WHERE rare %% %s ORDER BY similarity(rare, %s) DESC LIMIT 25"


def measure() -> Iterator[str]:
    """Registered in `bench/__main__.py`; `BENCH_SCALE=0.1` makes it smaller."""
    scale = float(os.environ.get("BENCH_SCALE", "1"))
    made_from = f"{scale} {Path(__file__).read_text(encoding='utf-8')}"
    with kept_database("searching", made_from, lambda: _load(scale)):
        yield _size()
        yield from _searches()
        yield from _writes()


def _searches() -> Iterator[str]:
    from search.find import Asked, find

    ways = _questions()
    for asked in ways.values():  # warms the server
        for one in asked[::10]:
            find(Asked(one))
    bare = {way: [_bare(one) for one in asked] for way, asked in ways.items()}
    times = {way: [_spent(lambda one=one: find(Asked(one))) for one in asked] for way, asked in ways.items()}
    every = quantiles([spent for way in times.values() for spent in way], n=20)
    trigram = quantiles([spent for way in bare.values() for spent in way], n=20)
    verdict = "ok" if every[18] <= LIMIT_MS else "TOO SLOW"
    yield (
        f"{sum(map(len, ways.values()))} searches p50 {every[9]:.0f} ms, p95 {every[18]:.0f} ms (at most {LIMIT_MS}): "
        f"{verdict}; a bare trigram query p50 {trigram[9]:.0f} ms, p95 {trigram[18]:.0f} ms; "
        f"ratio of the 95th {every[18] / trigram[18]:.2f}"
    )
    for way, spent in times.items():
        cuts = quantiles(spent, n=20)
        yield f"  {way}: p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms, bare trigram p50 {median(bare[way]):.0f} ms"


def _writes() -> Iterator[str]:
    """Names added in one statement, with the triggers and, to compare, into a table without any."""
    from django.db import connection, transaction

    insert = (
        "INSERT INTO {} (entity_id, text, kind, language, script) "
        "SELECT id, 'Name ' || md5(id::text) || ' Ltd', 'alias', '', '' FROM entities_entity ORDER BY id LIMIT %s"
    )
    times: dict[str, list[float]] = {"warm": [], "small": [], "large": [], "history": [], "bare": []}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bare (LIKE entities_name INCLUDING ALL) ON COMMIT DROP")
        for way, table, count in (
            ("warm", "entities_name", 100),
            ("small", "entities_name", SMALL),
            ("large", "entities_name", LARGE),
            ("small", "entities_name", SMALL),
            ("small", "entities_name", SMALL),
            ("history", "entities_name", LARGE),
            ("bare", "bare", LARGE),
        ):
            cursor.execute("SAVEPOINT one")
            if way == "history":
                cursor.execute("ALTER TABLE entities_name DISABLE TRIGGER search_entries_inserted")
            times[way].append(_spent(lambda: cursor.execute(insert.format(table), [count])) / 1000)  # noqa: B023
            cursor.execute("ROLLBACK TO SAVEPOINT one")
        transaction.set_rollback(True)
    small, large = median(times["small"]), times["large"][0]
    verdict = "ok" if large / small <= LIMIT else "TOO SLOW"
    yield (
        f"{SMALL:,} names {small:.2f} s, {LARGE:,} {large:.2f} s, ratio {large / small:.1f} (at most {LIMIT}): "
        f"{verdict}; a name {large / LARGE * 1e6:.0f} µs, {times['history'][0] / LARGE * 1e6:.0f} µs without search, "
        f"{times['bare'][0] / LARGE * 1e6:.0f} µs without history either"
    )


def _spent(work: Any) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def _bare(words: str) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        return _spent(lambda: cursor.execute(BARE, [words.lower(), words.lower()]))


def _questions() -> dict[str, list[str]]:
    from django.db import connection

    dice = random.Random(SEED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM entities_name ORDER BY id")
        names = dice.sample([name for (name,) in cursor.fetchall()], QUESTIONS)
        cursor.execute("SELECT serial_as_read FROM exports_itemunit ORDER BY id")
        serials = dice.sample([serial for (serial,) in cursor.fetchall()], QUESTIONS // 4)
    return {
        "a whole name": names[:60],
        "in Cyrillic letters": [name.lower().translate(CYRILLIC) for name in names[60:120]],
        "with two letters exchanged": [_wrong(dice, name) for name in names[120:180]],
        "its first word": [name.split()[0] for name in names[180:]],
        "a common word": [dice.choice(COMMON) for _ in range(QUESTIONS // 8)],
        "two common words": [" ".join(dice.sample(COMMON, 2)) for _ in range(QUESTIONS // 8)],
        "part of a serial number": [serial[2:8] for serial in serials],
        "three words of a citation": [" ".join(dice.sample(TEXT, 3)) for _ in range(QUESTIONS // 8)],
        "two letters": ["".join(dice.sample("abdeklmnost", 2)) for _ in range(QUESTIONS // 8)],
    }


def _wrong(dice: random.Random, name: str) -> str:
    place = dice.randrange(len(name) // 2)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _name(dice: random.Random) -> str:
    first = "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).capitalize()
    second = "".join(dice.choices(SYLLABLES, k=dice.randint(1, 3))).capitalize() if dice.random() < 0.5 else ""
    return " ".join(filter(None, (first, second, dice.choice([*COMMON, ""]), dice.choice(FORMS))))


def _size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE plain IS NOT NULL), count(*) FILTER (WHERE plain IS NULL), "
            "pg_size_pretty(pg_total_relation_size('search_entry')) FROM search_entry"
        )
        names, texts, size = cursor.fetchone()
    return f"{names:,} names and numbers, {texts:,} texts, {size}"


def _load(scale: float) -> None:
    from django.db import connection

    dice = random.Random(SEED)
    parameters: dict[str, Any] = connection.get_connection_params()
    parameters |= {"user": os.environ.get("BENCH_SUPERUSER", "postgres")}
    parameters.pop("cursor_factory", None)
    with closing(psycopg2.connect(**parameters)) as superuser, superuser, superuser.cursor() as cursor:
        # Without keys and triggers, which are not measured here; the search tables are filled by their own functions.
        cursor.execute("SET session_replication_role = replica")
        _fill(cursor, dice, scale)
        for table, origin in (
            ("entities_entity", "entity"),
            ("exports_item", "item"),
            ("exports_itemunit", "item_unit"),
        ):
            cursor.execute(f"SELECT search_put_documents('{origin}', ARRAY(SELECT id FROM {table}))")
            cursor.execute(f"SELECT search_put_entries('{origin}', ARRAY(SELECT id FROM {table}))")
        for table, origin in (("entities_name", "name"), ("evidence_citation", "citation")):
            cursor.execute(f"SELECT search_put_entries('{origin}', ARRAY(SELECT id FROM {table}))")
    with closing(psycopg2.connect(**parameters)) as superuser:
        superuser.autocommit = True
        superuser.cursor().execute("VACUUM ANALYZE")


def _fill(cursor: Any, dice: random.Random, scale: float) -> None:
    from psycopg2.extras import execute_values

    many = int(100_000 * scale)
    execute_values(
        cursor,
        "INSERT INTO entities_entity (id, name, kind, unknown_reason, description, website, note) VALUES %s",
        [(n, _name(dice), "company", "", "", "", "") for n in range(1, many + 1)],
    )
    execute_values(
        cursor,
        "INSERT INTO entities_name (entity_id, text, kind, language, script) VALUES %s ON CONFLICT DO NOTHING",
        [(dice.randint(1, many), _alias(dice), "alias", "", "") for _ in range(2 * many)],
    )
    execute_values(
        cursor,
        "INSERT INTO exports_item (id, designation, kind, category, description, maker_id, note) VALUES %s",
        [(n, _item(dice), "component", "", "", dice.randint(1, many), "") for n in range(1, many // 2 + 1)],
    )
    execute_values(
        cursor,
        "INSERT INTO exports_itemunit (id, item_id, kind, label, serial_as_read, marks, note) VALUES %s",
        [(n, n, "unit", f"Unit {n}", f"S{dice.randrange(10**9):09}", "", "") for n in range(1, many // 4 + 1)],
    )
    execute_values(
        cursor,
        "INSERT INTO evidence_citation (source_id, entity_id, locator, says, stance, credibility, rung, field, "
        "value_printed, value_read) VALUES %s",
        [
            (1, n, "", " ".join(dice.choices([*TEXT, *SYLLABLES], k=14)), "supports", "2", "deal", "", "", "")
            for n in range(1, many + 1)
        ],
    )


def _alias(dice: random.Random) -> str:
    name = _name(dice)
    return name.lower().translate(CYRILLIC) if dice.random() < 0.2 else name


def _item(dice: random.Random) -> str:
    letters = "".join(dice.choices("ABCDEFKLMXZ", k=dice.randint(2, 3)))
    return f"{''.join(dice.choices(SYLLABLES, k=2)).capitalize()} {letters}-{dice.randrange(1, 9999)}"
