"""Old addresses: the record that stands for one that was judged the same as it."""

from __future__ import annotations

from core.merging import Mergeable
from entities.models import Entity
from exports.models import Item

KINDS: dict[str, type[Mergeable]] = {"en": Entity, "it": Item}
OF_ALL = {"en": "entities", "it": "items"}
"""The list that has every record of a kind."""


def kept_for(public_id: str) -> str | None:
    """The public id of the record that stands for this one; None where it stands for itself, or is not here."""
    model = KINDS.get(public_id.partition("-")[0])
    if model is None:
        return None
    rows = model._default_manager.filter(public_id=public_id, same_as__isnull=False)
    found: str | None = rows.values_list("same_as__public_id", flat=True).first()
    return found
