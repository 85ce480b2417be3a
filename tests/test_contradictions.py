"""What contradicts what: one model, its kinds and states, on claims built by hand and on the case data."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.apps import apps
from django.test import Client

from core.dates import PartialDate
from core.models import Record
from evidence.choices import ContradictionKind, ContradictionState, Decision
from evidence.contradictions.board import every_contradiction
from evidence.contradictions.kinds import FIELDS, KINDS, kind_of
from evidence.contradictions.model import Contradiction, Resolved
from evidence.contradictions.one_record import contradictions_on, record_named
from evidence.models import Citation
from evidence.selectors import grades_of_all
from evidence.subjects import SUBJECTS
from exports.models import MeasureReading, Shipment
from tests.cited_records import cite, shipment
from tests.claim_examples import claim, found, only
from tests.pages_support import words

PublicRole = Callable[[], AbstractContextManager[None]]
NOT_STATED_BY_SOURCES = {
    "id",
    "public_id",
    "handle",
    "version",
    "created_at",
    "updated_at",
    "strength",
    "is_disputed",
    "same_as",
}


def on(handle: str, field: str) -> Contradiction:
    record = record_named(handle)
    assert record is not None
    (one,) = [one for one in contradictions_on(record) if one.field == field]
    return one


def values(one: Contradiction) -> set[str]:
    return {reading.value for reading in one.readings}


# --- Kinds ---


def test_every_field_has_one_kind() -> None:
    assert len(KINDS) == sum(map(len, FIELDS.values()))
    assert set(FIELDS) == set(ContradictionKind)


@pytest.mark.parametrize("label", SUBJECTS.values())
def test_every_field_that_a_claim_may_name_has_a_kind(label: str) -> None:
    fields = apps.get_model(label)._meta.concrete_fields
    named = {field.name for field in fields if not field.generated and not field.primary_key}
    assert named - NOT_STATED_BY_SOURCES - KINDS.keys() == set()


@pytest.mark.django_db
def test_every_field_that_the_case_data_cites_has_a_kind() -> None:
    assert set(Citation.objects.values_list("field", flat=True)) - KINDS.keys() == set()


def test_a_field_that_nobody_foresaw_is_a_matter_of_interpretation() -> None:
    assert kind_of("colour") is ContradictionKind.INTERPRETATION


# --- Which claims contradict each other ---


def test_two_values_for_one_field_do() -> None:
    one = only(claim("delivered", "2019"), claim("delivered", "2020", "courier"))
    assert (one.field, one.kind, one.state) == ("delivered", ContradictionKind.DATE, ContradictionState.OPEN)


def test_one_value_stated_twice_does_not() -> None:
    assert found(claim("delivered", "2019"), claim("delivered", "2019", "courier")) == []


def test_a_mention_contradicts_nothing_and_is_shown_beside_those_that_do() -> None:
    assert found(claim("delivered", "2019"), claim("delivered", "2020", stance="mentions")) == []
    one = only(
        claim("delivered", "2019"), claim("delivered", "2020", "courier"), claim("delivered", "2021", stance="mentions")
    )
    assert len(one.readings) == 3
    assert one.values == {"2019", "2020"}


def test_a_denial_of_the_whole_record_is_a_matter_of_identity() -> None:
    denial = claim("", "", "ministry", stance="disputes", says="Never sold.")
    one = only(claim("", "", says="Delivered in May."), denial)
    assert (one.kind, one.state) == (ContradictionKind.IDENTITY, ContradictionState.OPEN)
    assert values(one) == {"Delivered in May.", "Never sold."}


def test_a_value_stated_against_the_record_alone_contradicts_what_is_recorded() -> None:
    one = only(claim("period", "2021-01/2021-03", stance="disputes"))
    assert [reading.value for reading in one.readings] == ["as recorded", "between January 2021 and March 2021"]
    assert one.state is ContradictionState.OPEN


def test_what_is_stated_against_a_vaguer_value_is_no_refinement_of_it() -> None:
    one = only(claim("delivered", "2020"), claim("delivered", "2020-05", "courier", stance="disputes"))
    assert one.state is ContradictionState.OPEN


# --- States ---


def test_values_that_can_all_hold_are_compatible_and_say_why() -> None:
    one = only(claim("delivered", "2020-10"), claim("delivered", "2020-10-19", "courier"))
    assert one.state is ContradictionState.COMPATIBLE
    assert one.why == "“19 October 2020” is within “some time in October 2020”."


def test_two_of_three_values_that_fit_do_not_hide_the_third() -> None:
    one = only(
        claim("delivered", "2020"), claim("delivered", "2020-05", "courier"), claim("delivered", "2020-06", "ministry")
    )
    assert one.state is ContradictionState.OPEN
    assert len(one.compatible) == 2


def test_who_later_states_another_value_supersedes_the_first() -> None:
    one = only(claim("delivered", "2019", published="2020-01"), claim("delivered", "2020", published="2021-01"))
    assert one.state is ContradictionState.SUPERSEDED
    assert one.why == "gazette stated “some time in 2019”, and later “some time in 2020”."


def test_a_newspaper_that_reports_two_values_in_turn_has_taken_back_neither() -> None:
    one = only(
        claim("delivered", "2019", published="2020-01", voice="publisher"),
        claim("delivered", "2020", published="2021-01", voice="publisher"),
    )
    assert one.state is ContradictionState.OPEN


@pytest.mark.parametrize(
    ("second", "published"),
    [("courier", "2021-01"), ("gazette", "2020-01"), ("gazette", "2020"), ("gazette", "")],
    ids=["another voice", "the same day", "cannot tell which is later", "no date"],
)
def test_nothing_else_supersedes(second: str, published: str) -> None:
    one = only(claim("delivered", "2019", published="2020-01"), claim("delivered", "2020", second, published=published))
    assert one.state is ContradictionState.OPEN


def test_a_value_that_another_voice_still_states_is_not_superseded() -> None:
    one = only(
        claim("delivered", "2019", published="2020-01"),
        claim("delivered", "2020", published="2021-01"),
        claim("delivered", "2019", "courier", published="2020-02"),
    )
    assert one.state is ContradictionState.OPEN


def decided(decision: Decision, *considered: str) -> Resolved:
    return Resolved("rs-1", decision, "The note.", frozenset(considered), PartialDate.parse("2026-11"))


@pytest.mark.parametrize("decision", [Decision.RECONCILED, Decision.SUPERSEDED, Decision.WITHDRAWN])
def test_a_decision_about_these_values_is_their_state(decision: Decision) -> None:
    claims = claim("delivered", "2019"), claim("delivered", "2020", "courier")
    one = only(*claims, delivered=decided(decision, "2019", "2020"))
    assert (one.state.value, one.why) == (decision.value, "The note.")


def test_a_value_that_the_decision_did_not_consider_makes_it_open_again() -> None:
    claims = claim("delivered", "2019"), claim("delivered", "2020", "courier"), claim("delivered", "2021", "ministry")
    one = only(*claims, delivered=decided(Decision.RECONCILED, "2019", "2020"))
    assert one.state is ContradictionState.OPEN
    assert "some time in 2021" in one.why
    assert one.resolution is not None


def test_another_citation_of_a_value_that_was_considered_changes_nothing() -> None:
    claims = claim("delivered", "2019"), claim("delivered", "2020", "courier"), claim("delivered", "2020", "ministry")
    one = only(*claims, delivered=decided(Decision.RECONCILED, "2019", "2020"))
    assert one.state is ContradictionState.RECONCILED


def test_a_further_denial_opens_what_was_decided_about_an_earlier_one_and_a_further_supporter_does_not() -> None:
    claims = [claim("", "", says="Delivered."), claim("", "", "ministry", stance="disputes", says="Never sold.")]
    taken_back = {"": decided(Decision.WITHDRAWN, "so", "not so: Never sold.")}
    assert only(*claims, **taken_back).state is ContradictionState.WITHDRAWN
    supported = [*claims, claim("", "", "courier", says="Seen by us.")]
    assert only(*supported, **taken_back).state is ContradictionState.WITHDRAWN
    denied = [*claims, claim("", "", "courier", stance="disputes", says="It was another.")]
    assert only(*denied, **taken_back).state is ContradictionState.OPEN


# --- The case data ---


@pytest.mark.django_db
def test_the_date_of_the_aircraft_brought_down_is_open_from_19_to_22_october() -> None:
    one = on("use-tb2-downed-20201019", "happened")
    assert (one.kind, one.state) == (ContradictionKind.DATE, ContradictionState.OPEN)
    assert one.values == {"2020-10-19", "2020-10-20", "2020-10-22"}
    assert "../2020-10-21" in {reading.read for reading in one.readings}, "a mention is shown"


@pytest.mark.django_db
def test_which_permit_covered_the_recovered_unit_is_a_matter_of_identity() -> None:
    (one,) = [one for one in every_contradiction() if one.subject.column == "item_unit" and one.field == "licence"]
    assert (one.kind, one.state) == (ContradictionKind.IDENTITY, ContradictionState.OPEN)
    assert "one of seven systems permitted to Baykar in May 2020" in values(one)
    assert "serial number matches equipment approved for the Turkish navy" in values(one)


@pytest.mark.django_db
def test_how_many_tb2_were_delivered_to_azerbaijan_is_an_open_quantity() -> None:
    one = on("tra-tb2-azerbaijan-sipri", "quantity_low")
    assert (one.kind, one.state) == (ContradictionKind.QUANTITY, ContradictionState.OPEN)
    assert one.values == {"5", "scores", "12"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handle", "readers"),
    [
        ("mea-osce-1992", {"covers": {"Germany"}, "covers in part": {"GRIP"}, "open to interpretation": {"Stockholm"}}),
        ("mea-unscr-853", {"does not cover": {"Stockholm"}, "open to interpretation": {"GRIP"}}),
    ],
)
def test_readings_of_the_osce_request_and_of_the_un_call_contradict_each_other(
    handle: str, readers: dict[str, set[str]]
) -> None:
    one = on(handle, "coverage")
    assert (one.kind, one.state) == (ContradictionKind.INTERPRETATION, ContradictionState.OPEN)
    stated = {reading.value: " ".join(reading.who) for reading in one.readings}
    assert stated.keys() == readers.keys()
    for value, names in readers.items():
        assert all(name in stated[value] for name in names)


@pytest.mark.django_db
def test_two_currencies_and_a_client_that_is_not_named_are_compatible() -> None:
    compatible = {
        (one.subject.column, one.field) for one in every_contradiction() if one.state is ContradictionState.COMPATIBLE
    }
    assert {("trade_statistic", "amount_low"), ("shipment", "recipient")} <= compatible


@pytest.mark.django_db
def test_every_record_that_the_database_marks_as_disputed_shows_what_disagrees_and_no_other() -> None:
    shown = {one.subject.key for one in every_contradiction() if one.field not in {"coverage", "counted_in"}}
    marked = set()
    for column, label in SUBJECTS.items():
        model: type[Record] = apps.get_model(label)
        marked |= {(column, pk) for pk in model.objects.filter(is_disputed=True).values_list("pk", flat=True)}
    assert shown == marked


@pytest.mark.django_db
def test_records_of_one_flow_that_do_not_meet_contradict_each_other() -> None:
    whole, part = shipment(), shipment()
    Shipment.objects.filter(pk=whole.pk).update(quantity_low=5, quantity_high=5, quantity_unit="aircraft")
    Shipment.objects.filter(pk=part.pk).update(
        quantity_low=9, quantity_high=9, quantity_unit="aircraft", counted_in=whole.pk
    )
    part.refresh_from_db()
    (one,) = contradictions_on(part)
    assert (one.field, one.state) == ("counted_in", ContradictionState.OPEN)
    assert values(one) == {"9 aircraft", "5 aircraft"}
    Shipment.objects.filter(pk=part.pk).update(quantity_low=2, quantity_high=2)
    part.refresh_from_db()
    assert contradictions_on(part) == [], "a part of a flow is smaller"


@pytest.mark.django_db
def test_readings_that_conclude_the_same_contradict_nothing() -> None:
    MeasureReading.objects.update(coverage="covers")
    assert [one for one in every_contradiction() if one.field == "coverage"] == []


@pytest.mark.django_db
def test_two_values_of_one_field_are_a_dispute_to_the_database_and_to_this_model() -> None:
    record = shipment()
    cite(record, field="delivered", value_read="2019")
    cite(record, field="delivered", value_read="2020")
    assert grades_of_all({"shipment": [record.pk]})["shipment"][record.pk].is_disputed
    assert [one.field for one in contradictions_on(record)] == ["delivered"]


@pytest.mark.django_db
def test_the_record_page_shows_kind_state_and_who_states_what(client: Client) -> None:
    incident = record_named("use-tb2-downed-20201019")
    assert incident is not None
    text = words(client, f"/incidents/{incident.public_id}/")
    shown = text[text.index("recovered: when it happened") :][:900]
    assert "when it happened date open" in shown
    for day in ("19 October 2020", "20 October 2020", "22 October 2020"):
        assert day in shown


@pytest.mark.django_db
def test_the_record_page_shows_why_values_are_compatible(client: Client, public_role: PublicRole) -> None:
    record = shipment()
    cite(record, field="delivered", value_read="2020-10")
    cite(record, field="delivered", value_read="2020-10-19")
    with public_role():
        text = words(client, f"/shipments/{record.public_id}/")
    assert "compatible: “19 October 2020” is within “some time in October 2020”." in text


@pytest.mark.django_db
def test_the_page_of_a_measure_shows_the_readings_that_contradict_each_other(client: Client) -> None:
    measure = record_named("mea-unscr-853")
    assert measure is not None
    text = words(client, f"/measures/{measure.public_id}/")
    shown = text[text.index("What disagrees") :]
    assert "what it covers interpretation open" in shown


@pytest.mark.django_db
def test_no_claim_of_the_case_data_is_left_out_of_what_disagrees() -> None:
    denials = Citation.objects.filter(stance="disputes").values_list("id", flat=True)
    shown = {claim.pk for one in every_contradiction() for reading in one.readings for claim in reading.claims}
    assert set(denials) - shown == set()
