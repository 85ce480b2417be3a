"""Places: towns, regions and seas."""

from __future__ import annotations

from entities.models import Place
from importers.case.cast import Cast
from importers.case.facts import Fact, lookup
from importers.case.frame import Book, Draft, cites

THEME = "places"


def convert(book: Book, _cast: Cast) -> None:
    """Put every place into the book."""
    for fact in book.facts.of("places"):
        book.add(THEME, Draft(Place, fact.id, _fields(fact), cites(fact)))
        book.ledger.loaded(fact)


def _fields(fact: Fact) -> dict[str, object]:
    printed = fact.text("country")
    country = lookup("places")["countries"].get(printed, {"country": printed})
    return {
        "name": fact.text("name"),
        "kind": fact.text("type"),
        "latitude": fact.text("latitude"),
        "longitude": fact.text("longitude"),
        **country,
    }
