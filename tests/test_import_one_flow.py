"""What the case data and SIPRI's register both tell is one flow with two sources, in a trace too."""

from __future__ import annotations

import pytest

from exports.models import Shipment
from importers.registry import run_import
from tests.register_files import DEALS_AND_TIVS, TRADE_REGISTER
from tracing.query import TraceQuestion
from tracing.service import trace

pytestmark = pytest.mark.django_db

FLOW = "tra-tb2-azerbaijan-sipri"


def routes() -> set[str]:
    """The places of each chain from WESCAM's sensor to the war of 2020, in words."""
    answer = trace(TraceQuestion("item-mx-15d", end="conf-nk-2020", limit=200))
    return {" > ".join(f"{link.kind} {link.target}" for link in chain.links) for chain in answer.chains}


def test_the_register_adds_no_second_route_from_wescam_to_nagorno_karabakh() -> None:
    before = routes()
    run_import("sipri", [TRADE_REGISTER, DEALS_AND_TIVS])
    assert routes() == before


def test_the_flow_is_carried_by_the_register_too() -> None:
    flow = Shipment.objects.get(handle=FLOW)
    before = set(flow.citations.values_list("source", flat=True))
    run_import("sipri", [TRADE_REGISTER, DEALS_AND_TIVS])
    added = set(flow.citations.values_list("source__handle", flat=True)) & {"reg-sipri-march-2024"}
    assert len(before) > 1
    assert added == {"reg-sipri-march-2024"}
    others = Shipment.objects.filter(
        item__handle="item-tb2", recipient__country__code="AZ", exporter__country__code="TR"
    )
    assert not others.exclude(handle__isnull=False).exists()
