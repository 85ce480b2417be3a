"""Rows as values: what every loader of the dossier shares."""

from __future__ import annotations

from typing import Any

from core.quantities import QuantityFields
from entities.models import Entity
from tracing.dossier.facts import Amount, PartyFact, Used

PARENTS = 3
"""Levels of parents that a party's names go up: more than any record here has."""
PARTY = ("country", "__".join(["part_of"] * PARENTS))


def party_joins(*columns: str) -> tuple[str, ...]:
    """What `select_related` needs for `party_of` of these columns."""
    return tuple(f"{column}__{name}" for column in columns for name in PARTY)


def used(kind: str, row: Any, title: str = "") -> Used:
    """Any record as a finding names it."""
    return Used(kind, row.pk, row.public_id, title or str(row), row.get_absolute_url(), row.version)


def party_of(entity: Entity) -> PartyFact:
    """A party whose `PARTY` is loaded; costs a query a level where it is not."""
    above: set[int] = set()
    parent = entity.part_of
    for _level in range(PARENTS):
        if parent is None:
            break
        above.add(parent.pk)
        parent = parent.part_of if len(above) < PARENTS else None
    country = entity.country.code if entity.country else ""
    return PartyFact(
        entity.pk, entity.public_id, entity.name, entity.kind, entity.get_absolute_url(), country, frozenset(above)
    )


def amount_of(row: QuantityFields) -> Amount:
    """A model's quantity as a range."""
    return Amount(row.quantity_low, row.quantity_high, row.quantity_unit, row.quantity_is_estimate, row.quantity_words)
