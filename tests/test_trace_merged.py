"""A trace through records judged the same is the trace of a database in which their keys had been moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.merging import Mergeable
from editorial.merge_map import MAPS, Shown
from editorial.services.merging import JUDGEMENTS
from entities.models import Entity
from exports.models import Item
from tests.test_trace_oracle import PARTIES, THINGS, chains_of, found_in_sql, in_a_world, worlds
from tests.trace_oracle import Oracle
from tests.worlds import World
from tracing.graph import Place

pytestmark = pytest.mark.django_db
WORLDS = 60
Pair = tuple[str, str]


def judge(world: World, model: type[Mergeable], pairs: Iterable[Pair]) -> list[Any]:
    """Those of the pairs that the rules allow."""
    made = []
    for kept, merged in pairs:
        try:
            with transaction.atomic():
                row = JUDGEMENTS[model](kept_id=world.names[kept], merged_id=world.names[merged], why="Test.")
                row.save(force_insert=True)
        except IntegrityError:
            continue
        made.append(row)
    return made


def move_keys(model: type[Any]) -> None:
    """Facts name the kept record; the merged one keeps nothing of its own that a trace could follow."""
    for record in model._default_manager.filter(same_as__isnull=False):
        own = {"part_of": None} if model is Entity else {"variant_of": None}
        model._default_manager.filter(pk=record.pk).update(**own)
        for key, shown in MAPS[str(model._meta.model_name)].items():
            label, _dot, name = key.rpartition(".")
            if shown is not Shown.THE_JUDGEMENT:
                rows = apps.get_model(label)._default_manager.filter(**{name: record.pk})
                if label == f"{model._meta.app_label}.{model.__name__}":
                    rows = rows.exclude(pk=record.same_as_id)  # a kept record whose parent was judged the same as it
                rows.update(**{name: record.same_as_id})


def found(oracle: Oracle, starts: list[Place]) -> list[Any]:
    return [(found_in_sql(oracle, start), None if oracle.backward else chains_of(oracle, start)) for start in starts]


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    world=worlds(), backward=st.booleans(), gaps=st.booleans(), roll_ups=st.booleans(),
    as_of=st.sampled_from([date.max, date(2019, 3, 1)]),
    parties=st.lists(st.permutations(PARTIES).map(lambda names: (names[0], names[1])), min_size=1, max_size=3),
    things=st.lists(st.permutations(THINGS).map(lambda names: (names[0], names[1])), max_size=2),
)  # fmt: skip
def test_it_is_as_if_the_keys_had_been_moved(  # noqa: PLR0917  # what Hypothesis draws
    world: World,
    backward: bool,
    gaps: bool,
    roll_ups: bool,
    as_of: date,
    parties: list[Pair],
    things: list[Pair],
) -> None:
    oracle = Oracle(world, as_of, 0, gaps, roll_ups, backward)

    def check() -> None:
        made = judge(world, Entity, parties) + judge(world, Item, things)
        assume(made)
        items = Item.objects.filter(pk__in=[world.names[one] for one in THINGS], same_as__isnull=True)
        makers = [Place(pk, None, maker) for pk, maker in items.values_list("pk", "maker__canonical_id")]
        holders = Entity.objects.filter(pk__in=[world.names[one] for one in PARTIES], same_as__isnull=True)
        starts = makers + [Place(makers[0].item, None, pk) for pk in holders.values_list("pk", flat=True)]
        judged = found(oracle, starts)
        for model in (Entity, Item):
            try:
                with transaction.atomic():
                    move_keys(model)
            except IntegrityError:  # a rule that only moved keys could break: a name twice, a party twice on a licence
                assume(False)
        for row in made:
            row.delete()
        assert judged == found(oracle, starts)

    in_a_world(world, check)
