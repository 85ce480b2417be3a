"""Countries: names by code, and how fixtures/countries.yaml is made from ISO's lists and our additions."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
FIXTURE = HERE.parents[1] / "fixtures" / "countries.yaml"
Row = dict[str, Any]


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Neutral English names by code, as committed in fixtures/countries.yaml."""
    rows = yaml.load(FIXTURE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {row["fields"]["code"]: row["fields"]["name"] for row in rows if row["model"] == "entities.country"}


def country_rows(iso_folder: Path) -> list[Row]:
    """Fixture rows from iso3166-1.json, iso3166-3.json and additions.yaml: each country, then its other names."""
    additions = yaml.load((HERE / "additions.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    countries = _states(iso_folder, additions) | _dissolved(iso_folder, additions) | additions["countries"]
    rows: list[Row] = []
    for code, country in sorted(countries.items()):
        rows.append({"model": "entities.country", "fields": {"code": code, **country}})
        names = additions["names"].get(code, ())
        rows += ({"model": "entities.countryname", "fields": {"country": [code], **name}} for name in names)
    return rows


def _states(folder: Path, additions: Row) -> dict[str, Row]:
    states = {}
    for entry in json.loads((folder / "iso3166-1.json").read_text(encoding="utf-8"))["3166-1"]:
        code = entry["alpha_2"]
        name = additions["short_names"].get(code, entry["name"])
        formal = entry.get("official_name", entry["name"])
        note = additions["notes"].get(code)
        states[code] = {
            "alpha3": entry["alpha_3"],
            "name": name,
            **({"official_name": formal} if formal != name else {}),
            **({"note": note} if note else {}),
        }
    return states


def _dissolved(folder: Path, additions: Row) -> dict[str, Row]:
    dissolved = {}
    for entry in json.loads((folder / "iso3166-3.json").read_text(encoding="utf-8"))["3166-3"]:
        code = entry["alpha_4"]
        changes = additions["dissolved"].get(code, {})
        dissolved[code] = {
            "alpha3": entry["alpha_3"],
            "name": entry["name"],
            **({"official_name": entry["name"]} if "name" in changes else {}),
            "kind": "dissolved",
            "note": f"ISO withdrew the code in {entry['withdrawal_date']}; that need not be when the state ended.",
            **changes,
        }
    return dissolved
