"""Statements with their speakers: sources of their own, and citations to the records that they are about."""

from __future__ import annotations

from evidence.choices import SourceKind, Stance
from evidence.models import Source, SourceLineage
from importers.case.cast import Cast
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
        book.add(THEME, _statement(fact, speaker, _name(book, fact, speaker)))
        for words in about:
            book.cite(words["record"], _cite(fact, words))
        book.ledger.loaded(fact)


def _name(book: Book, fact: Fact, speaker: str) -> str:
    """The speaker's name; for those named in this statement only, as printed."""
    return str(book.draft(speaker).fields["name"]) if book.has(speaker) else fact.text("subject")


def _statement(fact: Fact, speaker: str, name: str) -> Draft:
    verb = fact.text("predicate").replace("_", " ")
    fields = {
        "title": f"{name} {verb}: {fact.text('object')}",
        "title_is_inferred": True,
        "kind": SourceKind.STATEMENT,
        "speaker": speaker,
        "statement": sentence(f"{verb}: {fact.text('object')}"),
        "published": edtf(fact.get("date")),
        "reliability": _best(fact).letter,
    }
    return Draft(Source, fact.id, fields, parts=[_where_read(one) for one in fact.evidence])


def _where_read(evidence: Evidence) -> Part:
    """A statement that three papers quote rests on all three; grading then counts them as one origin."""
    note = evidence.says or "Where the statement was read."
    return Part(SourceLineage, {"origin": evidence.source, "kind": "quotes", "note": note[:300]}, link="source")


def _cite(fact: Fact, words: dict[str, str]) -> Cite:
    return Cite(
        source=fact.id,
        says=words.get("says", sentence(fact.text("object"))),
        credibility=_best(fact).digit,
        stance=words.get("stance", Stance.SUPPORTS),
        rung=words.get("rung", "deal"),
    )


def _best(fact: Fact) -> Evidence:
    """The best graded evidence."""
    return min(fact.evidence, key=lambda one: (one.letter, one.digit))
