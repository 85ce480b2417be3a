"""Leads on the case data, each verified by hand against what the facts say is missing."""

from __future__ import annotations

from collections import Counter

import pytest

from entities.models import Entity
from evidence.models import Gap, Reply
from exports.models import Item
from tests.leads_support import Answer, answer, holders
from tracing.choices import LinkKind
from tracing.leads.board import board

pytestmark = pytest.mark.django_db


@pytest.fixture
def wescam() -> Answer:
    return answer("item-mx-15d", "conf-nk-2020")


def test_the_serial_number_of_the_recovered_camera_may_be_with_the_committee_or_the_ministry(wescam: Answer) -> None:
    lead = wescam.lead("Serial number of the MX-15D")
    assert lead.kind == "serial"
    assert holders(lead)[:3] == [
        "FAAE committee of the House of Commons of Canada", "L3Harris Wescam", "Global Affairs Canada",
    ]  # fmt: skip
    assert lead.asked == ()


def test_how_many_of_the_seven_were_shipped_is_one_lead_though_recorded_and_computed(wescam: Answer) -> None:
    lead = wescam.lead("How many of the seven MX-15D permitted in May 2020 were shipped")
    assert (
        lead.also == "How many WESCAM MX-15D passed from L3Harris Wescam to Baykar: stated is only “up to 7 systems”."
    )
    assert holders(lead)[0] == "Global Affairs Canada"
    assert {"L3Harris Wescam", "Baykar"} <= set(holders(lead))
    assert not [one for one in wescam.leads if one.what == lead.also]


def test_the_contract_for_the_aircraft_of_azerbaijan_is_asked_of_both_ends(wescam: Answer) -> None:
    lead = wescam.lead("Contract or delivery document for the TB2 of Azerbaijan")
    assert holders(lead)[:2] == ["Baykar", "Azerbaijani Armed Forces"]
    sold = [
        number
        for number, chain in enumerate(wescam.chains, start=1)
        if any(
            link.kind is LinkKind.SHIPPED and (link.source.item.label, link.source.holder.label, link.end.label)
            == ("Bayraktar TB2", "Baykar", "Azerbaijani Armed Forces")
            for link in chain.links
        )
    ]  # fmt: skip
    assert sorted(lead.chains) == sold
    assert sold


def test_the_permit_of_may_2020_names_no_declared_end_user(wescam: Answer) -> None:
    lead = wescam.lead("Permit of May 2020")
    assert "the declared end user" in lead.what
    assert holders(lead)[0] == "Global Affairs Canada"


def test_an_approval_without_a_movement_asks_whether_anything_moved(wescam: Answer) -> None:
    lead = wescam.lead("Whether WESCAM MX-15D moved from L3Harris Wescam to Turkish Navy")
    assert lead.kind == "transfer"
    assert not [one for one in wescam.leads if "moved from L3Harris Wescam to Baykar" in one.what]


def test_documents_about_an_item_as_a_whole_come_after_what_lacks_at_a_step(wescam: Answer) -> None:
    of_a_step = [lead.is_of_a_step for lead in wescam.leads]
    assert of_a_step == sorted(of_a_step, reverse=True)
    assert not wescam.lead("Appendix II").is_of_a_step


def test_the_way_of_the_engine_into_the_mohajer_is_one_lead(db: None) -> None:
    found = answer("item-rotax-912is", "item-mohajer-6")
    lead = found.lead("How a Rotax 912iS came into a Mohajer-6")
    assert lead.kind == "transfer"
    assert "How Rotax 912iS passed from BRP-Rotax to Qods Aviation Industries" in lead.also
    assert holders(lead)[:2] == ["BRP-Rotax", "Qods Aviation Industries"]
    assert [place.link for place in lead.places] == [1]


def test_who_was_asked_about_a_record_of_the_chain_is_told_with_its_lead() -> None:
    found = answer("item-orlan-10")
    asked = [asking for lead in found.leads for asking in lead.asked]
    assert all(asking.outcome for asking in asked)
    gap, ministry = Gap.objects.get(handle="gap-mx15d-shipped"), Entity.objects.get(handle="org-gac")
    Gap.objects.filter(pk=gap.pk).update(asked="2021-03", result="No figure was given.")
    Reply.objects.create(asked_of=ministry, gap=gap, kind="declined", question="How many were shipped?", when="2021-04")
    lead = answer("item-mx-15d", "conf-nk-2020").lead("How many of the seven")
    assert [(asking.whom, asking.outcome) for asking in lead.asked] == [
        ("Global Affairs Canada", "No figure was given."),
        ("Global Affairs Canada", "declined to comment"),
    ]


def test_each_recorded_gap_is_listed_once(wescam: Answer) -> None:
    once = Counter(record.pk for lead in wescam.leads for record in lead.recorded)
    assert set(once.values()) == {1}
    whats = Counter(lead.what for lead in wescam.leads)
    assert set(whats.values()) == {1}


def test_the_board_has_every_recorded_gap_once_and_every_gap_that_a_trace_finds() -> None:
    found = board()
    gaps = Counter(record.pk for one in found.ranked for record in one.lead.recorded)
    assert gaps == Counter(Gap.objects.values_list("pk", flat=True))
    routes = {one.lead.key for one in found.ranked}
    merged = {one.lead.also for one in found.ranked}
    for item in Item.objects.filter(handle__in=["item-rotax-912is", "item-garmin", "item-mam-l", "item-orlan-10"]):
        for chain in answer(item.handle).chains:
            for link in chain.links:
                if link.is_gap and link.target:
                    key = ("route", link.source.item.pk, link.source.holder.pk, link.target.holder.pk)
                    named = f"{link.source.item.label} passed from {link.source.holder.label} to"
                    assert key in routes or any(named in also for also in merged)


def test_the_board_counts_the_chains_of_every_item() -> None:
    found = board()
    contract = next(one for one in found.ranked if "Contract or delivery document for the TB2" in one.lead.what)
    counted = sum(
        any(
            link.kind is LinkKind.SHIPPED
            and (link.source.item.label, link.source.holder.label, link.end.label)
            == ("Bayraktar TB2", "Baykar", "Azerbaijani Armed Forces")
            for link in chain.links
        )
        for item in Item.objects.all()
        for chain in answer(item.public_id, limit=200).chains
    )
    assert contract.chains == counted > 0
