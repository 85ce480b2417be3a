"""Captures, orders, gaps and permits of a second state, built by hand: none of them is more than its record says."""

from __future__ import annotations

from dataclasses import replace

from tests.rule_worlds import AIRCRAFT, BAYKAR, CAMERA, FORCES, World, day, measure, party
from tracing.dossier.facts import Amount
from tracing.rules import Outcome, declared_territory, licence_state, measures, permitted_quantity, reexport

UN = party("United Nations", "XUN", "organisation")
CAPTORS = party("Armenian forces", "AM", "armed_force")
GROUP = party("A group", "", "armed_group")
ANKARA = party("Government of Türkiye", "TR", "state")


def test_a_capture_is_no_transfer_under_a_measure() -> None:
    embargo = measure("1993", target="AM", issuer=UN)
    captured = World(FORCES, AIRCRAFT, parties={FORCES.pk: FORCES}).ship(CAPTORS, "2020-10", kind="capture")
    (found,) = captured.under(embargo).ask(measures.RULE)
    assert found.outcome is Outcome.NOTHING
    assert "having taken it" in found.sentence


def test_what_was_taken_asks_for_no_consent_and_no_licence() -> None:
    stop = measure("2019", kind="suspension", target="", at=BAYKAR)
    stolen = World().ship(BAYKAR, "2019").ship(CAPTORS, "2020-10", kind="theft").under(stop)
    assert [one.outcome for one in stolen.ask(licence_state.RULE)] == [Outcome.CANNOT_TELL]
    assert [one.outcome for one in stolen.ask(reexport.RULE)] == [Outcome.NO_TENSION]


def test_an_order_is_told_as_an_order() -> None:
    asked = World().ship(BAYKAR, status="requested", ordered=day("2020-05")).under(measure("2019"))
    (found,) = asked.ask(measures.RULE)
    assert "of which no delivery is recorded" in found.sentence
    assert "the transfer" not in found.sentence


def test_the_permit_of_a_second_state_is_not_the_consent_of_the_first() -> None:
    chain = World().ship(BAYKAR, "2019").build_in()
    chain.permit(FORCES, "2020", destination="AZ", destination_name="Azerbaijan", authority=ANKARA)
    (found,) = chain.ask(reexport.RULE)
    assert found.outcome is Outcome.CANNOT_TELL
    assert "permitted from Baykar" in found.sentence


def test_a_step_without_a_record_may_have_gone_through_a_third_state() -> None:
    (found,) = World().gap(BAYKAR).ask(reexport.RULE)
    assert found.outcome is Outcome.CANNOT_TELL


def test_a_party_without_a_country_is_not_passed_over() -> None:
    found = World().ship(BAYKAR).ship(FORCES).ship(GROUP).ask(reexport.RULE)
    assert [(one.outcome, one.said.links) for one in found] == [
        (Outcome.CANNOT_TELL, (1, 2)),
        (Outcome.CANNOT_TELL, (3,)),
    ]


def test_an_exemption_for_another_country_relaxes_nothing_here() -> None:
    embargo = measure("2019", items=[CAMERA])
    other = measure("2019", kind="exemption", relaxes=embargo, target="AZ")
    (found,) = World().ship(BAYKAR, "2020").under(embargo, other).ask(measures.RULE)
    assert found.outcome is Outcome.COVERING


def test_a_lifting_ends_the_exemption_too() -> None:
    embargo = measure("2019", items=[CAMERA])
    relaxed = (measure("2019", kind="exemption", relaxes=embargo), measure("2020", kind="lifting", relaxes=embargo))
    (found,) = World().ship(BAYKAR, "2021").under(embargo, *relaxed).ask(measures.RULE)
    assert found.outcome is Outcome.NOT_IN_FORCE


def test_an_incident_that_names_no_user_records_no_use_by_anybody() -> None:
    world = World().permit(BAYKAR, "2020").build_in().ship(FORCES).seen()
    incidents = world.tables["incidents"]
    world.tables["incidents"] = {pk: replace(one, user=None) for pk, one in incidents.items()}  # type: ignore[type-var]
    (found,) = world.ask(declared_territory.RULE)
    assert "records use by" not in found.sentence
    assert "names no user" in found.sentence


def test_an_optional_part_is_not_counted_once_for_each_platform() -> None:
    world = World().permit(BAYKAR, "2020", amounts={CAMERA.pk: Amount(7, 7, "systems", words="7 systems")})
    world.build_in().ship(FORCES).seen(amount=Amount(12, 12))
    assert [one.outcome for one in world.ask(permitted_quantity.RULE)] == [Outcome.TENSION]
    fitted = world.tables["incorporations"]
    world.tables["incorporations"] = {pk: replace(one, kind="option") for pk, one in fitted.items()}  # type: ignore[type-var]
    assert [one.outcome for one in world.ask(permitted_quantity.RULE)] == [Outcome.CANNOT_TELL]
