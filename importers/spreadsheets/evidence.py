"""The columns that stand on every sheet: how a row is named, and the source that carries it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from evidence.choices import SourceKind
from evidence.models import Citation, Source
from importers.spreadsheets.columns import Column, Type, of_model

NEW = "new"
EXAMPLE = "EXAMPLE"

KEY = Column(
    "key",
    Type.TEXT,
    _(
        "A name for this row within your file, such as baykar or 7; other rows point to it by that. "
        "A row that repeats the key of a row above it adds another source to the same record. "
        "Rows whose key begins with EXAMPLE are passed over."
    ),
    longest=120,
)
RECORD = Column(
    "record",
    Type.TEXT,
    _(
        "The public id (en-7k3mq9xv4ap) or handle of a record that is here: the row then states that record. "
        "“new”: make one although another is alike. Empty: it is looked for, and made if none is alike."
    ),
    longest=120,
)
# Who or what a protected source is stays with the editors: it is in no sheet.
HELD = (SourceKind.PROTECTED.value,)
INLINE = ("title", "kind", "publisher", "authors", "published", "language", "url", "reliability")
"""What the row itself may say about its source; everything else has its column on the sheet of sources."""

SOURCE = Column(
    "source",
    Type.LINK,
    _(
        "The source that states this row: the key of a row of the sheet “sources”, or the public id or handle of a "
        "source that is here. Or leave it empty and describe the source in the columns that follow."
    ),
    target="sources",
)


def _inline() -> tuple[Column, ...]:
    found = of_model(Source, INLINE, publisher={"form": Type.TEXT, "longest": 240}, kind={"without": HELD})
    return tuple(replace(one, name=f"source_{one.name}", field="", required=False, default=None) for one in found)


CITED = ("locator", "says", "stance", "credibility", "rung", "accessed", "field", "value_printed", "value_read")
NAMES = {"says": "quote", "field": "about_field"}


def _citation() -> tuple[Column, ...]:
    found = of_model(Citation, CITED)
    return tuple(replace(one, name=NAMES.get(one.name, one.name), field="") for one in found)


CITATION = _citation()
SOURCE_COLUMNS = (SOURCE, *_inline())
EVIDENCE = (*SOURCE_COLUMNS, *CITATION)
CITATION_FIELD = {NAMES.get(name, name): name for name in CITED}
"""Column of a sheet → field of Citation."""

ABOUT_THE_ROW = {
    "id": "The database's own key.",
    "public_id": "Minted here and never typed; written in the column “record”.",
    "handle": "Written in the column “record”.",
    "version": "Counted by the database.",
    "created_at": "Set by the database.",
    "updated_at": "Set by the database.",
    "strength": "Computed from the citations.",
    "is_disputed": "Computed from the citations.",
}
"""Fields of every record that no sheet has as a column of that name, with the reason."""
