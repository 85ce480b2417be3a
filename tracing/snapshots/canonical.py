"""The bytes of a frozen chain: canonical JSON (RFC 8785), and the SHA-256 that they are known by."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import rfc8785

Json = dict[str, Any]
SAFE = 2**53 - 1
"""The largest whole number that every reader of JSON reads alike (RFC 7493)."""


def canonical(content: Json) -> bytes:
    """The one way to write this content.

    Refuses fractions and keys beyond ASCII: without them `json.dumps(…, sort_keys=True)` writes the same bytes, so that
    anybody can check a frozen chain with nothing but a standard library (docs/verify_snapshot.py).
    """
    _refuse_what_libraries_write_differently(content)
    return rfc8785.dumps(content)


def address_of(body: bytes) -> str:
    """The SHA-256 as 64 characters."""
    return sha256(body).hexdigest()


def read(body: bytes) -> Json:
    """The content of frozen bytes."""
    content: Json = json.loads(body)
    return content


def plain(value: Any) -> Any:
    """A column's value as JSON that has one spelling: dates as EDTF or ISO 8601, fractions as text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if -SAFE <= value <= SAFE else str(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return str(value)


def _refuse_what_libraries_write_differently(value: Any) -> None:
    if isinstance(value, dict):
        _refuse_keys(value)
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_what_libraries_write_differently(inner)
    elif isinstance(value, int):
        if abs(value) > SAFE:
            raise ValueError("A frozen chain holds larger numbers as text.")
    elif not (value is None or isinstance(value, str)):
        raise ValueError(f"A frozen chain holds no {type(value).__name__}: write it as text.")


def _refuse_keys(form: dict[Any, Any]) -> None:
    for key in form:
        if not (isinstance(key, str) and key.isascii()):
            raise ValueError(f"A frozen chain has only keys in ASCII, not {key!r}.")
