"""Statements that PostgreSQL plans once a connection instead of each time: planning often takes longer than running.

What is prepared belongs to its session. A pool between us and PostgreSQL has to keep one for each connection
(PgBouncer: `pool_mode = session`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self
from weakref import WeakKeyDictionary

from django.db import DatabaseError

PARAMETER = re.compile(r"%\((\w+)\)s")
STALE = frozenset({"0A000", "26000"})
"""What PostgreSQL says of a plan that gives other types than it did, and of one that the session does not have."""
_prepared: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
"""By connection of psycopg2: what it has prepared, and under what name."""
_stale: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
"""By connection: how many that were prepared on it cannot be used any more."""


@dataclass(frozen=True)
class Prepared:
    """A statement with named parameters. Each connection keeps its plan, so let their number have an end."""

    called: str
    preparation: str
    places: str
    used: tuple[str, ...]

    @classmethod
    def of(cls, label: str, text: str, types: Mapping[str, str]) -> Self:
        """From a text with `%(name)s` for each parameter, and the types of those that it may have.

        Nothing else is replaced: a per cent sign stands for itself.
        """
        used = tuple(name for name in types if f"%({name})s" in text)
        places = {name: f"${number}" for number, name in enumerate(used, start=1)}
        numbered = PARAMETER.sub(lambda found: places[found.group(1)], text)
        # The digest keeps two versions of the code apart.
        called = f"{label}_{sha256(numbered.encode()).hexdigest()[:12]}"
        declared = f" ({', '.join(types[name] for name in used)})" if used else ""
        given = f" ({', '.join(f'%s::{types[name]}' for name in used)})" if used else ""
        return cls(called, f"{declared} AS {numbered}", given, used)

    def execute(self, cursor: Any, values: Mapping[str, Any], prefix: str = "") -> None:
        """Run it; then fetch from the cursor. `prefix` may be an EXPLAIN.

        Where a column has changed its type since it was prepared, it is prepared anew; inside a transaction, which has
        failed by then, at the next use.
        """
        known = _prepared.setdefault(cursor.connection, {})
        was_known = self.called in known
        try:
            self._execute(cursor, known, values, prefix)
        except DatabaseError as problem:
            if not was_known or getattr(problem.__cause__, "pgcode", "") not in STALE:
                raise
            del known[self.called]
            _stale[cursor.connection] = _stale.get(cursor.connection, 0) + 1
            if cursor.db.in_atomic_block:
                raise
            self._execute(cursor, known, values, prefix)

    def _execute(self, cursor: Any, known: dict[str, str], values: Mapping[str, Any], prefix: str) -> None:
        if self.called not in known:
            # Another name for each that is stale: that one stays in the session until the connection ends.
            name = f"{self.called}_{_stale.get(cursor.connection, 0)}"
            # No parameters: the text of the statement may have per cent signs.
            cursor.execute(f"PREPARE {name}{self.preparation}", None)
            known[self.called] = name
        # One round trip. One generic plan serves all values; JIT would compile for longer than the statement runs.
        # Where the caller has no transaction, what is set ends with the statement; in one it holds to its end, also for
        # what triggers of later statements prepare.
        cursor.execute(
            "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL jit = off; "
            f"{prefix} EXECUTE {known[self.called]}{self.places}",
            [values[name] for name in self.used],
        )
