"""A trace as files of the public site: the forms of `tracing`, with addresses and the credit line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from pages.columns.common import CREDIT
from pages.routes import drawn_with
from tracing import csv_rows as table
from tracing.graph_files import GraphFormat, write_graph
from tracing.json_form import trace_form
from tracing.layout import lay_out
from tracing.model import Chain, Link, Trace
from tracing.policy import policy_at_steps
from tracing.rules import judged
from tracing.svg import svg_file
from tracing.svg_caption import Caption

RIVALS_DRAWN, ROUTES_DRAWN = 2, 1
HEADER = (*table.HEADER, "addresses", "credit")


def csv_rows(chains: Sequence[Chain], first: int = 1) -> Iterator[tuple[table.Value, ...]]:
    """One row a link; `first` is the number of the first chain."""
    links = (link for chain in chains for link in chain.links)
    for row, link in zip(table.rows(chains, first), links, strict=True):
        yield (*row, _addresses(link), CREDIT)


def as_json(trace: Trace, address: str) -> dict[str, Any]:
    """The same as plain data, with what the rules say about each chain."""
    return {"address": address, "credit": CREDIT, **trace_form(trace, judged(trace.chains, trace.known_on))}


def as_graph(trace: Trace, form: GraphFormat, address: str, first: int = 1) -> bytes:
    """The same as one graph of states and links."""
    about = {"question": trace.question, "address": address, "cut": trace.cut_sentence, "credit": CREDIT}
    return write_graph(trace.chains, form, about, first)


def drawn_beside(chains: Sequence[Chain], number: int) -> list[Chain]:
    """The chain with this number, from 1, and those that its pictures show beside it; none where there are none."""
    return drawn_with(chains, chains[number - 1], RIVALS_DRAWN, ROUTES_DRAWN) if chains else []


def as_picture(drawn: Sequence[Chain], address: str, known_on: date | None) -> str:
    """The first of these chains as an SVG file, with the others beside it and the caption that a copy keeps."""
    picture = lay_out(drawn, policy=policy_at_steps(drawn[0], known_on) if drawn else {})
    caption = Caption(picture.title, timezone.now().date().isoformat(), address, CREDIT)
    return svg_file(picture, caption, settings.SITE_URL)


def _addresses(link: Link) -> str:
    return "; ".join(settings.SITE_URL + record.url for record in link.records if record.url)
