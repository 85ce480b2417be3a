"""JSON as it is sent. Rows come from PostgreSQL as text and go out as they are; what is around them is made here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder


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
    """Sends what PostgreSQL wrote; anything else as JSON with its letters as they are, and never NaN.

    A page of a trace has 300 kB, which Python's own encoder takes 5 ms for and orjson one.
    """

    charset = None
    ensure_ascii = False
    strict = True
    other = JSONEncoder().default
    """Dates, texts that are translated late, and whatever else JSON has no word for: as Django REST framework does.
    A value object is refused: it would go out with all its fields."""
    options = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        if isinstance(data, RowsOfText | RecordOfText):
            return data.text().encode()
        if data is None or self.get_indent(accepted_media_type or "", renderer_context or {}):
            rendered: bytes = super().render(data, accepted_media_type, renderer_context)
            return rendered
        return orjson.dumps(data, default=self.other, option=self.options)
