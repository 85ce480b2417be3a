"""Organisations and persons as entities, and what persons hold or held in organisations."""

from __future__ import annotations

from typing import Any

from entities.choices import EntityKind, NameKind, RelationshipKind
from entities.models import Entity, Name, Relationship
from importers.case.cast import Cast
from importers.case.facts import Fact, lookup
from importers.case.frame import Book, CaseError, Cite, Draft, Part, cites

THEME = "organisations"
PERSONS = "persons"


def convert(book: Book, _cast: Cast) -> None:
    """Put organisations, persons and their offices into the book."""
    for fact in book.facts.of("organisations"):
        book.add(THEME, _organisation(book, fact))
        book.ledger.loaded(fact)
    for fact in book.facts.of("persons"):
        reason = lookup("entities")["private"].get(fact.id)
        if reason:
            book.ledger.left_out(fact, reason)
        else:
            book.ledger.loaded(fact, *_person(book, fact))


def _organisation(book: Book, fact: Fact) -> Draft:
    words = lookup("entities")
    changes = dict(words["names"].get(fact.id, {}))
    names = [
        *(_name(text, NameKind.LEGAL) for text in changes.pop("legal", ())),
        *(_name(text, NameKind.FORMER) for text in changes.pop("former", ())),
        *(_name(text, NameKind.ALIAS) for text in changes.pop("alias", ())),
    ]
    if fact.text("type") not in words["kinds"]:
        raise CaseError(f"{fact.id} is a “{fact.text('type')}”: say in lookups/entities.yaml which kind that is.")
    fields = {
        "name": fact.text("name"),
        "kind": words["kinds"][fact.text("type")],
        "country": fact.get("country"),
        "seat": fact.get("place"),
        "note": fact.words("note"),
        **changes,
    }
    written = {fields["name"], *(part.fields["text"] for part in names)}
    names += [_name(text, NameKind.ALIAS) for text in fact.get("aliases") or () if text not in written]
    citations = cites(fact)
    parent = words["part_of"].get(fact.id)
    if parent:
        fields["part_of"] = parent["parent"]
        citations += _about(book, parent["fact"], "part_of", parent["parent"])
    return Draft(Entity, fact.id, fields, citations, names)


def _about(book: Book, relation: str, field: str, value: str) -> list[Cite]:
    """The evidence of a relation as claims about a field."""
    fact = next(fact for fact in book.facts.of("relations") if fact.id == relation)
    claims = cites(fact)
    for claim in claims:
        claim.field, claim.value_read = field, value
    return claims


def _name(text: str, kind: NameKind) -> Part:
    return Part(Name, {"text": text, "kind": kind, "language": lookup("entities")["languages"].get(text, "")})


def _person(book: Book, fact: Fact) -> list[str]:
    words = lookup("entities")
    organisation = fact.get("organisation")
    # Whose public role it is. A firm's or an institute's seat says nothing about the country of those who work there.
    whose = book.draft(organisation).fields["country"] if organisation and _of_state(book, organisation) else None
    country = words["person_countries"].get(fact.id, whose)
    fields = {
        "name": fact.text("name"),
        "kind": EntityKind.PERSON,
        "country": country,
        "description": fact.text("role"),
        "note": fact.words("note"),
        **words["names"].get(fact.id, {}),
    }
    book.add(PERSONS, Draft(Entity, fact.id, fields, cites(fact)))
    if not organisation or fact.id in words["own_relation"]:
        return [fact.id]
    return [fact.id, _office(book, fact, organisation).handle]


def _office(book: Book, fact: Fact, organisation: str) -> Draft:
    kind = RelationshipKind.OFFICE_HELD if _of_state(book, organisation) else RelationshipKind.EMPLOYS
    fields: dict[str, Any] = {
        "subject": fact.id,
        "kind": RelationshipKind.DIRECTS if fact.id in lookup("entities")["directs"] else kind,
        "object": organisation,
        "statement": f"{fact.text('name')}: {book.draft(fact.id).fields['description']}.",
    }
    handle = f"office-{fact.id.removeprefix('per-')}"
    return book.add(PERSONS, Draft(Relationship, handle, fields, cites(fact)))


def _of_state(book: Book, organisation: str) -> bool:
    return book.draft(organisation).fields["kind"] in (EntityKind.STATE_BODY, EntityKind.ARMED_FORCE)
