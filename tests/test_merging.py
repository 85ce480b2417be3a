"""Judging two records the same, and taking it back."""

from __future__ import annotations

import pytest

from editorial.services.merging import merge, unmerge
from entities.models import Entity

pytestmark = pytest.mark.django_db
WHY = "Both give the same address in the same register."


def entity(handle: str) -> Entity:
    found: Entity = Entity.objects.get(handle=handle)
    return found


def firms() -> list[Entity]:
    return list(Entity.objects.filter(kind="company", part_of__isnull=True, parts__isnull=True).order_by("pk")[:8])


def test_the_merged_record_points_to_the_kept_one_and_taking_back_empties_that() -> None:
    kept, merged = firms()[:2]
    merge(kept, merged, why=WHY)
    assert (merged.same_as_id, merged.canonical_id) == (kept.pk, kept.pk)
    unmerge(merged, why="They are two.")
    assert (merged.same_as_id, merged.canonical_id) == (None, merged.pk)


def test_a_chain_of_judgements_is_flat_and_comes_apart_in_any_order() -> None:
    a, b, c = firms()[:3]
    merge(b, a, why=WHY)
    merge(c, b, why=WHY)
    a.refresh_from_db()
    assert (a.canonical_id, b.canonical_id) == (c.pk, c.pk)
    unmerge(b, why="No.")
    a.refresh_from_db()
    assert (a.canonical_id, b.canonical_id) == (b.pk, b.pk)
