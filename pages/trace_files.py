"""A trace as CSV (one row a link), as JSON and as a picture to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings

from pages.columns.common import CREDIT
from pages.tables import Value
from tracing.model import Chain, Link, Node, RecordRef, Trace

HEADER = (
    "chain",
    "link",
    "kind",
    "verb",
    "item_id",
    "item",
    "holder_id",
    "holder",
    "to_item_id",
    "to_item",
    "to_holder_id",
    "to_holder",
    "incident_id",
    "incident",
    "conflict_id",
    "conflict",
    "record_ids",
    "records",
    "when",
    "when_earliest",
    "when_latest",
    "quantity",
    "strength",
    "rung",
    "sources",
    "origins",
    "disagreements",
    "is_gap",
    "flags",
    "chain_ending",
    "chain_time_verdict",
    "addresses",
    "credit",
)


def csv_rows(chains: Sequence[Chain], first: int = 1) -> Iterator[tuple[Value, ...]]:
    """One row a link; what several records say is joined by semicolons."""
    for place, chain in enumerate(chains, start=first):
        for number, link in enumerate(chain.links, start=1):
            yield (place, number, *_link(link), chain.ending.value, chain.verdict.value, _addresses(link), CREDIT)


def _link(link: Link) -> tuple[Value, ...]:
    target_item = link.target.item if link.target else None
    target_holder = link.target.holder if link.target else None
    return (
        link.kind.value,
        str(link.verb),
        *_named(link.source.item),
        *_named(link.source.holder),
        *_named(target_item),
        *_named(target_holder),
        *_named(link.incident),
        *_named(link.conflict),
        _joined(link, "public_id"),
        _joined(link, "title"),
        *_dates(link.records),
        _joined(link, "quantity"),
        "" if link.is_gap else link.strength,
        link.lowest_rung,
        link.sources,
        link.origins,
        "; ".join(str(words) for words in link.disagreements),
        "yes" if link.is_gap else "no",
        "; ".join(str(flag) for flag in link.flags),
    )


def _named(node: Node | None) -> tuple[Value, Value]:
    return (node.public_id, node.label) if node else ("", "")


def _joined(link: Link, attribute: str) -> str:
    return "; ".join(str(getattr(record, attribute)) for record in link.records)


def _dates(records: Sequence[RecordRef]) -> tuple[Value, Value, Value]:
    """As recorded, then the first and last day that any of the records allows."""
    written = [record.when for record in records if record.when]
    ends = [record.until or record.when for record in records]
    first = [moment.earliest for moment in written if moment.earliest]
    last = [moment.latest for moment in ends if moment and moment.latest]
    return (
        "; ".join(moment.edtf for moment in written),
        min(first).isoformat() if first else "",
        max(last).isoformat() if last else "",
    )


def _addresses(link: Link) -> str:
    return "; ".join(settings.SITE_URL + record.url for record in link.records if record.url)


def as_json(trace: Trace, address: str) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "question": trace.question,
        "address": address,
        "credit": CREDIT,
        "cut": trace.cut,
        "total": trace.total,
        "chains": [_chain(chain) for chain in trace.chains],
    }


def _chain(chain: Chain) -> dict[str, Any]:
    return {
        "title": chain.title,
        "sentence": chain.sentence,
        "ending": chain.ending.value,
        "time_verdict": chain.verdict.value,
        "weakest": chain.weakest.strength if chain.weakest else None,
        "lowest_rung": chain.lowest_rung,
        "gaps": chain.gaps,
        "links": [dict(zip(HEADER[2:29], _link(link), strict=True)) for link in chain.links],
    }
