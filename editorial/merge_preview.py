"""What judging two records the same will change: judged inside a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from core.merging import Mergeable
from editorial.merge_map import Rows, rows_naming
from editorial.services.merging import merge
from entities.models import Entity
from tracing.model import Chain
from tracing.query import Direction, TraceQuestion
from tracing.service import trace

MOST_CHAINS = 60
"""Chains through each record that are compared; a preview of a state or a big maker says that it looked no further."""
ChainKey = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that a dry run lists."""

    kept: Mergeable
    merged: Mergeable
    rows: tuple[Rows, ...]
    twice: tuple[str, ...]
    appear: tuple[str, ...]
    change: tuple[str, ...]
    gone: tuple[str, ...]
    cut: bool

    def lines(self) -> Iterator[str]:
        """As a command prints it."""
        yield f"Kept: {self.kept} ({self.kept.public_id}). Shown under it: {self.merged} ({self.merged.public_id})."
        for one in self.rows:
            yield f"  {one.number} {one.table} ({one.field}): {one.shown.label}"
        for heading, found in self.parts:
            yield f"{heading}: {len(found)}"
            yield from (f"  {line}" for line in found)
        if self.cut:
            yield f"Only the best {MOST_CHAINS} chains through each record were compared."

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Lists under their headings. Where not all chains were compared, a missing one may only have moved down."""
        return (
            ("Said by both, shown once", self.twice),
            ("Chains that come among the best" if self.cut else "Chains that appear", self.appear),
            ("Chains that change", self.change),
            ("Chains no longer among the best" if self.cut else "Chains that are gone", self.gone),
        )


@dataclass
class _Through:
    """The chains through some records, by what carries them: names may change, records do not."""

    chains: dict[ChainKey, Chain] = field(default_factory=dict)
    cut: bool = False

    def add(self, record: Mergeable) -> None:
        found = trace(TraceQuestion(str(record.public_id), direction=Direction.BOTH, limit=MOST_CHAINS))
        self.cut = self.cut or found.cut
        self.chains |= {_key(chain): chain for chain in found.chains}


class _TakenBackError(Exception):
    """Ends the transaction in which it was tried."""


def preview(kept: Mergeable, merged: Mergeable) -> Preview:
    """Use before judging; ValidationError says what forbids it. Leaves nothing behind."""
    before, after = _Through(), _Through()
    before.add(kept)
    before.add(merged)
    try:
        with transaction.atomic():
            merge(kept, merged, why="Tried, to see what would change.")
            after.add(kept)
            raise _TakenBackError
    except _TakenBackError:
        pass
    kept.refresh_from_db()
    merged.refresh_from_db()
    same = before.chains.keys() & after.chains.keys()
    appear = _titles(after, after.chains.keys() - same)
    gone = _titles(before, before.chains.keys() - same)
    others = appear & gone  # the same stations, carried by other records: neither new nor lost to a reader
    change = {key for key in same if _judged(before.chains[key]) != _judged(after.chains[key])}
    return Preview(
        kept,
        merged,
        tuple(rows_naming(merged)),
        tuple(said_twice(kept, merged)),
        tuple(sorted(appear - others)),
        tuple(sorted(_titles(after, change) | others)),
        tuple(sorted(gone - others)),
        before.cut or after.cut,
    )


def said_twice(kept: Mergeable, merged: Mergeable) -> Iterator[str]:
    """Names, numbers and codes that both records have."""
    fields = (("names", "text"), ("identifiers", "value")) if isinstance(kept, Entity) else (
        ("names", "text"), ("properties", "name"), ("code_assignments", "code__code"))  # fmt: skip
    for name, column in fields:
        mine = set(getattr(kept, name).values_list(column, flat=True))
        yield from sorted(mine & set(getattr(merged, name).values_list(column, flat=True)))
    if str(kept) == str(merged):
        yield str(kept)


def _key(chain: Chain) -> ChainKey:
    return tuple((str(link.kind), tuple(record.public_id for record in link.records)) for link in chain.links)


def _judged(chain: Chain) -> tuple[str, ...]:
    weakest = chain.weakest.strength if chain.weakest else ""
    return (chain.title, str(chain.ending), str(chain.verdict), weakest)


def _titles(found: _Through, keys: set[ChainKey]) -> set[str]:
    return {found.chains[key].title for key in keys}
