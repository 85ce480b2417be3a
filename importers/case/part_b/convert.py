"""Half B of the conversion: how things moved, under which rules, and where they ended up."""

from __future__ import annotations

from importers.case.cast import Cast
from importers.case.frame import Book


def convert(book: Book, cast: Cast) -> None:
    """Put permits, transfers, incorporations, conflicts, uses and statistics into the book."""
