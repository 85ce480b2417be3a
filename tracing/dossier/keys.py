"""Which records chains rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracing.dossier.facts import Key
from tracing.model import Chain, RecordRef


def records_of(chain: Chain) -> Iterator[RecordRef]:
    """Every record that the chain rests on, each once: the maker's first, then link by link."""
    seen: set[Key] = set()
    for record in (*chain.maker_records, *(record for link in chain.links for record in link.records)):
        if (record.kind, record.pk) not in seen:
            seen.add((record.kind, record.pk))
            yield record


def keys_of(chains: Iterable[Chain]) -> set[Key]:
    """The same for many chains, as keys."""
    return {(record.kind, record.pk) for chain in chains for record in records_of(chain)}
