"""CSL-JSON: what Zotero, Pandoc and citeproc read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pages.citing.works import Work


def csl_json(works: Iterable[Work]) -> str:
    """All works as one array."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, Any]:
    known = {
        "id": work.ident,
        "type": "webpage",
        "title": work.title,
        "author": [{"literal": name} for name in work.authors],
        "publisher": work.publisher,
        "container-title": work.publisher,
        "issued": _issued(work),
        "URL": work.url,
        "archive_location": work.archived,
        "language": work.language,
        "note": work.note,
        "abstract": work.abstract,
    }
    return {name: value for name, value in known.items() if value}


def _issued(work: Work) -> dict[str, Any]:
    """Parts where the date is exact enough; else the date as recorded, in words that a style prints as they are."""
    if work.parts:
        return {"date-parts": [list(work.parts)]}
    return {"literal": work.published.edtf} if work.published else {}
