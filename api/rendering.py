"""JSON as it is sent. Rows come from PostgreSQL as text and go out as they are; what is around them is made here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.renderers import JSONRenderer


@dataclass(frozen=True)
class RowsOfText:
    """A list answer: its rows as JSON text, and the other members around them."""

    rows: Iterable[str]
    around: Mapping[str, Any]

    def text(self) -> str:
        """The whole answer."""
        around = json.dumps(self.around, ensure_ascii=False, allow_nan=False)
        rows = ",\n".join(self.rows)
        return f'{{"results": [\n{rows}\n], {around.removeprefix("{")}\n'


@dataclass(frozen=True)
class RecordOfText:
    """One record as JSON text."""

    row: str

    def text(self) -> str:
        """The whole answer."""
        return f"{self.row}\n"


class Renderer(JSONRenderer):
    """Sends what PostgreSQL wrote; anything else as JSON with its letters as they are, and never NaN."""

    charset = None
    ensure_ascii = False
    strict = True

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        if isinstance(data, RowsOfText | RecordOfText):
            return data.text().encode()
        rendered: bytes = super().render(data, accepted_media_type, renderer_context)
        return rendered
