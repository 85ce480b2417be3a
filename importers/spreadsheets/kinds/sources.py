from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evidence.choices import SourceKind
from evidence.models import Source, SourceLineage
from importers.spreadsheets.columns import Sheet, entries, of_model
from importers.spreadsheets.evidence import HELD, KEY, RECORD

TOLD = tuple(kind for kind in SourceKind.values if kind not in HELD)

SOURCES = Sheet(
    name="sources",
    title=_("Sources"),
    about=_("Documents and statements that the rows of the other sheets name in their column “source”."),
    model=Source,
    columns=(
        KEY,
        RECORD,
        *of_model(
            Source,
            (
                "title", "title_is_inferred", "kind", "publisher", "authors", "speaker", "statement", "published",
                "language", "url", "archived_url", "reliability", "note",
            ),
            title={"example": "Killer Optics"},
            kind={"without": HELD},
            publisher={"target": "publishers", "example": "Project Ploughshares"},
            speaker={"target": "parties"},
            published={"example": "2020-09-22"},
        ),
        entries(
            "rests_on",
            _("Sources that this one rests on: repeats, quotes, is based on. They count as one origin."),
            SourceLineage,
            "source",
            ("origin", "kind", "note"),
            origin={"target": "sources"},
            only=(("origin__is_protected", False), ("origin__kind__in", TOLD)),
            example="so-key-of-the-leak | reports",
        ),
    ),
    label="title",
    left_out={
        "derived_from": "Written in the column “rests_on”.",
        "is_protected": "Protected sources are in no sheet; the desk keeps them.",
    },
    examples=(
        {
            "key": "EXAMPLE-report", "title": "Killer Optics: Exports of WESCAM sensors to Turkey", "kind": "original",
            "publisher": "Project Ploughshares", "published": "2020-09-22", "language": "en",
            "url": "https://example.org/killer-optics", "reliability": "B",
        },
    ),
    is_cited=False,
)  # fmt: skip
