"""Statements with their speakers: sources of their own, and citations to the records that they are about."""

from __future__ import annotations

from evidence.choices import SourceKind, Stance
from evidence.models import Source, SourceLineage
from importers.case.cast import Cast
from importers.case.contested import UNGRADED
from importers.case.facts import Evidence, Fact, lookup, sentence
from importers.case.frame import Book, CaseError, Cite, Draft, Part
from importers.case.words import edtf

THEME = "statements"


def convert(book: Book, cast: Cast) -> None:
    """Put every statement into the book; lookups/statements.yaml says which records it is about."""
    for fact in book.facts.of("statements"):
        about = lookup("statements").get(fact.id)
        if not about:
            raise CaseError(f"{fact.id}: say in lookups/statements.yaml which record it is about.")
        speaker = cast.party(fact.text("subject"), fact)
        book.add(THEME, _statement(fact, speaker, cast.name(speaker)))
        for words in about:
            book.cite(words["record"], _cite(book, fact, words))
        book.ledger.loaded(fact)


def _statement(fact: Fact, speaker: str, name: str) -> Draft:
    said = _said(fact)
    fields = {
        "title": f"{name[:1].upper()}{name[1:]} {said}",
        "title_is_inferred": True,
        "kind": SourceKind.STATEMENT,
        "speaker": speaker,
        "statement": sentence(said),
        "published": edtf(fact.get("date")),
        "reliability": _best(fact).letter,
    }
    return Draft(Source, fact.id, fields, parts=[_where_read(one) for one in fact.evidence])


def _where_read(evidence: Evidence) -> Part:
    """A statement that three papers quote rests on all three; grading then counts them as one origin."""
    note = evidence.says or "Where the statement was read."
    return Part(SourceLineage, {"origin": evidence.source, "kind": "quotes", "note": note[:300]}, link="source")


def _said(fact: Fact) -> str:
    """Verb and words: "stated: …"; lookups/statement_verbs.yaml has what reads better otherwise."""
    words, predicate = lookup("statement_verbs"), fact.text("predicate")
    verb = words.get(predicate, predicate.replace("_", " ") + ":")
    return str(words.get(fact.id) or f"{verb} {fact.text('object')}")


def _cite(book: Book, fact: Fact, words: dict[str, str]) -> Cite:
    return Cite(
        source=fact.id,
        says=words.get("says", sentence(_said(fact))),
        credibility=words.get("credibility") or _credibility(book, fact, words["record"]),
        stance=words.get("stance", Stance.SUPPORTS),
        rung=words.get("rung", "deal"),
    )


def _credibility(book: Book, fact: Fact, record: str) -> str:
    """How far the record is believed for it. The statement's own digit grades that it was made, not that it is true:
    what its carriers are graded for this record counts, else no more than "possibly true"."""
    carriers = {one.source for one in fact.evidence}
    digits = [cite.credibility for cite in book.draft(record).citations if cite.source in carriers and not cite.field]
    return min(digits) if digits else max(_best(fact).digit, UNGRADED)


def _best(fact: Fact) -> Evidence:
    """The best graded evidence."""
    return min(fact.evidence, key=lambda one: (one.letter, one.digit))
