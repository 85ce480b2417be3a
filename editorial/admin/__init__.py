"""The admin: for administrators to change records, for contributors and editors to read them
(docs/decisions/0005).

It is here, above evidence, and not in each app, because every record carries its citations on its own page.
"""

from editorial.admin import (
    accounts,
    conflicts,
    entities,
    evidence,
    imports,
    items,
    licences,
    matching,
    measures,
    notes,
    resolutions,
    shipments,
)

__all__ = [
    "accounts",
    "conflicts",
    "entities",
    "evidence",
    "imports",
    "items",
    "licences",
    "matching",
    "measures",
    "notes",
    "resolutions",
    "shipments",
]
