"""A trace as files of the public site: the forms of `tracing`, with addresses and the credit line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings

from pages.columns.common import CREDIT
from tracing import csv_rows as table
from tracing.graph_files import GraphFormat, write_graph
from tracing.json_form import trace_form
from tracing.model import Chain, Link, Trace
from tracing.rules import judged

HEADER = (*table.HEADER, "addresses", "credit")


def csv_rows(chains: Sequence[Chain]) -> Iterator[tuple[table.Value, ...]]:
    """One row a link."""
    links = (link for chain in chains for link in chain.links)
    for row, link in zip(table.rows(chains), links, strict=True):
        yield (*row, _addresses(link), CREDIT)


def as_json(trace: Trace, address: str) -> dict[str, Any]:
    """The same as plain data, with what the rules say about each chain."""
    return {"address": address, "credit": CREDIT, **trace_form(trace, judged(trace.chains, trace.known_on))}


def as_graph(trace: Trace, form: GraphFormat, address: str) -> bytes:
    """The same as one graph of states and links."""
    about = {"question": trace.question, "address": address, "cut": trace.cut_sentence, "credit": CREDIT}
    return write_graph(trace.chains, form, about)


def _addresses(link: Link) -> str:
    return "; ".join(settings.SITE_URL + record.url for record in link.records if record.url)
