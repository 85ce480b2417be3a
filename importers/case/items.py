"""Items as types, single units, and makers that no source names."""

from __future__ import annotations

from typing import Any

from entities.choices import EntityKind, UnknownReason
from entities.models import Entity
from evidence.choices import Rung
from exports.choices import ItemKind
from exports.models import Item, ItemName, ItemProperty, ItemUnit
from importers.case.cast import Cast
from importers.case.facts import Fact, lookup
from importers.case.frame import Book, Cite, Draft, Part, cites

THEME = "items"


def convert(book: Book, _cast: Cast) -> None:
    """Put every item into the book, and every unit that the facts single out."""
    units = lookup("items")["units"]
    for fact in book.facts.of("items"):
        if fact.id in units:
            book.add(THEME, Draft(ItemUnit, fact.id, _unit(units[fact.id], fact), cites(fact, Rung.UNIT)))
            book.ledger.loaded(fact)
        else:
            book.ledger.loaded(fact, *_item(book, fact))
    _more_units(book)


def _item(book: Book, fact: Fact) -> list[str]:
    words = dict(lookup("items")["items"].get(fact.id, {}))
    kind, _, category = fact.text("category").partition(": ")
    maker = fact.get("manufacturer")
    named = maker and book.has(maker)
    handle = maker if named else _unnamed_maker(book, fact, words)
    family, family_source = words.get("variant_of"), words.get("variant_source")
    fields = {
        "designation": words.get("designation", fact.text("name")),
        "kind": words.get("kind") or ItemKind(kind),
        "category": category,
        "description": words.get("description", ""),
        "maker": handle,
        "variant_of": family,
        "note": words.get("note", fact.words("note")),
    }
    citations = cites(fact, Rung.TYPE)
    citations += [
        _family_claim(cite, family) for cite in cites(fact, Rung.TYPE) if family and cite.source == family_source
    ]
    book.add(THEME, Draft(Item, fact.id, fields, citations, _names(fact, words) + _properties(fact)))
    return [fact.id] if named else [fact.id, handle]


def _family_claim(cite: Cite, family: str) -> Cite:
    cite.field, cite.value_read = "variant_of", family
    return cite


def _names(fact: Fact, words: dict[str, Any]) -> list[Part]:
    names = [*words.get("names", ()), *({"text": text} for text in fact.get("aliases") or ())]
    return [Part(ItemName, dict(name)) for name in names]


def _properties(fact: Fact) -> list[Part]:
    """`wingspan_m: 12` → wingspan, 12, m."""
    units = lookup("items")["property_units"]
    parts = []
    for key, value in (fact.get("attributes") or {}).items():
        stem, _, suffix = key.rpartition("_")
        known = suffix in units and stem
        name = (stem if known else key).replace("_", " ")
        parts.append(Part(ItemProperty, {"name": name, "value": value, "unit": units[suffix] if known else ""}))
    return parts


def _unnamed_maker(book: Book, fact: Fact, words: dict[str, Any]) -> str:
    """A maker that no source names is a party all the same: unnamed, with the country that sources print."""
    handle = f"unk-maker-{fact.id.removeprefix('item-')}"
    fields = {
        "name": words.get("maker_name", f"maker of {words.get('designation', fact.text('name'))} (not named)"),
        "kind": EntityKind.UNKNOWN_PARTY,
        "unknown_reason": words.get("maker_reason", UnknownReason.NOT_NAMED),
        "country": words["maker_country"] if "maker_country" in words else fact.get("country"),
        "description": fact.text("manufacturer") if "disputed" in fact.text("manufacturer") else "",
    }
    book.add(THEME, Draft(Entity, handle, fields, cites(fact, Rung.TYPE)))
    return handle


def _unit(words: dict[str, Any], fact: Fact) -> dict[str, Any]:
    return {**words, "note": fact.words("note")}


def _more_units(book: Book) -> None:
    facts = {fact.id: fact for fact in book.facts.all()}
    for handle, words in lookup("items").get("more_units", {}).items():
        fields = {name: value for name, value in words.items() if name != "cited_in"}
        book.add(THEME, Draft(ItemUnit, handle, fields, cites(facts[words["cited_in"]], Rung.UNIT)))
