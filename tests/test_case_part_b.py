"""Permits, transfers, uses and figures of the case: what must stay apart stays apart, and nothing is counted twice."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.db.models import Q

from conflicts.models import Incident
from core.models import Record
from entities.models import Entity
from exports.choices import LicenceRole
from exports.models import (
    Incorporation,
    Item,
    Licence,
    LicenceEvent,
    Measure,
    Proceeding,
    Shipment,
    TradeStatistic,
    Valuation,
)
from exports.models.valuations import MixedUnitsError
from importers.case.facts import HERE, read_facts

pytestmark = pytest.mark.django_db
SECTIONS = (
    "permits_measures",
    "transfers",
    "incorporations",
    "conflicts",
    "documented_uses",
    "trade_statistics",
)
UNVERIFIED = [fact.id for section in SECTIONS for fact in read_facts().sections[section] if not fact.is_read]
CHAINS = (HERE / "chains.md").read_text(encoding="utf-8")
Link = list[str]


def walks() -> Iterator[dict[str, Any]]:
    """The walks written down in chains.md."""
    for block in re.findall(r"```yaml\n(.*?)```", CHAINS, re.DOTALL):
        yield from yaml.safe_load_all(block)


def paths() -> list[tuple[str, list[Link]]]:
    return [(walk["start"], path) for walk in walks() for path in walk["paths"]]


# Consignee and declared end user


def test_the_two_authorisations_of_the_sensor_name_different_parties_in_different_roles() -> None:
    permit = Licence.objects.get(handle="mea-ca-2020-05-permit-7-mx15d")
    approval = Licence.objects.get(handle="tra-wescam-unit-turkish-navy")

    assert _party(permit, LicenceRole.CONSIGNEE) == ["org-baykar"]
    assert _party(permit, LicenceRole.DECLARED_END_USER) == []
    assert _party(approval, LicenceRole.DECLARED_END_USER) == ["org-turkish-navy"]
    assert _party(approval, LicenceRole.CONSIGNEE) == []


def test_the_recovered_unit_stands_on_the_approval_for_the_navy_and_not_on_the_permit_for_baykar() -> None:
    holders = Licence.objects.filter(items__unit__handle="item-mx15d-recovered")
    assert [licence.handle for licence in holders] == ["tra-wescam-unit-turkish-navy"]


def test_both_readings_of_the_units_permit_are_citations_of_the_unit() -> None:
    unit = Item.objects.get(handle="item-mx-15d").units.get(handle="item-mx15d-recovered")
    read = set(unit.citations.filter(field="licence").values_list("value_read", flat=True))
    assert {"mea-ca-2020-05-permit-7-mx15d", "tra-wescam-unit-turkish-navy"} <= read
    assert unit.is_disputed


def test_an_approval_is_no_shipment_and_the_permits_of_may_2020_are_not_said_to_be_cancelled() -> None:
    assert not Shipment.objects.filter(handle="tra-wescam-unit-turkish-navy").exists()
    events = LicenceEvent.objects.filter(licence__handle="mea-ca-2020-05-permit-7-mx15d")
    assert [event.kind for event in events] == ["recommended"]


def test_twenty_five_and_four_suspended_permits_make_the_twenty_nine_that_were_cancelled() -> None:
    cancelled = LicenceEvent.objects.filter(kind="cancelled", happened_earliest="2021-04-12").select_related("licence")
    assert sum(event.licence.count_low for event in cancelled) == 29


# Measures


def test_the_exceptions_relax_the_notice_and_the_lifting_of_2024_ends_it() -> None:
    notice = Measure.objects.get(handle="mea-ca-2020-notice992")
    relaxing = set(notice.relaxed_by.values_list("handle", "kind"))
    assert relaxing == {("mea-ca-2020-exceptions-list", "exemption"), ("mea-ca-2024-lifting", "lifting")}
    assert notice.kind == "denial_policy"


def test_the_osce_request_is_voluntary_and_read_in_different_ways() -> None:
    request = Measure.objects.get(handle="mea-osce-1992")
    assert request.legal_force == "voluntary"
    assert request.valid_until is None
    assert len(set(request.readings.values_list("coverage", flat=True))) > 1


def test_that_no_licence_is_needed_for_the_rotax_912_can_be_said() -> None:
    assert Measure.objects.filter(handle="mea-rotax-license-status", items__item__handle="item-rotax-912").exists()
    assert Shipment.objects.get(handle="tra-rotax-via-italy").authorised == "not_required"


def test_charges_are_never_recorded_as_findings() -> None:
    charged = Proceeding.objects.filter(subjects__role="against", subjects__entity__handle="org-aeronautics")
    assert {one.kind for one in charged} == {"investigation", "indictment"}


# Sums


def test_the_aircraft_for_ukraine_are_counted_once() -> None:
    flows = Shipment.objects.filter(item__handle="item-tb2").filter(
        Q(recipient__handle="state-UA") | Q(recipient__handle="org-ukrspetsexport")
    )
    assert flows.count() == 3
    assert [one.handle for one in flows if one.counted_in_id is None] == ["tra-tb2-ukraine-contract"]
    assert sum(one.quantity_high for one in flows if one.counted_in_id is None) == 6


def test_amounts_in_different_currencies_have_no_sum() -> None:
    with pytest.raises(MixedUnitsError):
        Valuation.objects.filter(shipment__isnull=False).total()


def test_the_licence_for_bombs_is_worth_euros_and_covers_about_twenty_thousand() -> None:
    licence = Licence.objects.get(handle="mea-it-licence-2016")
    assert licence.valuations.total() == (Decimal(411_000_000), Decimal(411_000_000))
    assert licence.items.get().quantity_is_estimate


@pytest.mark.parametrize("handle", ["sta-wescam-facility-2021", "sta-ca-firms-loss-claim", "sta-il-az-2017-137m"])
def test_a_figure_whose_currency_is_not_known_has_none_and_says_why(handle: str) -> None:
    figure = TradeStatistic.objects.get(handle=handle)
    assert (figure.currency, bool(figure.currency_note)) == ("", True)


# Dates and incidents


def test_four_dates_are_in_print_for_the_aircraft_brought_down() -> None:
    incident = Incident.objects.get(handle="use-tb2-downed-20201019")
    dates = set(incident.citations.filter(field="happened").values_list("value_read", flat=True))
    assert dates == {"2020-10-19", "2020-10-20", "../2020-10-21", "2020-10-22"}
    assert incident.is_disputed


def test_an_incident_that_is_only_alleged_has_an_allegation_and_no_user() -> None:
    alleged = Incident.objects.get(handle="use-libya-asabaa-claim")
    assert alleged.user is None
    assert alleged.allegations.get().against.handle == "org-gna"


def test_the_denied_attack_of_2017_shows_both_readings_of_who_flew() -> None:
    attack = Incident.objects.get(handle="use-orbiter1k-20170707")
    users = set(attack.citations.filter(field="user").values_list("value_read", flat=True))
    assert users == {"org-aeronautics", "org-azerbaijan-armed-forces"}
    assert attack.allegations.get().state == "denied"


def test_no_finding_is_put_into_the_mouth_of_a_body_without_the_power_to_find() -> None:
    assert not Incident.objects.filter(allegations__state="found", allegations__by_body_with_power=False).exists()


@pytest.mark.parametrize("handle", UNVERIFIED)
def test_general_knowledge_is_no_record(handle: str) -> None:
    models = (Measure, Licence, Shipment, Incorporation, Incident)
    assert not any(model.objects.filter(handle=handle).exists() for model in models)


# Chains: chains.md, link by link


def test_all_nineteen_chains_are_walked() -> None:
    assert {walk["chain"] for walk in walks()} == {fact.id for fact in read_facts().sections["chains"]}


@pytest.mark.parametrize(("start", "path"), paths(), ids=[f"{start} {path[-1][1]}" for start, path in paths()])
def test_item_and_holder_carry_on_from_link_to_link(start: str, path: list[Link]) -> None:
    state = start
    for link in path:
        if link[0] == "seen":
            assert link is path[-1]
            _check_seen(state, link[1])
            continue
        _check_link(link, state)
        state = link[-1]


def test_records_named_beside_a_walk_exist() -> None:
    named = {handle for walk in walks() for handle in walk.get("also", ())}
    models: tuple[type[Record], ...] = (Measure, Licence, Shipment, Proceeding, TradeStatistic)
    found = {handle for model in models for handle in model.objects.values_list("handle", flat=True)}
    assert named - found == set()


def test_no_walk_starts_or_passes_through_the_illustration() -> None:
    assert not Shipment.objects.filter(item__handle="item-hermes-45").exists()
    assert not Incident.objects.filter(items__item__handle="item-hermes-45").exists()


def _party(licence: Licence, role: LicenceRole) -> list[str]:
    return [str(party.entity.handle) for party in licence.parties.filter(role=role)]


def _split(state: str) -> tuple[str, str]:
    item, holder = state.split(" @ ")
    return item, holder


def _check_link(link: Link, state: str) -> None:
    (item, holder), (next_item, next_holder) = _split(state), _split(link[-1])
    if link[0] == "shipped":
        found = Shipment.objects.get(handle=link[1])
        assert (found.item.handle, found.exporter.handle) == (item, holder)
        assert (found.item.handle, found.recipient.handle) == (next_item, next_holder)
    elif link[0] == "authorised":
        licence = Licence.objects.get(handle=link[1])
        assert _party(licence, LicenceRole.EXPORTER) == [holder]
        assert _party(licence, LicenceRole.CONSIGNEE) == [next_holder]
        assert licence.items.filter(item__handle=item).exists()
    elif link[0] == "built_in":
        built = Incorporation.objects.get(handle=link[1])
        assert (built.component.handle, built.integrator.handle) == (item, holder)
        assert (built.platform.handle, built.integrator.handle) == (next_item, next_holder)
    else:
        assert (link[0], item) in {("gap", next_item), ("recorded_as", next_item)}
        _check_without_record(link[0], item, Entity.objects.get(handle=holder), Entity.objects.get(handle=next_holder))


def _check_without_record(kind: str, item: str, one: Entity, other: Entity) -> None:
    if kind == "recorded_as":
        same_state = one.country == other.country and "state" in (one.kind, other.kind)
        assert same_state or one.part_of == other or other.part_of == one
    else:
        assert Item.objects.get(handle=item).maker == one, "A gap starts at the maker."


def _check_seen(state: str, handle: str) -> None:
    item, holder = _split(state)
    incident = Incident.objects.get(handle=handle)
    assert incident.user is not None
    assert incident.user.handle == holder
    assert incident.items.filter(item__handle=item).exists()
