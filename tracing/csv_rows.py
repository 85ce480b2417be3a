"""A trace as rows: one for each link, so that a spreadsheet shows what the picture shows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from tracing.model import Chain, Link, Trace

HEADER = (
    "chain", "link", "kind", "verb", "item", "item_id", "unit", "from", "from_id", "to", "to_id", "to_item",
    "to_item_id",
    "incident", "incident_id", "conflict", "conflict_id", "when", "quantity", "strength", "rung", "sources", "origins",
    "disputed", "disagreements", "flags", "records", "chain_ends", "chain_time",
)  # fmt: skip


def rows(trace: Trace) -> Iterator[tuple[str, ...]]:
    """Use for every CSV of a trace: the header, then one row for each link of each chain."""
    yield HEADER
    for number, chain in enumerate(trace.chains, start=1):
        for place, link in enumerate(chain.links, start=1):
            yield _row(chain, link, number, place)


def write_csv(trace: Trace, to: TextIO) -> None:
    """Write them with a header line."""
    csv.writer(to, lineterminator="\n").writerows(rows(trace))


def _row(chain: Chain, link: Link, number: int, place: int) -> tuple[str, ...]:
    source, target = link.source, link.target
    return (
        str(number), str(place), link.kind.value, str(link.verb), source.item.label, source.item.public_id,
        source.unit.public_id if source.unit else "", source.holder.label, source.holder.public_id,
        target.holder.label if target else "", target.holder.public_id if target else "",
        target.item.label if target else "", target.item.public_id if target else "",
        link.incident.label if link.incident else "", link.incident.public_id if link.incident else "",
        link.conflict.label if link.conflict else "", link.conflict.public_id if link.conflict else "",
        link.when_words, link.quantity_words, "" if link.is_gap else link.strength, link.lowest_rung,
        str(link.sources), str(link.origins), "yes" if link.is_disputed else "no", "; ".join(link.disagreements),
        " ".join(link.flags), " ".join(record.public_id for record in link.records),
        chain.ending.value, chain.verdict.value,
    )  # fmt: skip
