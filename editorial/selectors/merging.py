"""Finding what may be judged the same."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from core.merging import Mergeable
from entities.models import Entity
from exports.models import Item


def judged(reference: str) -> Mergeable:
    """The entity or item with this public id or handle, merged or not; ValidationError with a sentence otherwise."""
    for model in (Entity, Item):
        found: Mergeable | None = model.objects.get_queryset().named(reference.strip()).first()
        if found is not None:
            return found
    raise ValidationError(f"There is no entity and no item “{reference}”. Give its public id or its handle.")
