"""A plan: what every row of a file will become, made before anything is written and named by its SHA-256."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from editorial.choices import RowStatus
from importers.reading.lines import Line
from importers.reading.sealing import Sealed

MAKES_SOMETHING = frozenset({RowStatus.NEW, RowStatus.MATCHED, RowStatus.POSSIBLE, RowStatus.CHANGED})


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """The row of an earlier release that tells the same thing; `match` is the record that it was found to be."""

    key: int
    source: int
    release: str
    facts: dict[str, str]
    match: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A name as printed, or what a register calls a thing; and the public id of a record that it may be.

    A person decides. For a thing, `called` names it for readers; `facts` are what the register says of it, in pairs.
    """

    printed: str
    record: str
    called: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def is_of_a_thing(self) -> bool:
        """False for a printed name."""
        return bool(self.called)

    @property
    def says(self) -> str:
        """What the register says of the thing, in one line."""
        return "; ".join([self.called, *(f"{what}: {value}" for what, value in self.facts if value)])


@dataclass(slots=True)
class PlannedRow:
    """One row of a file and what it will become.

    `key` names the same thing in other releases; `match` is the public id of the record that it states or may state.
    `facts` are what it states, by field: they are compared between releases. Empty: the row belongs to another one,
    `main`, if that is known.
    `asks` are the names or things that keep it a possible match; only registers that heed decisions ask.
    """

    file: int
    line: Line
    status: RowStatus
    key: str = ""
    column: str = ""
    reason: str = ""
    match: str = ""
    says: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    earlier: EarlierRow | None = None
    asks: tuple[Ask, ...] = ()
    main: PlannedRow | None = field(default=None, repr=False)

    @property
    def makes_something(self) -> bool:
        """True where the register's writer has to make a record of it; what an earlier release made is only cited."""
        return self.status in MAKES_SOMETHING and self.earlier is None


@dataclass(slots=True)
class Reading:
    """Everything that was read from the files of one import. `content` is the register's own, for its writer."""

    files: Sequence[Sealed]
    layouts: Sequence[str]
    release: str
    content: Any
    rows: list[PlannedRow] = field(default_factory=list)
    published: str = ""
    gone: int = 0

    @property
    def counts(self) -> dict[RowStatus, int]:
        """How many rows have each status, in the order of the statuses; those that none has are left out."""
        counted = Counter(row.status for row in self.rows)
        return {status: counted[status] for status in RowStatus if counted[status]}

    @property
    def sha256(self) -> str:
        """Names this plan: the same files against the same records give the same plan."""
        return _digest(self.files, self.release, self.rows)


def _digest(files: Iterable[Sealed], release: str, rows: Iterable[PlannedRow]) -> str:
    digest = hashlib.sha256(f"{release}|{'|'.join(file.sha256 for file in files)}".encode())
    for row in rows:
        digest.update(f"\n{row.file}:{row.line.number}:{row.status}:{row.key}:{row.match}:{row.reason}".encode())
    return digest.hexdigest()
