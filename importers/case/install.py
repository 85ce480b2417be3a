"""Puts reference data and case data into an empty database, in one transaction."""

from __future__ import annotations

from pathlib import Path

import pghistory
from django.conf import settings
from django.db import transaction

from entities.models import Country
from evidence.models import Source
from exports.models import Code
from importers.case.load import Loader, fixture_rows
from importers.reference.codes import load_codes

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
COUNTRIES = FIXTURES / "countries.yaml"


def install() -> dict[str, int]:
    """Load what is missing: countries, codes, facts. Says how many rows of each; empty if everything was there."""
    with transaction.atomic(), pghistory.context(route="load_case_data", why="Case data, loaded from the fixtures"):
        counts: dict[str, int] = {}
        if not Country.objects.exists():
            counts |= Loader().load(fixture_rows([COUNTRIES]))
        if not Code.objects.exists():
            counts["exports.Code"] = load_codes(FIXTURES / "codes")
        if not Source.objects.exists():
            counts |= Loader().load(fixture_rows(case_fixtures()))
        return counts


def case_fixtures() -> list[Path]:
    """The fixture files of the case, without the reference data."""
    return sorted(path for path in FIXTURES.glob("*.yaml") if path != COUNTRIES)
