"""The two recursive statements: read from `sql/`, prepared once a connection, executed with named parameters.

Preparing matters: planning either statement takes longer than most traces take to run. One generic plan serves all:
branches that are switched off cost one look at a parameter each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from core.prepared import Prepared

SQL = Path(__file__).resolve().parent / "sql"
OFFERED = re.compile(r"^-- with offered\n(.*?)^-- end offered\n", re.MULTILINE | re.DOTALL)
KNOWN = re.compile(r"^-- with known\n(.*?)^-- end known\n", re.MULTILINE | re.DOTALL)
MERGED = re.compile(r"^-- with merged\n(.*?)^-- end merged\n", re.MULTILINE | re.DOTALL)
UNOFFERED = re.compile(r"^-- without offered\n(.*?)^-- end unoffered\n", re.MULTILINE | re.DOTALL)
UNMERGED = re.compile(r"^-- without merged\n(.*?)^-- end without\n", re.MULTILINE | re.DOTALL)
INCLUDE = re.compile(r"^-- include (\S+)\n", re.MULTILINE)
COMMENT = re.compile(r"--[^\n]*")

TYPES: Mapping[str, str] = {
    "items": "bigint[]",  # where to start: four arrays of equal length
    "units": "bigint[]",
    "holders": "bigint[]",
    "days": "date[]",
    "wanted": "bigint[]",  # holders that a roll-up may lead to even where no record of theirs goes on
    "as_of": "date",  # leave out what began later
    "weakest": "smallint",  # leave out records of less strength (0: none)
    "rungs": "text[]",  # leave out records without a supporting citation at one of these rungs (NULL: none)
    "known_on": "date",  # leave out what no source had stated by this day; the statement without it does not ask
    "loosely": "boolean",  # … and keep what a source may have stated by then, for want of its own date
    "shipped": "boolean",  # kinds of link to follow
    "produced": "boolean",
    "built_in": "boolean",
    "authorised": "boolean",
    "seen": "boolean",
    "same_type": "boolean",
    "recorded_as": "boolean",
    "no_record": "boolean",
    "mind_time": "boolean",  # off: also what the dates forbid, to name the records that clash
    "depth": "integer",  # at most so many links (NULL: no limit)
    "row_limit": "integer",  # stop after so many states (one that is reached earlier by a later look counts again)
    "link_limit": "integer",  # … and send at most so many rows: states and links
}
AS_NAMED = ("merged", "forward_step", "forward_licences", "backward_step")
"""Files that read what facts name. A step is asked for each name of its state, which costs less than in each table."""
OFFERED_KINDS = ("same_type", "recorded_as", "no_record")


@cache
def text_of(name: str, offered: bool = True, known: bool = False, merged: bool = False) -> str:
    """The statement in `sql/<name>.sql` with its includes, as it would run with psycopg2's named parameters.

    Without what is `offered` (gaps, roll-ups, families) the plan is a third of the size and starts that much faster.
    Only the statement about what was `known` on a day looks at citations, and only that for a database in which
    records were judged the same (`merged`) looks their names up.
    """

    def included(found: re.Match[str]) -> str:
        return text_of(found.group(1).removesuffix(".sql"), offered, known, merged)

    text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    text = MERGED.sub(r"\1" if merged else "", KNOWN.sub(r"\1" if known else "", text))
    text = UNMERGED.sub("" if merged else r"\1", text)
    text = UNOFFERED.sub("" if offered else r"\1", OFFERED.sub(r"\1" if offered else "", text))
    # Each file for itself: some read the tables.
    return INCLUDE.sub(included, _reading_kept(text, known) if merged and name not in AS_NAMED else text)


def _tables_of(name: str) -> tuple[str, ...]:
    """What the names in this file stand for."""
    return tuple(
        re.findall(r"^(?:kept_)?(\w+) AS NOT", (SQL / f"{name}.sql").read_text(encoding="utf-8"), re.MULTILINE)
    )


MERGED_TABLES, KNOWN_TABLES = _tables_of("merged"), _tables_of("known")


def _reading_kept(text: str, known: bool) -> str:
    """The same statement, reading `kept_…` of sql/merged.sql instead of each table that has one.

    Of what was known on a day, the names in sql/known.sql stay, and they read `kept_…`.
    """
    for table in MERGED_TABLES:
        schema = r"public\." if known and table in KNOWN_TABLES else r"(?:public\.)?"
        text = re.sub(rf"(?<=FROM |JOIN ){schema}{table}\b", f"kept_{table}", text)
    return text


@cache
def _statement(name: str, offered: bool, known: bool, merged: bool) -> Prepared:
    return Prepared.of(f"trace_{name}", COMMENT.sub("", text_of(name, offered, known, merged)), TYPES)


def run(
    connection: BaseDatabaseWrapper, name: str, values: Mapping[str, Any], prefix: str = ""
) -> list[tuple[Any, ...]]:
    """Every row of the statement; `prefix` may be an EXPLAIN."""
    offered = any(values[switch] for switch in OFFERED_KINDS)
    merged = values.get("merged", False)
    with connection.cursor() as cursor:
        _statement(name, offered, values["known_on"] is not None, merged).execute(cursor, values, prefix)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
