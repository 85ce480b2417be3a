"""What changes with every public write, and what was worked out since the last one.

Of public tables only `tracing_recount` moves nothing here: it says that counts wait, and pages that show them read it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connections, router

from changes.models import Change

T = TypeVar("T")
# One statement, each part read from the end of an index: what the feed has told of, how far back it goes, and the
# tables that it does not tell of, whose rows are replaced as a whole (counts).
STATE = """
SELECT (SELECT max(sequence) FROM changes_change),
       (SELECT sequence FROM changes_horizon),
       (SELECT max(id) FROM tracing_countedlead),
       (SELECT max(id) FROM tracing_reliance)
"""
NOTHING: Any = object()
KEPT_AT_MOST = 1_000
"""Answers by a process; what readers can ask has no end."""


def state() -> str:
    """What changes with every public write, and with no other."""
    with connections[router.db_for_read(Change)].cursor() as cursor:
        cursor.execute(STATE)
        return repr(cursor.fetchone())


class Answers:
    """What was worked out since the last public write: `answers.once(("items", "maker=…"), count)`.

    For what takes long and many ask: the numbers beside a list of 60,000 rows, the chains of the first page. Give a key
    that says all that the answer depends on, and do not change what you get.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T], keep: Callable[[T], bool] = lambda _made: True) -> T:
        """The answer; `make` is asked where there is none yet, and next time again where `keep` says no to it."""
        found: T = self._kept.get(key, NOTHING)
        if found is NOTHING:  # another thread may be about to make it too: then it is made twice
            found = make()
            if len(self._kept) >= KEPT_AT_MOST:
                self._kept.clear()
            if keep(found):
                self._kept[key] = found
        return found


_by_login: dict[tuple[str, str], tuple[str, Answers]] = {}


def answers_of_now() -> Answers:
    """The answers that hold now. One statement: ask once for a page.

    Each process and each login has its own, so nothing can be seen by a login that may not.
    """
    alias = router.db_for_read(Change)
    # A transaction may have written what no state tells of yet.
    if connections[alias].in_atomic_block:
        return Answers()
    # Read before any answer: what is published in between makes the next reader ask again, at worst in vain.
    now = state()
    login = alias, str(connections[alias].settings_dict["NAME"])
    at, answers = _by_login.get(login, ("", Answers()))
    if at != now:
        answers = Answers()
        _by_login[login] = now, answers
    return answers
