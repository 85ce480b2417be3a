"""A trace as rows: one for each link, so that a spreadsheet shows what the picture shows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import TextIO

from tracing.model import Chain, Link, Node, RecordRef

Value = str | int
HEADER = (
    "chain", "link", "kind", "verb", "item_id", "item", "unit_id", "unit", "holder_id", "holder", "to_item_id",
    "to_item", "to_holder_id", "to_holder", "incident_id", "incident", "conflict_id", "conflict", "record_ids",
    "records", "when", "when_earliest", "when_latest", "quantity", "strength", "rung", "sources", "origins", "disputed",
    "disagreements", "is_gap", "flags", "chain_ending", "chain_time_verdict",
)  # fmt: skip


def rows(chains: Sequence[Chain], first: int = 1) -> Iterator[tuple[Value, ...]]:
    """Use for every CSV of a trace, under HEADER; what several records of a link say is joined by semicolons.

    `first` is the number of the first chain, where these are a later page of the answer.
    """
    for place, chain in enumerate(chains, start=first):
        for number, link in enumerate(chain.links, start=1):
            yield (place, number, *_link(link), chain.ending.value, chain.verdict.value)


def write_csv(chains: Sequence[Chain], to: TextIO) -> None:
    """Write them with a header line."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows(chains))


def _link(link: Link) -> tuple[Value, ...]:
    source, target = link.source, link.target
    return (
        link.kind.value, str(link.verb), *_named(source.item), *_named(source.unit), *_named(source.holder),
        *_named(target.item if target else None), *_named(target.holder if target else None),
        *_named(link.incident), *_named(link.conflict), _joined(link, "public_id"), _joined(link, "title"),
        *dates_of(link.records), _joined(link, "quantity"), "" if link.is_gap else link.strength, link.lowest_rung,
        link.sources, link.origins, "yes" if link.is_disputed else "no",
        "; ".join(str(words) for words in link.disagreements), "yes" if link.is_gap else "no",
        "; ".join(str(flag) for flag in link.flags),
    )  # fmt: skip


def _named(node: Node | None) -> tuple[str, str]:
    return (node.public_id, node.label) if node else ("", "")


def _joined(link: Link, attribute: str) -> str:
    return "; ".join(str(getattr(record, attribute)) for record in link.records)


def dates_of(records: Sequence[RecordRef]) -> tuple[str, str, str]:
    """Three texts: as recorded, then the first and last day that any of the records allows."""
    written = [record.when for record in records if record.when]
    ends = [record.until or record.when for record in records]
    first = [moment.earliest for moment in written if moment.earliest]
    last = [moment.latest for moment in ends if moment and moment.latest]
    return (
        "; ".join(moment.edtf for moment in written),
        min(first).isoformat() if first else "",
        max(last).isoformat() if last else "",
    )
