"""`datapackage.json`: what a dump holds, as Frictionless Data Package 2 describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from api.dumps import merged
from api.dumps.files import Written
from api.licence import COVERS, NAME, REST, URL
from api.shapes import BY_SLUG

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FORMATS = {
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "graphml": "application/graphml+xml",
    "ftm": "application/x-ndjson",
}
ABOUT = (
    "All public records of one moment. To keep a copy current, follow `changes`, the address given here. "
    f"{NAME}: {COVERS} {REST} Registers are listed under `sources`."
)
LICENCES = [
    {"name": NAME, "path": URL, "title": COVERS},
    {"path": "sources.ndjson", "title": REST},
]
ALL_SOURCES = {"title": "Every source, with its publisher and address", "path": "sources.ndjson"}


def manifest(
    files: Iterable[Written], *, version: str, sequence: int, created: datetime, sources: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The whole descriptor."""
    return {
        "$schema": PROFILE,
        "name": "armstrace",
        "title": "Armstrace: arms-export records with their sources",
        "description": ABOUT,
        "homepage": settings.SITE_URL,
        "version": version,
        "created": created.isoformat().replace("+00:00", "Z"),
        "sequence": sequence,
        "changes": f"{settings.SITE_URL}/api/v1/changes/?since={sequence}",
        "licenses": LICENCES,
        "sources": [ALL_SOURCES, *sources],
        "resources": [resource(one) for one in files],
    }


def resource(file: Written) -> dict[str, Any]:
    """One file."""
    shape = BY_SLUG.get(file.resource)
    intro = merged.ABOUT if file.resource == merged.MERGED else shape.intro if shape else ""
    described: dict[str, Any] = {
        "name": f"{file.resource}-{file.format}",
        "title": f"{file.resource}, {file.format}",
        "path": file.path.name,
        "format": file.format if file.format != "ftm" else "ndjson",
        "mediatype": FORMATS[file.format],
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        # Data packages count rows of tables only.
        "records" if file.schema is None else "rows": file.rows,
    }
    if intro:
        described["description"] = intro
    if shape is not None:
        described["recordSchema"] = f"{settings.SITE_URL}/api/v1/schema/"
    if file.schema is not None:
        return {"type": "table", "profile": "tabular-data-resource", **described, "schema": file.schema}
    return {"type": "file", **described}


def write_manifest(folder: Path, described: Mapping[str, Any]) -> None:
    """Readable, and with letters as they are."""
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
