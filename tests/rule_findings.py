"""What the rules say about a chain, asked in three ways: in Python, on the page, by the command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.test import Client

from tests.pages_support import words
from tracing.model import Chain
from tracing.query import TraceQuestion
from tracing.rules import Finding, judged
from tracing.service import trace

SHOWN = 40
"""Chains of a trace on its page, so that the number of a chain is the same there."""


@dataclass(frozen=True)
class Judged:
    """A chain with its place in the trace and what the rules say about it."""

    number: int
    chain: Chain
    findings: tuple[Finding, ...]

    def by_rule(self, rule: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.rule == rule]

    def on(self, record: str, rule: str = "measures-in-force") -> list[Finding]:
        """The findings of a rule about this measure, licence or source, by its title."""
        return [one for one in self.by_rule(rule) if one.said.about is not None and record in one.said.about.title]


def judged_chains(start: str, end: str = "") -> list[Judged]:
    """Every chain of the trace with its findings."""
    chains = trace(TraceQuestion(start, end=end, limit=SHOWN)).chains
    pairs = zip(chains, judged(chains), strict=True)
    return [Judged(number, chain, found) for number, (chain, found) in enumerate(pairs, start=1)]


def links_by(chain: Chain, kind: str, pk: int) -> list[int]:
    """Numbers of the links that this record carries."""
    return [
        number
        for number, link in enumerate(chain.links, start=1)
        if any((record.kind, record.pk) == (kind, pk) for record in link.records)
    ]


def page(client: Client, start: str, end: str = "", chain: int = 1) -> str:
    """The words of the trace page for one chain."""
    return words(client, f"/trace/?from={start}&chain={chain}" + (f"&to={end}" if end else ""))


def by_command(start: str, end: str = "") -> Iterator[dict[str, Any]]:
    """The chains that the command prints as JSON, each with its findings."""
    printed = StringIO()
    options = ["--to", end] if end else []
    call_command("trace", start, *options, "--rules", "--format=json", f"--limit={SHOWN}", stdout=printed)
    yield from json.loads(printed.getvalue())["chains"]
