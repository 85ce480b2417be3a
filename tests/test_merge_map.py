"""The merge map names every foreign key to an entity or an item, and no other."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from core.history import history_of
from core.merging import Mergeable
from editorial.merge_map import ENTITY, ITEM, Shown
from entities.models import Entity
from exports.models import Item


def keys_to(target: type[Mergeable]) -> set[str]:
    """Every foreign key of every table, history left out: it holds what was said, letter by letter."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or hasattr(model, "pgh_tracked_model"):
            continue
        found |= {
            f"{model._meta.app_label}.{model.__name__}.{field.name}"
            for field in model._meta.local_fields
            if isinstance(field, ForeignKey) and _is(field.related_model, target)
        }
    return found


def _is(model: type[Model] | str, target: type[Mergeable]) -> bool:
    return not isinstance(model, str) and model._meta.concrete_model is target


@pytest.mark.parametrize(("target", "named"), [(Entity, ENTITY), (Item, ITEM)], ids=["entity", "item"])
def test_the_map_is_that_of_the_models(target: type[Mergeable], named: dict[str, Shown]) -> None:
    assert set(named) == keys_to(target)


def test_what_it_compares_with_finds_something() -> None:
    assert {"exports.Shipment.exporter", "entities.Entity.part_of"} <= keys_to(Entity)
    assert "exports.Item.variant_of" in keys_to(Item)
    assert history_of(Entity) is not None


@pytest.mark.parametrize("shown", Shown)
def test_each_way_of_showing_says_what_it_means(shown: Shown) -> None:
    assert str(shown.explanation).endswith(".")
