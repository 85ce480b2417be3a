"""Cursors: where a page of a list begins or ends, signed, and valid for the filters and order it was made for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from api.problem_types import INVALID_CURSOR
from api.problems import ProblemError

SIGNER = Signer(salt="api.cursor.1")
TAMPERED = "This is no cursor of this list. Take `next` or `previous` as they stand in an answer."
OF_ANOTHER_LIST = (
    "This cursor was made for other filters or another order. Repeat those of the list it comes from, or begin anew "
    "without a cursor."
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A row of a list by the values it is ordered by, and whether the page lies after or before it."""

    keys: tuple[str, ...]
    backward: bool = False

    def sealed(self, question: str) -> str:
        """As it stands in an address; `question` is the `fingerprint` of the list."""
        return SIGNER.sign_object([question, int(self.backward), *self.keys], compress=False).replace(":", "~")

    @classmethod
    def opened(cls, text: str, question: str) -> Cursor:
        """Read one from an address; raises the problem “invalid-cursor” for what is no cursor of this list."""
        try:
            asked, backward, *keys = SIGNER.unsign_object(text.replace("~", ":"))
        except BadSignature:
            raise ProblemError(INVALID_CURSOR, errors=[("cursor", TAMPERED)]) from None
        if asked != question:
            raise ProblemError(INVALID_CURSOR, errors=[("cursor", OF_ANOTHER_LIST)])
        return cls(tuple(keys), bool(backward))


def fingerprint(slug: str, order: str, filters: Iterable[tuple[str, str]]) -> str:
    """What a cursor belongs to: a resource, an order and filters, whatever their sequence in the address."""
    question = repr((slug, order, sorted(filters)))
    return hashlib.sha256(question.encode()).hexdigest()[:16]
