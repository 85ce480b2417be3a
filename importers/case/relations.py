"""Relations: ties between entities, contacts of lobbyists, undertakings, and fields of other records."""

from __future__ import annotations

from typing import Any

from entities.models import LobbyContact, Relationship
from exports.models import Undertaking, UndertakingItem
from importers.case.cast import Cast
from importers.case.facts import Fact, lookup
from importers.case.frame import Book, CaseError, Cite, Draft, Part, cites
from importers.case.words import edtf, several

THEME = "relationships"


def convert(book: Book, cast: Cast) -> None:
    """Put every relation into the book as what lookups/relations.yaml makes of it."""
    words = lookup("relations")
    for fact in book.facts.of("relations"):
        if fact.id in words["left_out"]:
            book.ledger.left_out(fact, words["left_out"][fact.id])
        else:
            book.ledger.loaded(fact, *_convert(book, cast, fact, words))


def _convert(book: Book, cast: Cast, fact: Fact, words: dict[str, Any]) -> list[str]:
    if fact.id in words["fields"]:
        return [_field(book, fact, words["fields"][fact.id])]
    if fact.id in words["lobby_contacts"]:
        return [_lobby_contact(book, fact, words["lobby_contacts"][fact.id])]
    if fact.id in words["undertakings"]:
        return _undertaking(book, fact, words["undertakings"][fact.id])
    return _relationships(book, cast, fact, words)


def _relationships(book: Book, cast: Cast, fact: Fact, words: dict[str, Any]) -> list[str]:
    """One tie for each object: the first has the fact's own handle."""
    changes = words["rewritten"].get(fact.id, {})
    kind = changes.get("kind") or words["kinds"].get(fact.text("predicate"))
    if kind is None:
        raise CaseError(f"{fact.id}: say in lookups/relations.yaml what “{fact.text('predicate')}” becomes.")
    subject = cast.party(changes.get("subject", fact.text("subject")), fact)
    handles: list[str] = []
    for text in changes.get("objects", several(fact.text("object"))):
        target = cast.party(text, fact)
        handle = fact.id if not handles else f"{fact.id}--{target.partition('-')[2]}"
        fields = {
            "subject": subject,
            "kind": kind,
            "object": target,
            "since": changes.get("since", edtf(fact.get("date"))),
            "share_percent": fact.text("share_percent"),
            **_price(fact, changes),
            "statement": changes.get("statement") or fact.text("statement") or _statement(cast, fact, subject, target),
            "note": changes.get("note", fact.words("note", "value_note")),
        }
        book.add(THEME, Draft(Relationship, handle, fields, _citations(fact)))
        handles.append(handle)
    return handles


def _statement(cast: Cast, fact: Fact, subject: str, target: str) -> str:
    """The tie in the facts' own words, where they have no sentence for it."""
    names = [cast.name(one) for one in (subject, target)]
    return f"{names[0]}: {fact.text('predicate').replace('_', ' ')} {names[1]}."


def _price(fact: Fact, changes: dict[str, Any]) -> dict[str, str]:
    """The price of the tie itself; a rewritten relation says in its note what an amount is for."""
    if "note" in changes or fact.get("value") is None:
        return {}
    return {"amount": fact.text("value"), "currency": fact.text("currency")}


def _citations(fact: Fact) -> list[Cite]:
    return cites(fact) + [Cite(**more) for more in lookup("relations")["more_citations"].get(fact.id, ())]


def _field(book: Book, fact: Fact, words: dict[str, Any]) -> str:
    """A relation that says something about one record only: its value, and its sources as claims about that field."""
    record = book.draft(words["record"])
    if words["field"] != "names":
        record.fields[words["field"]] = words["value"]
    for cite in cites(fact):
        cite.field, cite.value_read = words["field"], words["value"]
        record.citations.append(cite)
    return record.handle


def _lobby_contact(book: Book, fact: Fact, words: dict[str, Any]) -> str:
    fields = {**words, "happened": edtf(fact.get("date")), "note": fact.text("statement")}
    return book.add(THEME, Draft(LobbyContact, fact.id, fields, _citations(fact))).handle


def _undertaking(book: Book, fact: Fact, words: dict[str, Any]) -> list[str]:
    fields = {name: value for name, value in words.items() if name != "items"}
    fields |= {"kind": "assurance", "given": edtf(fact.get("date"))}
    parts = [Part(UndertakingItem, {"item": item}) for item in words["items"]]
    book.add(THEME, Draft(Undertaking, fact.id, fields, cites(fact), parts))
    tie = {
        "subject": words["given_by"],
        "kind": "assured",
        "object": words["given_to"],
        "since": edtf(fact.get("date")),
        "statement": words["terms"],
    }
    return [fact.id, book.add(THEME, Draft(Relationship, f"{fact.id}--assured", tie, cites(fact))).handle]
