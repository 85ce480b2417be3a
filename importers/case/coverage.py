"""What became of every fact: read, loaded, left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from importers.case.facts import Facts
from importers.case.frame import Entry, Ledger


@dataclass(frozen=True)
class SectionCoverage:
    """One section of facts.yaml."""

    section: str
    total: int
    read: int
    loaded: int
    left_out: tuple[Entry, ...]


def coverage(facts: Facts, ledger: Ledger) -> list[SectionCoverage]:
    """One line for each section that holds records."""
    return [_section(facts, ledger, section) for section in facts.record_sections]


def percent_loaded(sections: list[SectionCoverage]) -> float:
    """How many of the facts that were read became records, in percent."""
    return 100 * sum(one.loaded for one in sections) / sum(one.read for one in sections)


def report(facts: Facts, ledger: Ledger) -> Iterator[str]:
    """The whole as text, a line at a time; the percentage last."""
    sections = coverage(facts, ledger)
    yield f"{'section':18} {'records':>8} {'read':>6} {'loaded':>7} {'left out':>9}"
    for one in sections:
        yield f"{one.section:18} {one.total:8} {one.read:6} {one.loaded:7} {len(one.left_out):9}"
        yield from (f"    {entry.id}: {entry.reason}" for entry in one.left_out)
    contested = facts.sections["contested"]
    shown = sum(1 for fact in contested if ledger.entries["contested", fact.id].handles)
    yield f"contested questions: {shown} of {len(contested)} shown as claims that state different things"
    yield f"chains: {len(facts.sections['chains'])}, none loaded as such: the trace has to find them"
    yield f"{percent_loaded(sections):.1f} % of the facts that were read are loaded"


def _section(facts: Facts, ledger: Ledger, section: str) -> SectionCoverage:
    entries = [ledger.entries[section, fact.id] for fact in facts.sections[section]]
    return SectionCoverage(
        section=section,
        total=len(entries),
        read=sum(1 for _ in facts.of(section)),
        loaded=sum(1 for entry in entries if entry.handles),
        left_out=tuple(entry for entry in entries if not entry.handles),
    )
