"""What the rules say about the documented case, in Python, on the page and by the command: one statement a test."""

from __future__ import annotations

import pytest
from django.test import Client

from exports.models import Item, Licence, Measure, Shipment
from exports.models.shipments import MOVES_GOODS
from tests.rule_findings import by_command, judged_chains, links_by, page
from tracing.query import TraceQuestion
from tracing.rules import RULES, Outcome, judged
from tracing.service import trace

pytestmark = pytest.mark.django_db

PERMIT = "mea-ca-2020-05-permit-7-mx15d"
NOTICE = "Notice 992"
CALLS = ("CSCE/OSCE request", "UNSCR 853")


def said_on_page_and_by_command(client: Client, start: str, chain: int, sentence: str, end: str = "") -> None:
    assert sentence in page(client, start, end, chain)
    printed = list(by_command(start, end))[chain - 1]
    assert sentence in [finding["sentence"] for finding in printed["findings"]]


def test_the_permits_of_may_2020_fell_under_the_notice_with_an_exemption_claimed(client: Client) -> None:
    licence = Licence.objects.get(handle=PERMIT)
    for one in judged_chains(PERMIT):
        (finding,) = one.on(NOTICE)
        assert finding.outcome is Outcome.EXEMPTION
        assert list(finding.said.links) == links_by(one.chain, "licence", licence.pk)
        assert "Canada: exceptional circumstances for permits to Türkiye" in finding.sentence
        assert finding.said.innocent
    said_on_page_and_by_command(client, PERMIT, 1, judged_chains(PERMIT)[0].on(NOTICE)[0].sentence)


def test_the_suspension_of_2019_had_ended_when_the_permits_of_may_2020_were_issued() -> None:
    for one in judged_chains(PERMIT):
        (finding,) = one.on("no new export permits for Türkiye (October 2019)")
        assert finding.outcome is Outcome.NOT_IN_FORCE
        assert "It had ended before" in finding.sentence


@pytest.mark.parametrize("call", CALLS)
def test_every_transfer_to_azerbaijan_meets_both_calls_in_force_with_coverage_disputed(call: str) -> None:
    shipments = Shipment.objects.filter(MOVES_GOODS, recipient__country__code="AZ")
    assert shipments.count() > 20
    for shipment in shipments:
        met = [
            finding
            for one in judged_chains(shipment.public_id)
            for finding in one.on(call)
            if set(finding.said.links) & set(links_by(one.chain, "shipment", shipment.pk))
        ]
        assert met, shipment
        for finding in met:
            assert finding.outcome is Outcome.DISPUTED, (shipment, finding.sentence)
            assert finding.said.force == "voluntary"
            assert len({side.coverage for side in finding.said.sides}) > 1, "readings side by side"


@pytest.mark.parametrize("call", CALLS)
def test_both_readings_and_voluntary_stand_on_the_page_and_in_the_command(client: Client, call: str) -> None:
    start, end = "item-tb2", "conf-nk-2020"
    (finding,) = judged_chains(start, end)[0].on(call)
    said_on_page_and_by_command(client, start, 1, finding.sentence, end)
    shown = page(client, start, end)
    for side in finding.said.sides:
        assert f"{side.reader}: {side.coverage}" in shown
        assert side.interpretation in shown
    printed = next(by_command(start, end))
    (form,) = [one for one in printed["findings"] if one["sentence"] == finding.sentence]
    assert form["legal_force"] == "voluntary"
    assert [one["reader"] for one in form["readings"]] == [side.reader for side in finding.said.sides]


def test_the_un_call_is_in_force_on_one_of_two_stated_ends(client: Client) -> None:
    (finding,) = judged_chains("item-tb2", "conf-nk-2020")[0].on("UNSCR 853")
    assert "some time in 2002 or no end stated" in finding.sentence


def test_tb2_to_libya_meets_the_un_embargo_in_force_covering_and_binding(client: Client) -> None:
    start, end = "item-tb2", "org-gna"
    one = judged_chains(start, end)[0]
    (finding,) = one.on("UNSCR 1970")
    assert finding.outcome is Outcome.COVERING
    assert finding.said.force == "binding"
    assert finding.said.innocent
    said_on_page_and_by_command(client, start, one.number, finding.sentence, end)


def test_orbiter_1k_deliveries_in_2018_are_in_tension_with_the_suspension_and_no_breach(client: Client) -> None:
    start = "item-orbiter-1k"
    shipment = Shipment.objects.get(handle="tra-orbiter1k-azerbaijan-sipri")
    one = next(one for one in judged_chains(start) if links_by(one.chain, "shipment", shipment.pk))
    by_outcome = {
        finding.outcome: finding for finding in one.on("Israel suspends the Orbiter 1K licence", "licence-state")
    }
    tension = by_outcome[Outcome.TENSION]
    assert "2018, uncertain" in tension.sentence
    assert len(tension.said.innocent) == 3
    assert "some time in 2016" in by_outcome[Outcome.NO_TENSION].sentence
    assert "some time in 2017" in by_outcome[Outcome.CANNOT_TELL].sentence
    shown = page(client, start, chain=one.number)
    assert "breach" not in shown
    for reading in tension.said.innocent:
        assert reading in shown
    said_on_page_and_by_command(client, start, one.number, tension.sentence)


def test_a_licence_of_2016_was_given_before_any_measure(client: Client) -> None:
    start = "mea-it-licence-2016"
    one = judged_chains(start)[0]
    (finding,) = one.on("Italy suspends licences to Saudi Arabia")
    assert finding.outcome is Outcome.NOT_IN_FORCE
    assert "It began only afterwards" in finding.sentence
    said_on_page_and_by_command(client, start, one.number, finding.sentence)


def test_a_sale_dated_only_about_2020_cannot_be_told_against_a_measure_that_ended_in_april_2020(client: Client) -> None:
    start, end = "item-mx-15d", "conf-nk-2020"
    (finding,) = judged_chains(start, end)[0].on("no new export permits for Türkiye (October 2019)")
    assert finding.outcome is Outcome.CANNOT_TELL
    said_on_page_and_by_command(client, start, 1, finding.sentence, end)


def test_the_navy_is_declared_and_the_armed_forces_of_azerbaijan_are_observed(client: Client) -> None:
    start = "item-mx15d-recovered"
    one = next(
        one for one in judged_chains(start) if one.on("Approval: unit for the Turkish navy", "declared-end-user")
    )
    (finding,) = one.on("Approval: unit for the Turkish navy", "declared-end-user")
    assert finding.outcome is Outcome.TENSION
    assert "Turkish Navy" in finding.sentence
    assert "Azerbaijani Armed Forces" in finding.sentence
    said_on_page_and_by_command(client, start, one.number, finding.sentence)


def test_the_permit_for_baykar_names_no_end_user_so_nothing_can_be_told() -> None:
    (finding,) = judged_chains(PERMIT)[0].on("Permit of May 2020", "declared-end-user")
    assert finding.outcome is Outcome.CANNOT_TELL
    assert "Baykar" in finding.sentence


def test_what_stands_under_sudan_for_darfur_cannot_be_told_of_all_sudan() -> None:
    findings = [f for one in judged_chains("item-nimr-ajban") for f in one.on("UN arms embargo on Darfur")]
    assert findings
    assert {finding.outcome for finding in findings} == {Outcome.CANNOT_TELL}


def test_every_rule_answers_for_every_chain_of_the_case_and_every_flag_has_an_innocent_reading() -> None:
    chains = [chain for item in Item.objects.all() for chain in trace(TraceQuestion(item.public_id, limit=200)).chains]
    assert len(chains) > 400
    known = {measure.public_id for measure in Measure.objects.all()}
    for chain, findings in zip(chains, judged(chains), strict=True):
        assert {finding.rule for finding in findings} == {rule.id for rule in RULES}
        for finding in findings:
            assert finding.sentence
            assert not finding.outcome.is_flag or finding.said.innocent, finding.sentence
            assert all(1 <= number <= len(chain.links) for number in finding.said.links)
            if finding.rule == "measures-in-force" and finding.said.about is not None:
                assert finding.said.about.public_id in known
                assert finding.said.about in finding.said.records
