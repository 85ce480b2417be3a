"""Every chain that the case names comes out of the trace, from its first item to its end or to its gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.apps import apps

from entities.models import Entity
from evidence.subjects import SUBJECTS
from exports.models import Item
from importers.case.facts import HERE
from tracing import choices, model
from tracing.choices import Ending, LinkKind
from tracing.query import Direction, TraceQuestion
from tracing.service import trace

pytestmark = pytest.mark.django_db

NAMES = [
    "3w-houthi", "9m111-is", "carlgustaf-myanmar", "galix-sudan", "harop-azerbaijan", "hornet-tb2", "lar160-azerbaijan",
    "orbiter-azerbaijan", "orlan-parts", "rotax-iran-russia", "rotax-tb2", "rwm-deir-al-hajari", "smerch-armenia",
    "tb2-ethiopia", "tb2-libya", "tb2-ukraine", "wescam-baykar-azerbaijan", "western-parts-tb2", "wingloong-libya",
]  # fmt: skip
WRITTEN = {
    "shipped": LinkKind.SHIPPED,
    "licensed": LinkKind.PRODUCED_UNDER_LICENCE,
    "authorised": LinkKind.AUTHORISED,
    "built_in": LinkKind.BUILT_IN,
    "recorded_as": LinkKind.RECORDED_AS,
    "gap": LinkKind.NO_RECORD,
    "seen": LinkKind.SEEN,
}
MANY = 400
SOUGHT = ["item-mx-15d", "item-rotax-912", "item-harop", "item-orbiter-1k", "item-lar-160", "item-smerch"]
Written = list[str]


def walks() -> Iterator[dict[str, Any]]:
    text = (HERE / "chains.md").read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
        yield from yaml.safe_load_all(block)


PATHS = [
    pytest.param(
        walk["start"], path, id=f"{walk['chain'].removeprefix('chain-')}-{walk['start'].split(' ')[0]}-{number}"
    )
    for walk in walks()
    for number, path in enumerate(walk["paths"])
]


def handles() -> dict[str, str]:
    """Handle by public id, for items and entities."""
    rows = [*Item.objects.values_list("public_id", "handle"), *Entity.objects.values_list("public_id", "handle")]
    return {public_id: handle or public_id for public_id, handle in rows}


def carries(link: model.Link, written: Written, names: dict[str, str]) -> bool:
    """Whether the link is the written one: kind, record (where it names one), and the state that it leads to."""
    kind, *rest = written
    if link.kind is not WRITTEN[kind]:
        return False
    state = next((word for word in rest if " @ " in word), None)
    if state is not None:
        item, holder = state.split(" @ ")
        if link.target is None:
            return False
        if (names[link.target.item.public_id], names[link.target.holder.public_id]) != (item, holder):
            return False
    record = next((word for word in rest if " @ " not in word), None)
    return record is None or record in record_handles(link)


def record_handles(link: model.Link) -> set[str]:
    return {apps.get_model(SUBJECTS[record.kind])._default_manager.get(pk=record.pk).handle for record in link.records}


def holds(chain: model.Chain, holder: str, path: list[Written], names: dict[str, str]) -> bool:
    """Whether the path is in the chain, link by link, from this holder on (mostly its first)."""
    return any(
        names[chain.links[first].source.holder.public_id] == holder
        and all(map(lambda link, written: carries(link, written, names), chain.links[first:], path))
        for first in range(len(chain.links) - len(path) + 1)
    )


def test_the_case_names_nineteen_chains() -> None:
    assert sorted({walk["chain"].removeprefix("chain-") for walk in walks()}) == NAMES


@pytest.mark.parametrize(("start", "path"), PATHS)
def test_a_chain_of_the_case_comes_out_of_the_trace(start: str, path: list[Written]) -> None:
    item, holder = start.split(" @ ")
    names = handles()
    end = path[-1][1] if path[-1][0] == "seen" else ""
    answer = trace(TraceQuestion(item, end=end, limit=MANY))
    assert any(holds(chain, holder, path, names) for chain in answer.chains), "\n".join(c.title for c in answer.chains)


def test_the_best_chain_of_the_optics_is_the_one_that_the_project_began_with() -> None:
    best = trace(TraceQuestion("item-mx-15d", limit=1)).chains[0]
    assert best.title == ("WESCAM MX-15D → Baykar → Bayraktar TB2 → Azerbaijani Armed Forces → Nagorno-Karabakh 2020")
    assert best.ending is Ending.COMPLETE


def test_hermes_45_has_no_chain() -> None:
    assert trace(TraceQuestion("item-hermes-45")).chains == ()


def test_backward_from_the_war_of_2020_come_the_chains_of_both_sides() -> None:
    answer = trace(TraceQuestion("conf-nk-2020", direction=Direction.BACKWARD, limit=1000))
    names = handles()
    begun = {names[chain.start.item.public_id] for chain in answer.chains if chain.maker_records}
    assert set(SOUGHT) <= begun


def test_the_permit_of_2020_cannot_have_carried_a_camera_into_the_aircraft_of_2019() -> None:
    answer = trace(TraceQuestion("mea-ca-2020-05-permit-7-mx15d", end="tra-tb2-ukraine-arrival"))
    assert answer.chains
    assert all(chain.verdict is choices.TimeVerdict.IMPOSSIBLE and chain.clash for chain in answer.chains)
