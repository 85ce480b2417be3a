"""Goods that sources describe without naming a type, and types that only transfers or uses speak of."""

from __future__ import annotations

from evidence.choices import Rung
from exports.choices import ItemKind
from exports.models import Item
from importers.case.cast import Cast
from importers.case.frame import Book
from importers.case.part_b.job import Job, words_of

THEME = "goods"


def convert(book: Book, cast: Cast) -> None:
    """Put the goods of lookups/goods.yaml into the book, each carried by the sources of one fact."""
    facts = {fact.id: fact for fact in book.facts.all()}
    for handle, decided in words_of("goods").items():
        words = {"kind": ItemKind.GOODS, "rung": Rung.TYPE, **decided, "handle": handle}
        job = Job(book, cast, facts[words.pop("fact")], words)
        job.write(THEME, Item, {}, [])
