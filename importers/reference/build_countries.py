"""Writes fixtures/countries.yaml: `python -m importers.reference.build_countries FOLDER` (see README.md)."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from importers.reference.countries import FIXTURE, country_rows

HEADER = """\
# Countries, dissolved states, disputed territories and organisations of states. Codes and names after Debian iso-codes
# (LGPL-2.1-or-later); neutral names and additions: importers/reference/additions.yaml. Written by build_countries.
"""


def text(iso_folder: Path) -> str:
    """The whole fixture file."""
    rows = country_rows(iso_folder)
    lines = (yaml.dump(row, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=True) for row in rows)
    return HEADER + "".join(f"- {line}" for line in lines)


if __name__ == "__main__":
    FIXTURE.write_text(text(Path(sys.argv[1])), encoding="utf-8")
