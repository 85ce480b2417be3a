from __future__ import annotations

from importers.case.cast import Cast
from importers.case.frame import Book


def convert(book: Book, cast: Cast) -> None:
    """Put the facts of this section into the book."""
