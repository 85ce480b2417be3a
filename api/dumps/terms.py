"""Registers that may be kept but not published again as a whole: their rows in a dump need somebody's word for it.

See docs/decisions/0025-dumps.md. A register's releases are sources whose handle begins with `reg-<name>-`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection  # noqa: N812

# Excerpts up to a tenth are fair use by SIPRI's own terms; of the whole register that is fewer than these rows.
EXCERPTS = {"sipri": 2_900, "embargoes": 10}
COUNT = """
    SELECT count(*) FROM evidence_citation AS citation JOIN evidence_source AS source ON source.id = citation.source_id
    WHERE starts_with(source.handle, %s) AND citation.field = ''
"""
SOURCES = """
    SELECT source.public_id, source.title, coalesce(publisher.name, ''), source.url, source.note
    FROM evidence_source AS source LEFT JOIN evidence_publisher AS publisher ON publisher.id = source.publisher_id
    WHERE source.handle ~ '^reg-[a-z]+-' ORDER BY source.public_id
"""


class WholeRegisterError(RuntimeError):
    """A dump would publish a whole register whose terms forbid that."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(
            f"{count:,} claims here come from the register “{name}”, whose terms allow excerpts only. If you have its "
            f"publisher's permission, or will not offer this dump to others, say so: --with-register {name}."
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """A register that records rest on, with its publisher's terms and the credit line."""

    public_id: str
    title: str
    publisher: str
    url: str
    terms: str

    @property
    def described(self) -> dict[str, str]:
        """As the manifest lists it."""
        about = {"title": self.title, "path": self.url, "publisher": self.publisher, "terms": self.terms}
        return {name: value for name, value in about.items() if value} | {"source_id": self.public_id}


def registers(reader: Connection) -> list[Terms]:
    """The releases of registers that are in the database."""
    with reader.cursor() as cursor:
        cursor.execute(SOURCES)
        return [Terms(*row) for row in cursor.fetchall()]


def check(reader: Connection, permitted: Collection[str]) -> None:
    """Raise WholeRegisterError where more of a register would be published than its terms allow."""
    for name, allowed in EXCERPTS.items():
        if name not in permitted:
            with reader.cursor() as cursor:
                cursor.execute(COUNT, [f"reg-{name}-"])
                [(count,)] = cursor.fetchall()
            if count > allowed:
                raise WholeRegisterError(name, count)
