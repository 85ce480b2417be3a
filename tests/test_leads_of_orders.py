"""What an order lacks is its delivery: a lead never says that something passed which was only ordered."""

from __future__ import annotations

from tests.rule_worlds import BAYKAR, FORCES, World, day
from tracing.leads.facts import Beside
from tracing.leads.find import leads_of


def said(world: World) -> list[str]:
    return [lead.what for lead in leads_of([world.chain], world.surroundings, Beside())]


def test_an_order_lacks_its_delivery_and_nothing_is_said_to_have_passed() -> None:
    what = said(World().ship(BAYKAR, "2019").ship(FORCES, status="ordered", ordered=day("2019")))
    assert any("no delivery recorded here" in one for one in what)
    assert not [one for one in what if "passed from Baykar" in one or "went on from" in one]


def test_what_was_delivered_lacks_no_delivery() -> None:
    assert not [one for one in said(World().ship(BAYKAR, "2019")) if "no delivery recorded" in one]
