"""Small worlds in the database: what the loaders read reaches leads and questions, for every kind of record."""

from __future__ import annotations

import pytest

from entities.models import Entity
from evidence.choices import CHECKS_ABOUT, CheckKind
from evidence.models import Check, Citation, Gap, Reply
from exports.models import ItemUnit, Licence
from tests.leads_support import Answer, answer, holders, standing_of
from tests.worlds import World
from tracing.leads.refute import Question

pytestmark = pytest.mark.django_db
KIND_AT = {
    "licence": CheckKind.OTHER_GOODS,
    "incorporation": CheckKind.OTHER_PART,
    "shipment": CheckKind.NOT_DELIVERED,
    "incident": CheckKind.OTHER_USER,
    "item_unit": CheckKind.OTHER_UNIT,
}


@pytest.fixture
def world() -> World:
    """A permitted part, built into a platform that was shipped and seen in a war; its number is not printed."""
    made = World().party("Auth", "state_body", "CA").party("M", country="CA").party("V", "armed_force")
    made.item("a", maker="M").item("p", maker="S", kind="platform").unit("a-1", "a")
    made.permit("a", "M", "2019", consignee="S", unit="a-1", name="permit")
    made.fit("a", "p", "S", "2019", unit="a-1", name="fit").ship("p", "S", "V", "2020", name="sale")
    return made.war("w", "V").seen("p", "V", "2020-10", war="w", name="use").save()


def asked(found: Answer) -> list[Question]:
    return found.questions(1)


@pytest.mark.parametrize("column", CHECKS_ABOUT)
def test_a_check_of_every_kind_of_record_reaches_its_question(world: World, column: str) -> None:
    name = {"licence": "permit", "incorporation": "fit", "shipment": "sale", "incident": "use", "item_unit": "a-1"}[
        column
    ]
    assert standing_of(asked(answer("a", "w")), KIND_AT[column]) == "not_sought"
    source = Citation.objects.filter(item=world.names["a"]).get().source
    Check.objects.create(
        kind=KIND_AT[column], state="survived", source=source, result="It fits.", **{f"{column}_id": world.names[name]}
    )
    assert standing_of(asked(answer("a", "w")), KIND_AT[column]) == "survived"


def test_the_authority_of_the_giver_s_country_is_the_one_that_gave_most_permits(world: World) -> None:
    body = Entity.objects.get(handle="Auth")
    moved = answer("a", "w").lead("Whether a moved from M to S")
    assert holders(moved)[:2] == ["M", "S"]
    Licence.objects.filter(handle="permit").update(authority=body)
    moved = answer("a", "w").lead("Whether a moved from M to S")
    assert holders(moved) == ["M", "S", "Auth"]
    assert moved.holders[2].reason == "gives permits for exports from Country CA; 1 is recorded here"


def test_a_unit_without_a_number_is_a_lead_until_it_is_printed(world: World) -> None:
    assert answer("a", "w").lead("Serial number of “a-1”").kind == "serial"
    ItemUnit.objects.filter(handle="a-1").update(serial_as_read="0815")
    assert not [lead for lead in answer("a", "w").leads if lead.kind == "serial"]


def test_a_shipment_of_the_same_thing_between_the_same_two_answers_whether_it_moved(world: World) -> None:
    World(names=dict(world.names), numbers=world.numbers).ship("a", "M", "S", "2019-05", name="moved").save()
    assert not [lead for lead in answer("a", "w").leads if lead.family == "moved"]


def test_a_recorded_gap_with_a_reply_takes_in_what_the_chain_lacks(world: World) -> None:
    made = {name: world.names[name] for name in ("a", "M", "S")}
    gap = Gap.objects.create(
        kind="transfer", what="How a came to S.", item_id=made["a"], sender_id=made["M"], recipient_id=made["S"]
    )
    Reply.objects.create(asked_of_id=made["S"], gap=gap, kind="silent", question="Did it come?")
    lead = answer("a", "w").lead("How a came to S.")
    assert lead.also == "Whether a moved from M to S under the permit: no movement recorded here."
    assert [(one.whom, one.outcome) for one in lead.asked] == [("S", "did not answer")]
