"""Readings out of the database: what is folded, what competes, and values that name records by handle or public id."""

from __future__ import annotations

import pytest

from entities.models import Entity
from evidence.models import Citation, Publisher, Source
from exports.models import ItemUnit, Licence, Shipment
from tests.worlds import World
from tracing.query import TraceQuestion
from tracing.readings.comparison import Comparison
from tracing.readings.service import readings_of
from tracing.service import trace

pytestmark = pytest.mark.django_db


def compared(start: str, end: str) -> Comparison:
    return readings_of(trace(TraceQuestion(start, end=end, limit=40)).chains)


def titles(comparison: Comparison) -> list[str]:
    return [ranked.named.title for ranked in comparison.readings]


def routes(comparison: Comparison) -> list[str]:
    return [ranked.named.route for ranked in comparison.readings]


def world() -> World:
    """A thing of M, in two hands, on its way to U."""
    return World().item("x", "M").unit("x1", "x").war("war", "U")


def two_permits() -> World:
    built = world().permit("x", "M", "2020-05", consignee="B", name="P").permit("x", "M", end_user="N", name="Q")
    return built.ship("x", "B", "U", "2020-09").ship("x", "N", "U", "2020-09").seen(
        "x", "U", "2020-10", war="war", unit="x1", name="end"
    )  # fmt: skip


def source(title: str) -> Source:
    publisher = Publisher.objects.create(name=title)
    made: Source = Source.objects.create(title=title, kind="original", publisher=publisher, reliability="B")
    return made


def claim(value: str, field: str = "licence", title: str = "A paper") -> None:
    Citation.objects.create(
        source=source(title), item_unit=ItemUnit.objects.get(handle="x1"), credibility="2", rung="unit",
        field=field, value_printed=f"it says {value}", value_read=value,
    )  # fmt: skip


def against(comparison: Comparison) -> dict[str, int]:
    return {ranked.named.title: ranked.against.origins for ranked in comparison.readings}


ONE = "One permit: consignee B, declared end user N"


@pytest.mark.parametrize(("named", "speaks_against"), [("P", "Under “Q”"), ("Q", "Under “P”")])
def test_a_claim_about_the_unit_speaks_against_the_other_permit_whichever_it_names(
    named: str, speaks_against: str
) -> None:
    two_permits().save()
    claim(named)
    expected = dict.fromkeys((ONE, "Under “P”", "Under “Q”"), 0) | {speaks_against: 1}
    assert against(compared("x", "end")) == expected


def test_a_value_may_be_a_handle_or_a_public_id() -> None:
    two_permits().save()
    claim(Licence.objects.get(handle="P").public_id)
    claim(Entity.objects.get(handle="B").public_id, "consignee", "Another paper")
    comparison = compared("x", "end")
    assert against(comparison)["Under “Q”"] == 1
    assert {row.piece.party.name for row in comparison.rows if row.piece.party} == {"B"}


def test_a_value_that_names_no_record_is_a_detail() -> None:
    two_permits().save()
    claim("a permit of some kind")
    assert set(against(compared("x", "end")).values()) == {0}


def test_a_shipment_without_a_permission_may_have_gone_under_that_of_the_same_hands() -> None:
    two_permits().ship("x", "M", "B", "2020-06", name="sold").save()
    comparison = compared("x", "end")
    assert sorted(titles(comparison)) == [ONE, "Under “P”", "Under “Q”"]
    sold = ("shipment", Shipment.objects.get(handle="sold").pk)
    assert [sold in ranked.reading.records for ranked in comparison.readings] == [
        "N" not in ranked.named.route for ranked in comparison.readings
    ]


def test_two_permits_to_one_consignee_are_two_readings_and_a_shipment_belongs_to_its_own() -> None:
    built = world().permit("x", "M", "2020-05", consignee="B", name="P")
    built.permit("x", "M", "2020-06", consignee="B", name="R").ship("x", "M", "B", "2020-07", name="sold")
    built.ship("x", "B", "U", "2020-09").seen("x", "U", "2020-10", war="war", unit="x1", name="end").save()
    Shipment.objects.filter(handle="sold").update(licence=Licence.objects.get(handle="R"))
    sold = ("shipment", Shipment.objects.get(handle="sold").pk)
    resting = {ranked.named.title: sold in ranked.reading.records for ranked in compared("x", "end").readings}
    assert resting == {"Under “P”": False, "Under “R”": True}


def test_directly_and_by_way_of_another_are_two_readings() -> None:
    built = world().ship("x", "M", "U", "2020").ship("x", "M", "B", "2019").ship("x", "B", "U", "2020")
    built.seen("x", "U", "2020-10", war="war", unit="x1", name="end").save()
    assert sorted(titles(compared("x", "end"))) == ["By way of B", "Directly"]


def test_further_incidents_of_one_war_are_one_reading() -> None:
    built = world().ship("x", "M", "U", "2019").seen("x", "U", "2020-10", war="war").seen("x", "U", "2020", war="war")
    built.save()
    comparison = compared("x", "war")
    assert (len(comparison.readings), comparison.chains) == (1, 2)
    assert not comparison.is_contest


def test_by_itself_or_inside_a_platform_is_one_reading() -> None:
    built = (
        world().item("p", "B", "platform").ship("x", "M", "B", "2018").fit("x", "p", "B").ship("p", "B", "U", "2019")
    )
    built.ship("x", "B", "U", "2019").seen("p", "U", "2020", war="war").seen("x", "U", "2020", war="war").save()
    comparison = compared("x", "war")
    assert routes(comparison) == ["M → B → U"]
    assert comparison.chains == 2


def test_a_record_that_names_only_the_state_is_folded_into_the_party_seated_there() -> None:
    built = World().item("x", "M").war("war", "U").party("S", "state", "T").party("B", country="T")
    built.ship("x", "M", "B", "2018").ship("x", "M", "S", "2018").ship("x", "S", "U", "2019").ship(
        "x", "B", "U", "2019"
    )
    built.seen("x", "U", "2020", war="war", name="end").save()
    assert routes(compared("x", "end")) == ["M → B → U"]


def test_a_transfer_without_a_record_is_said_to_be_one() -> None:
    built = world().item("p", "B", "platform").fit("x", "p", "B").ship("p", "B", "U", "2019")
    built.ship("x", "M", "N", "2018").ship("x", "N", "U", "2019").seen("p", "U", "2020", war="war")
    built.seen("x", "U", "2020", war="war").save()
    assert sorted(titles(compared("x", "war"))) == ["By way of B; no record of that transfer here", "By way of N"]
