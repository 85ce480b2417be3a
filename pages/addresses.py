"""Where each record is shown."""

from __future__ import annotations

from typing import Any


def record_url(record: Any) -> str:
    """The page of any record; parts are shown on the page of what they belong to; "" where there is none."""
    return str(record.get_absolute_url()) if hasattr(record, "get_absolute_url") else ""
