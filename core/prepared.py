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

PARAMETER = re.compile(r"%\((\w+)\)s")
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""By connection of psycopg2: what it has prepared."""


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
        return cls(called, f"PREPARE {called}{declared} AS {numbered}", given, used)

    def execute(self, cursor: Any, values: Mapping[str, Any], prefix: str = "") -> None:
        """Run it; then fetch from the cursor. `prefix` may be an EXPLAIN."""
        known = _prepared.setdefault(cursor.connection, set())
        if self.called not in known:
            # No parameters: the text of the statement may have per cent signs.
            cursor.execute(self.preparation, None)
            known.add(self.called)
        # One round trip, and one transaction: what is set is set for this statement. One generic plan serves all
        # values. JIT would compile for longer than the statement runs.
        cursor.execute(
            "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL jit = off; "
            f"{prefix} EXECUTE {self.called}{self.places}",
            [values[name] for name in self.used],
        )
