"""Control-list and customs codes from fixtures/codes/*.csv, loaded in bulk."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from exports.choices import CodeScheme
from exports.models import Code

Row = dict[str, str]


def load_codes(folder: Path) -> int:
    """Insert every code that is not there yet; parents come before children. Says how many."""
    known = {(code.scheme, code.code): code for code in Code.objects.all()}
    before = len(known)
    for generation in _generations(folder):
        made = [_code(known, row) for row in generation if (row["scheme"], row["code"]) not in known]
        Code.objects.bulk_create(made, batch_size=2000)
        known |= {(code.scheme, code.code): code for code in made}
    return len(known) - before


def _code(known: dict[tuple[str, str], Code], row: Row) -> Code:
    parent = known.get((row["scheme"], row.get("parent", "")))
    return Code(
        scheme=row["scheme"], code=row["code"], title=row["title"], note=row.get("note", "")[:200], parent=parent
    )


def _generations(folder: Path) -> Iterator[list[Row]]:
    """Codes by depth: sections, chapters, headings, subheadings; then lists without parents."""
    yield [
        {"scheme": CodeScheme.HS, "code": row["section"], "title": row["name"], "note": "Section"}
        for row in _read(folder / "hs_sections.csv")
    ]
    by_level: dict[str, list[Row]] = {"2": [], "4": [], "6": []}
    for row in _read(folder / "hs2022.csv"):
        if row["level"] in by_level:
            parent = row["section"] if row["level"] == "2" else row["parent"]
            entry = {"scheme": CodeScheme.HS, "code": row["hscode"], "title": row["description"], "parent": parent}
            by_level[row["level"]].append({**entry, "note": "HS 2022"})
    yield from by_level.values()
    yield [_rating(row) for row in _read(folder / "uk_strategic_export_ratings.csv")]
    yield [
        {
            "scheme": CodeScheme.CHPL,
            "code": row["hs6"],
            "title": row["hs2022_description"],
            "note": f"Tier {row['tier']}",
        }
        for row in _read(folder / "chpl_hs6.csv")
    ]


def _rating(row: Row) -> Row:
    military = "Military list" if row["military"] == "1" else "Dual-use list"
    return {
        "scheme": CodeScheme.UK,
        "code": row["rating"],
        "title": row["full_description"] or row["short_description"],
        "note": f"{military}: {row['short_description']}",
    }


def _read(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
