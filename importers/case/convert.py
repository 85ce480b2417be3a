"""Turns facts.yaml into the drafts of all fixtures, in one order that every part can rely on."""

from __future__ import annotations

from importers.case import contested, gaps, items, organisations, places, relations, resolutions, sources, statements
from importers.case.cast import Cast
from importers.case.facts import Facts
from importers.case.frame import Book
from importers.case.part_b import convert as part_b

WHO_AND_WHAT = (sources, places, organisations, items)


def convert(facts: Facts) -> Book:
    """Use to get every draft and the ledger; raises CaseError where a lookup is missing."""
    book = Book(facts)
    leave_out(book)
    cast = Cast(book)
    for part in WHO_AND_WHAT:
        part.convert(book, cast)
    relations.convert(book, cast)
    part_b.convert(book, cast)
    statements.convert(book, cast)
    cast.write()
    contested.convert(book)
    gaps.convert(book)
    resolutions.convert(book)
    book.ledger.check(facts)
    return book


def leave_out(book: Book) -> None:
    """General knowledge is a lead and no fact; chains must come out of the trace."""
    for fact in book.facts.all():
        if not fact.is_read:
            book.ledger.left_out(fact, "unverified: general knowledge, no document was seen")
        elif fact.section == "chains":
            book.ledger.left_out(fact, "not loaded as such: the trace has to find it")
