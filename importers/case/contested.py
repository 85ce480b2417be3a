"""Contested questions: claims about one field of one record, by source, that state different things."""

from __future__ import annotations

from typing import Any

from importers.case.facts import lookup
from importers.case.frame import Book, CaseError, Cite
from importers.case.words import several

# The case file grades evidence of records, and not single claims: what it does not grade stays "possibly true".
UNGRADED = "3"
CLAIM = {"sources", "printed", "read", "says", "stance", "credibility"}


def convert(book: Book) -> None:
    """Add the claims of lookups/contested*.yaml to their records; every contested question needs an entry there."""
    entries = {**lookup("contested").get("a", {}), **lookup("contested").get("b", {})}
    for fact in book.facts.of("contested"):
        if fact.id not in entries:
            raise CaseError(f"{fact.id}: say in lookups/contested.yaml or contested_b.yaml which claims disagree.")
        subjects = [add_claims(book, fact.id, entry) for entry in entries[fact.id]]
        book.ledger.loaded(fact, *dict.fromkeys(subjects))


def add_claims(book: Book, whose: str, entry: dict[str, Any]) -> str:
    """An entry: `subject`, `field`, `claims` with `sources`, `printed`, `read`; perhaps `stance`, `says`, `rung`."""
    draft = book.draft(entry["subject"])
    grades = {cite.source: cite.credibility for cite in reversed(draft.citations) if not cite.field}
    for claim in entry["claims"]:
        if unknown := set(claim) - CLAIM:
            raise CaseError(f"{whose}: {', '.join(unknown)} is no part of a claim; put text with a comma into quotes.")
        for source in several(claim["sources"]):
            if not book.has(source):
                raise CaseError(f"{whose} cites {source}, which is no source.")
            draft.citations.append(_claim(entry, claim, source, grades.get(source, UNGRADED)))
    return draft.handle


def _claim(entry: dict[str, Any], claim: dict[str, Any], source: str, credibility: str) -> Cite:
    return Cite(
        source=source,
        says=claim.get("says", ""),
        credibility=str(claim.get("credibility", credibility)),
        stance=claim.get("stance", "supports"),
        rung=entry.get("rung", "deal"),
        field=entry["field"],
        value_printed=str(claim["printed"]),
        value_read=str(claim["read"]),
    )
