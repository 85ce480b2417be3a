"""What chains lack, told from chains built by hand: each family of lead, joining, ranking and counting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.dates import PartialDate
from tests.chain_examples import (
    AT_BAYKAR,
    AT_WESCAM,
    BAYKAR,
    BUILT,
    BUILT_IN,
    IN_SERVICE,
    MX15D,
    NOT_RECORDED,
    PERMITTED,
    SHIPPED,
    USED,
    WESCAM,
    chain,
    fan,
    long_chain,
    record,
    rival_chains,
    wescam_chain,
)  # fmt: skip
from tests.leads_support import Hand, holders, kinds
from tracing.choices import Ending, LinkKind, NodeKind
from tracing.dossier.facts import Amount, PartyFact, Used
from tracing.leads.facts import AuthorityFact, Beside, GapFact, UnitFact
from tracing.leads.find import by_chain, leads_of
from tracing.leads.lead import Lead
from tracing.model import Chain, Link, Node, State

GAC = PartyFact(90, "en-gac", "Global Affairs Canada", "state_body", country="CA")
CANADA = {"CA": AuthorityFact(GAC, permits=5)}
WHOLE = {"issued": PartialDate.parse("2020-05"), "destination": "TR", "number": "7"}


def found(*chains: Chain, beside: Beside | None = None, **hand: object) -> tuple[Lead, ...]:
    dossier = Hand(chains, **hand).dossier()  # type: ignore[arg-type]  # named by the tests
    return leads_of(chains, dossier, beside or Beside(authorities=CANADA))


def families(leads: tuple[Lead, ...]) -> set[str]:
    return {lead.family for lead in leads}


def one(leads: tuple[Lead, ...], family: str) -> Lead:
    (lead,) = [lead for lead in leads if lead.family == family]
    return lead


def gap(pk: int, kind: str, **named: object) -> GapFact:
    return GapFact(Used("gap", pk, f"ga-{pk}", "A gap", ""), kind, f"Recorded gap {pk}.", **named)  # type: ignore[arg-type]  # named by the tests


def test_a_transfer_without_a_record_asks_giver_taker_and_the_giver_s_authority() -> None:
    lead = one(found(chain(NOT_RECORDED, BUILT_IN, SHIPPED, USED)), "route")
    assert lead.what == "How WESCAM MX-15D passed from L3Harris WESCAM to Baykar: no record here."
    assert holders(lead) == ["L3Harris WESCAM", "Baykar", "Global Affairs Canada"]
    assert lead.holders[2].reason == "gives permits for exports from Canada; 5 are recorded here"


def test_a_permission_alone_asks_whether_it_moved() -> None:
    assert "moved" in families(found(wescam_chain()))


def test_where_a_shipment_is_recorded_nobody_asks_whether_it_moved() -> None:
    moved = Beside(moved=frozenset({(MX15D.pk, WESCAM.pk, BAYKAR.pk)}))
    assert "moved" not in families(found(wescam_chain(), beside=moved))


@pytest.mark.parametrize(
    ("when", "amount", "kind"),
    [
        (None, Amount(3, 3, "units", words="3 units"), "date"),
        ("2020", Amount(), "quantity"),
        ("2020", Amount(None, 7, "systems", words="up to 7 systems"), "quantity"),
        (None, Amount(), "date"),
        ("2020", Amount(3, None, "units", words="at least 3"), None),
    ],
)
def test_a_shipment_without_day_or_number_asks_for_them(when: str | None, amount: Amount, kind: str | None) -> None:
    sold = replace(SHIPPED, records=(record("shipment", 1, "Sold", when),))
    leads = found(chain(sold, USED), shipments={1: {"amount": amount}})
    assert [lead.kind for lead in leads if lead.family == "terms"] == ([kind] if kind else [])


def test_rivals_of_which_one_has_the_day_and_another_the_number_lack_nothing() -> None:
    rivals = (record("shipment", 1, "Dated", "2020"), record("shipment", 2, "Counted", None))
    sold = replace(SHIPPED, records=rivals)
    leads = found(chain(sold, USED), shipments={1: {"amount": Amount()}, 2: {}})
    assert "terms" not in families(leads)


def test_what_a_permit_does_not_name_is_one_lead_and_a_whole_one_is_none() -> None:
    lead = one(found(wescam_chain()), "permit")
    assert lead.what.endswith(
        "not recorded here are the day it was given, the declared end user, the destination, its number."
    )
    named = {**WHOLE, "parties": (("declared_end_user", GAC),)}
    assert "permit" not in families(found(wescam_chain(), licences={1: named}))


def test_an_assumed_integrator_is_a_lead_unless_another_record_states_it() -> None:
    assert "integrator" not in families(found(wescam_chain()))
    assumed = {1: {"integrator_is_stated": False}}
    lead = one(found(wescam_chain(), incorporations=assumed), "integrator")
    assert lead.kind == "identity"
    assert holders(lead) == ["Baykar"]
    stated = replace(BUILT_IN, records=(*BUILT_IN.records, record("incorporation", 2, "Seen being fitted")))
    assert "integrator" not in families(found(chain(PERMITTED, stated, SHIPPED, USED), incorporations=assumed))


def test_a_named_unit_without_a_number_asks_who_has_it_and_its_maker() -> None:
    beside = Beside(units={5: UnitFact(5, "Recovered camera", MX15D.pk)}, authorities=CANADA)
    army = PartyFact(77, "en-army", "An army", "armed_force")
    lead = one(found(wescam_chain(), beside=beside, incidents={1: {"units": frozenset({5}), "actor": army}}), "serial")
    assert holders(lead) == ["An army", "L3Harris WESCAM", "Global Affairs Canada"]
    printed = replace(beside, units={5: UnitFact(5, "Recovered camera", MX15D.pk, "0815")})
    leads = found(wescam_chain(), beside=printed, incidents={1: {"units": frozenset({5})}})
    assert "serial" not in families(leads)


def test_an_unnamed_party_is_a_lead_and_is_never_said_to_hold_an_answer() -> None:
    broker = Node(NodeKind.UNKNOWN_PARTY, 40, "en-b", "A broker (not named)")
    first = Link(LinkKind.NO_RECORD, AT_WESCAM, State(MX15D, broker))
    second = Link(LinkKind.NO_RECORD, State(MX15D, broker), AT_BAYKAR)
    leads = found(chain(first, second, BUILT_IN))
    assert one(leads, "party").kind == "identity"
    assert "A broker (not named)" not in [name for lead in leads for name in holders(lead)]


def test_an_incident_without_a_day_is_a_lead() -> None:
    undated = replace(USED, records=(record("incident", 1, "Used", None),))
    assert one(found(chain(SHIPPED, undated)), "seen").kind == "date"


@pytest.mark.parametrize(("ending", "family"), [(Ending.OPEN_END, "after"), (Ending.SPLIT, "split")])
def test_where_a_chain_ends_openly_or_splits_it_asks_what_came_after(ending: Ending, family: str) -> None:
    lead = one(found(chain(BUILT_IN, SHIPPED, ending=ending)), family)
    assert lead.item == BUILT.item.pk
    assert holders(lead)[0] == IN_SERVICE.holder.label


@pytest.mark.parametrize("ending", [Ending.COMPLETE, Ending.AS_ASKED, Ending.LOOP, Ending.DEPTH, Ending.LIMIT])
def test_other_ends_ask_for_nothing_beyond(ending: Ending) -> None:
    assert not {"after", "split"} & families(found(chain(BUILT_IN, SHIPPED, ending=ending)))


def test_a_recorded_gap_about_the_same_thing_joins_it() -> None:
    recorded = gap(1, "transfer", item=MX15D.pk, sender=WESCAM.pk, recipient=BAYKAR.pk)
    leads = found(chain(NOT_RECORDED, BUILT_IN), beside=Beside(gaps=(recorded,)))
    lead = next(lead for lead in leads if lead.recorded)
    assert (lead.what, lead.also[:26]) == ("Recorded gap 1.", "How WESCAM MX-15D passed f")
    assert "route" not in families(leads)


@pytest.mark.parametrize(
    "other",
    [
        {"item": 999, "sender": WESCAM.pk, "recipient": BAYKAR.pk},
        {"item": MX15D.pk, "sender": BAYKAR.pk},
        {"item": MX15D.pk, "recipient": 999},
    ],
)
def test_one_about_another_thing_does_not(other: dict[str, int]) -> None:
    leads = found(chain(NOT_RECORDED, BUILT_IN), beside=Beside(gaps=(gap(1, "transfer", **other),)))
    assert one(leads, "route").recorded == ()


def test_a_gap_that_names_only_the_item_is_about_no_transfer_of_it() -> None:
    leads = found(chain(NOT_RECORDED, BUILT_IN), beside=Beside(gaps=(gap(1, "document", item=MX15D.pk),)))
    assert one(leads, "route").recorded == ()
    assert [lead.is_of_a_step for lead in leads if lead.recorded] == [False]


def test_of_two_gaps_the_one_of_its_kind_speaks_of_it_and_both_are_listed() -> None:
    triple = {"item": MX15D.pk, "sender": WESCAM.pk, "recipient": BAYKAR.pk}
    beside = Beside(gaps=(gap(1, "document", **triple), gap(2, "transfer", **triple)))
    leads = found(chain(NOT_RECORDED, BUILT_IN), beside=beside)
    assert {lead.what: bool(lead.also) for lead in leads if lead.recorded} == {
        "Recorded gap 1.": False,
        "Recorded gap 2.": True,
    }


def test_what_settles_most_comes_first() -> None:
    leads = [lead for lead in found(*rival_chains()) if lead.is_of_a_step]
    settles = [lead.settles for lead in leads]
    assert settles == sorted(settles, reverse=True)


def test_of_leads_that_settle_as_many_the_one_with_the_stronger_chain_comes_first() -> None:
    strong = chain(NOT_RECORDED, replace(USED, source=AT_BAYKAR))
    weak_use = replace(USED, source=IN_SERVICE, records=(record("incident", 9, "Used", "2020", strength="claimed"),))
    weak = chain(Link(LinkKind.NO_RECORD, BUILT, IN_SERVICE), weak_use)
    leads = [lead for lead in found(weak, strong) if lead.family == "route"]
    assert [lead.strength.value for lead in leads] == ["established", "claimed"]


CHAINS = st.lists(
    st.sampled_from([*rival_chains(), wescam_chain(), *fan(3), long_chain(5), chain(NOT_RECORDED, BUILT_IN),
                     chain(BUILT_IN, SHIPPED, ending=Ending.OPEN_END), chain(NOT_RECORDED, BUILT_IN, SHIPPED, USED)]),
    min_size=1, max_size=12,
)  # fmt: skip
GAPS = st.lists(
    st.builds(
        gap,
        st.integers(1, 6),
        st.sampled_from(["transfer", "document", "quantity", "serial", "identity", "date"]),
        item=st.sampled_from([None, MX15D.pk, BUILT.item.pk]),
        sender=st.sampled_from([None, WESCAM.pk, BAYKAR.pk]),
        recipient=st.sampled_from([None, BAYKAR.pk, IN_SERVICE.holder.pk]),
    ),
    max_size=4,
    unique_by=lambda one: one.record.pk,
)


@settings(max_examples=150, deadline=None)
@given(CHAINS, GAPS)
def test_counts_equal_a_count_by_hand_and_nothing_is_listed_twice(chains: list[Chain], gaps: list[GapFact]) -> None:
    leads = found(*chains, beside=Beside(gaps=tuple(gaps), authorities=CANADA))
    assert len({lead.key for lead in leads}) == len(leads)
    lacking = by_chain(lead for lead in leads if lead.is_of_a_step)
    for lead in leads:
        assert lead.chains == {place.chain for place in lead.places}
        alone = [number for number in lead.chains if lacking.get(number) == [lead]]
        assert lead.alone == len(alone)
    gap_links = {
        (number, place)
        for number, one_chain in enumerate(chains, start=1)
        for place, kind in enumerate(kinds(one_chain), start=1)
        if kind is LinkKind.NO_RECORD
    }
    told = {(place.chain, place.link) for lead in leads for place in lead.places if place.link}
    assert gap_links <= told
    recorded = [pk for lead in leads for pk in [record.pk for record in lead.recorded]]
    assert len(set(recorded)) == len(recorded)


@settings(max_examples=60, deadline=None)
@given(CHAINS, GAPS)
def test_each_batch_of_chains_gives_the_same_leads_as_all_at_once(chains: list[Chain], gaps: list[GapFact]) -> None:
    beside = Beside(gaps=tuple(gaps), authorities=CANADA)
    whole = {lead.key: lead.settles for lead in found(*chains, beside=beside) if lead.is_of_a_step}
    summed: dict[object, int] = {}
    for one_chain in chains:
        for lead in found(one_chain, beside=beside):
            if lead.is_of_a_step:
                summed[lead.key] = summed.get(lead.key, 0) + lead.settles
    assert summed == whole
