from __future__ import annotations

from importers.case.frame import Book


def convert(book: Book) -> None:
    """Put the facts of this section into the book."""
