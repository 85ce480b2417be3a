from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from entities.models import Entity, Identifier, Name
from importers.spreadsheets.columns import Sheet, entries, of_model
from importers.spreadsheets.evidence import EVIDENCE, KEY, RECORD

PARTIES = Sheet(
    name="parties",
    title=_("Parties"),
    about=_("Companies, states, ministries, forces, groups and persons in public roles. One row for each."),
    model=Entity,
    columns=(
        KEY,
        RECORD,
        *of_model(
            Entity,
            (
                "name", "kind", "country", "part_of", "unknown_reason", "description", "seat", "website",
                "existed_from", "existed_until", "note",
            ),
            name={"example": "Baykar"},
            country={"example": "TR"},
            part_of={"target": "parties"},
            seat={"target": "places"},
        ),
        entries(
            "other_names",
            _("Other names: former, legal, short, in other alphabets."),
            Name,
            "entity",
            ("text", "kind", "language", "script", "valid_from", "valid_until"),
            example="Baykar Makina | former | tr ; Байкар | transliteration | ru | Cyrl",
        ),
        entries(
            "identifiers",
            _("Numbers in registers."),
            Identifier,
            "entity",
            ("scheme", "value"),
            example="LEI | 529900T8BM49AURSDO55",
        ),
        *EVIDENCE,
    ),
    label="name",
    matched_as="entity",
    left_out={"same_as": "That two records are one is judged at the desk, after seeing what would change."},
    examples=(
        {
            "key": "EXAMPLE-wescam", "name": "L3Harris WESCAM", "kind": "company", "country": "CA",
            "other_names": "L3 WESCAM | former", "source": "EXAMPLE-report", "locator": "p. 4",
            "quote": "The cameras are made by L3Harris WESCAM.", "credibility": "2", "rung": "type",
        },
        {
            "key": "EXAMPLE-baykar", "name": "Baykar", "kind": "company", "country": "TR",
            "other_names": "Baykar Makina | former | tr ; Байкар | transliteration | ru | Cyrl",
            "source": "EXAMPLE-report", "locator": "p. 5", "credibility": "2", "rung": "type",
        },
        {
            "key": "EXAMPLE-force", "name": "Azerbaijan Air Force", "kind": "armed_force", "country": "AZ",
            "source": "EXAMPLE-report", "credibility": "2", "rung": "capability",
        },
        {
            # A second source of the same record: the key is repeated, and only the source's columns are filled in.
            "key": "EXAMPLE-baykar", "source_title": "About us", "source_kind": "original",
            "source_publisher": "Baykar", "source_language": "en", "source_url": "https://example.org/about",
            "source_reliability": "B", "accessed": "2024-02-11", "credibility": "2", "rung": "type",
        },
    ),
)  # fmt: skip
