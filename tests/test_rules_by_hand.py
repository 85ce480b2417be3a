"""Each rule over chains built by hand: no database is asked, so a rule is seen to be pure."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rule_worlds import (
    AIRCRAFT,
    BAYKAR,
    CAMERA,
    FORCES,
    NAVY,
    WESCAM,
    World,
    day,
    event,
    measure,
    party,
    says,
    source,
)
from tracing.dossier.facts import Amount
from tracing.rules import RULES, Outcome, Rule
from tracing.rules.bound import addresses
from tracing.rules.civil_use import RULE as CIVIL_USE
from tracing.rules.declared_end_user import RULE as DECLARED_END_USER
from tracing.rules.declared_territory import RULE as DECLARED_TERRITORY
from tracing.rules.licence_state import RULE as LICENCE_STATE
from tracing.rules.load_bearing import RULE as LOAD_BEARING
from tracing.rules.measures import RULE as MEASURES
from tracing.rules.permitted_quantity import RULE as PERMITTED_QUANTITY
from tracing.rules.quantity_balance import RULE as QUANTITY_BALANCE
from tracing.rules.reexport import RULE as RE_EXPORT
from tracing.rules.single_origin import RULE as SINGLE_ORIGIN

UN = party("Security Council", "XUN", "organisation")
EU = party("European Union", "EU", "organisation")
OSCE = party("OSCE", "XOS", "organisation")


def outcomes(world: World, rule: Rule = MEASURES) -> list[Outcome]:
    return [finding.outcome for finding in world.ask(rule)]


# --- Measures in force ---


@pytest.mark.parametrize(
    ("when", "outcome"),
    [
        ("2018-05", Outcome.NOT_IN_FORCE),
        ("2019-10-11", Outcome.COVERING),
        ("2020-04-16", Outcome.COVERING),
        ("2020-05", Outcome.NOT_IN_FORCE),
        ("2020", Outcome.CANNOT_TELL),
        ("2020-04", Outcome.CANNOT_TELL),
        ("", Outcome.CANNOT_TELL),
    ],
)
def test_a_measure_from_october_2019_to_april_2020_by_the_day_of_the_transfer(when: str, outcome: Outcome) -> None:
    world = World(item=AIRCRAFT).ship(BAYKAR, when).under(measure("2019-10-11", "2020-04-16"))
    assert outcomes(world) == [outcome]


def test_a_measure_of_another_state_does_not_touch_the_step() -> None:
    world = World(item=AIRCRAFT).ship(BAYKAR, "2020").under(measure("2019", issuer=party("Germany", "DE", "state")))
    assert outcomes(world) == [Outcome.NOTHING]


def test_a_measure_against_another_country_does_not_touch_the_step() -> None:
    assert outcomes(World(item=AIRCRAFT).ship(BAYKAR, "2020").under(measure("2019", target="AZ"))) == [Outcome.NOTHING]


def test_a_measure_that_names_other_goods_does_not_touch_the_step() -> None:
    assert outcomes(World().ship(BAYKAR, "2020-05").under(measure("2019", items=[AIRCRAFT]))) == [Outcome.NOTHING]
    assert outcomes(World().ship(BAYKAR, "2020-05").under(measure("2019", items=[CAMERA]))) == [Outcome.COVERING]


def test_a_scope_in_words_leaves_open_whether_it_covers() -> None:
    (finding,) = World().ship(BAYKAR, "2020-05").under(measure("2019", scope="Group 2 items")).ask(MEASURES)
    assert finding.outcome is Outcome.CANNOT_TELL
    assert "Group 2 items" in finding.sentence


def test_an_embargo_on_arms_leaves_open_whether_it_covers_a_part() -> None:
    assert outcomes(World().ship(BAYKAR, "2020-05").under(measure("2019"))) == [Outcome.CANNOT_TELL]


def test_an_exemption_in_force_is_claimed_and_one_that_may_have_begun_cannot_be_told() -> None:
    policy = measure("2020-04-16", kind="denial_policy")
    exemption = measure("2020-04", kind="exemption", relaxes=policy)
    assert outcomes(World().permit(BAYKAR, "2020-05").under(policy, exemption)) == [Outcome.EXEMPTION]
    assert outcomes(World().permit(BAYKAR, "2020-04-20").under(policy, exemption)) == [Outcome.CANNOT_TELL]


def test_a_lifting_ends_it_from_its_day_on() -> None:
    ban = measure("2017", items=[CAMERA], kind="suspension")
    lifting = measure("2019-02-04", kind="lifting", relaxes=ban)
    assert outcomes(World().ship(BAYKAR, "2018").under(ban, lifting)) == [Outcome.COVERING]
    assert outcomes(World().ship(BAYKAR, "2019-03").under(ban, lifting)) == [Outcome.NOT_IN_FORCE]


def test_readers_who_agree_that_it_covers_make_no_dispute() -> None:
    world = World(item=AIRCRAFT).ship(BAYKAR, "2020").under(measure("2019", coverage=["covers", "covers"]))
    assert outcomes(world) == [Outcome.COVERING]
    world = World(item=AIRCRAFT).ship(BAYKAR, "2020").under(measure("2019", coverage=["covers", "unclear"]))
    (finding,) = world.ask(MEASURES)
    assert finding.outcome is Outcome.DISPUTED
    assert [side.coverage for side in finding.said.sides] == ["covers", "open to interpretation"]


def test_rival_days_of_an_end_are_vague_and_a_stated_end_against_none_is_a_dispute() -> None:
    two_days = measure("2017", "2019-02-04", ends=["2019-01", "2019-02-04"])
    assert outcomes(World(item=AIRCRAFT).ship(BAYKAR, "2019-02-02").under(two_days)) == [Outcome.CANNOT_TELL]
    never_repealed = measure("1993", "2002", ends=["2002", ""])
    assert outcomes(World(item=AIRCRAFT).ship(BAYKAR, "2020").under(never_repealed)) == [Outcome.DISPUTED]


def test_a_binding_measure_of_an_organisation_binds_its_members_only_and_a_call_is_told_of_others_too() -> None:
    chinese = party("Norinco", "CN")
    world = World(chinese, AIRCRAFT, parties={chinese.pk: chinese})
    world.ship(BAYKAR, "2020").under(measure("2019", issuer=EU), measure("2019", issuer=UN))
    assert outcomes(world) == [Outcome.COVERING]
    world = World(chinese, AIRCRAFT, parties={chinese.pk: chinese}).ship(BAYKAR, "2020")
    (finding,) = world.under(measure("2019", issuer=OSCE, force="voluntary", coverage=["partly"])).ask(MEASURES)
    assert finding.outcome is Outcome.DISPUTED
    assert "is not one of them" in finding.sentence


def test_the_united_kingdom_was_bound_by_the_union_until_it_left() -> None:
    embargo, british = measure("1996", issuer=EU), party("A firm", "GB")
    answers = {when: str(addresses(embargo, british, "GB", day(when))) for when in ("2019", "2020", "2021")}
    assert answers == {"2019": "yes", "2020": "cannot tell", "2021": "no"}


def test_a_country_beside_a_territory_in_words_leaves_open_what_is_covered() -> None:
    world = World(item=AIRCRAFT).ship(BAYKAR, "2020").under(measure("2004", words="Darfur"))
    (finding,) = world.ask(MEASURES)
    assert finding.outcome is Outcome.CANNOT_TELL
    assert "Darfur" in finding.sentence


def test_a_gap_is_dated_by_the_steps_beside_it() -> None:
    world = World(item=AIRCRAFT).gap(BAYKAR).seen("2018-03")
    assert outcomes(world.under(measure("2019"))) == [Outcome.NOT_IN_FORCE]


def test_a_registers_state_is_the_firm_that_the_chain_came_from() -> None:
    ban = measure("2017-08", "2019-02", kind="suspension", target="", at=WESCAM, items=[CAMERA])
    state = party("Canada", "CA", "state")
    assert outcomes(World().known_as(state).ship(BAYKAR, "2018").under(ban)) == [Outcome.COVERING]
    assert outcomes(World().known_as(state).ship(BAYKAR, "2018").under(ban), LICENCE_STATE) == [Outcome.TENSION]


# --- The other rules ---


def test_a_movement_after_a_suspension_is_in_tension_and_one_after_reinstatement_is_not() -> None:
    for when, outcome in (
        ("2020-11", Outcome.TENSION),
        ("2020-09", Outcome.NO_TENSION),
        ("2021-07", Outcome.NO_TENSION),
    ):
        world = World().permit(
            BAYKAR, "2020-05", events=(event("suspended", "2020-10-05"), event("reinstated", "2021-06"))
        )
        licence = next(iter(world.tables["licences"]))
        world.ship(NAVY, when, licence=licence)
        assert outcomes(world, LICENCE_STATE) == [outcome]


def test_a_suspended_permit_under_which_nothing_is_recorded_to_have_moved_cannot_be_told() -> None:
    world = World().permit(BAYKAR, "2020-05", events=(event("cancelled", "2021-04-12"),))
    assert outcomes(world, LICENCE_STATE) == [Outcome.CANNOT_TELL]


def test_a_stop_of_the_relevant_permits_leaves_open_whether_this_one_was_among_them() -> None:
    stop = measure("2020-10-05", "2021-04-12", kind="suspension", scope="The relevant permits")
    assert outcomes(World().permit(BAYKAR, "2020-05", until="2021-06").under(stop), LICENCE_STATE) == [
        Outcome.CANNOT_TELL
    ]
    assert outcomes(World().permit(BAYKAR, "2018-05", until="2019").under(stop), LICENCE_STATE) == [Outcome.NO_TENSION]


def test_declared_and_observed_end_user() -> None:
    declared = (("exporter", WESCAM), ("declared_end_user", NAVY))
    assert outcomes(World().permit(NAVY, "2020", parties=declared).seen(), DECLARED_END_USER) == [Outcome.NO_TENSION]
    world = World().permit(NAVY, "2020", parties=declared).ship(FORCES).seen()
    assert outcomes(world, DECLARED_END_USER) == [Outcome.TENSION]
    assert outcomes(World().permit(NAVY, "2020", parties=declared), DECLARED_END_USER) == [Outcome.CANNOT_TELL]
    assert outcomes(World().permit(BAYKAR, "2020").seen(), DECLARED_END_USER) == [Outcome.CANNOT_TELL]
    assert outcomes(World().ship(BAYKAR).seen(), DECLARED_END_USER) == [Outcome.CANNOT_TELL]


def test_a_declared_state_and_its_own_forces_may_be_one() -> None:
    turkey = party("Türkiye", "TR", "state")
    world = World().permit(NAVY, "2020", parties=(("declared_end_user", turkey),)).seen()
    assert outcomes(world, DECLARED_END_USER) == [Outcome.NO_TENSION]


def test_declared_territory_and_place_of_use() -> None:
    assert outcomes(World().permit(NAVY).seen(place="TR"), DECLARED_TERRITORY) == [Outcome.NO_TENSION]
    assert outcomes(World().permit(NAVY).seen(place="SY"), DECLARED_TERRITORY) == [Outcome.TENSION]
    assert outcomes(World().permit(NAVY, destination="").seen(), DECLARED_TERRITORY) == [Outcome.CANNOT_TELL]
    assert outcomes(World().permit(NAVY), DECLARED_TERRITORY) == [Outcome.CANNOT_TELL]
    assert outcomes(World().ship(NAVY).seen().promised("north-west Syria"), DECLARED_TERRITORY) == [Outcome.CANNOT_TELL]


def test_consent_to_re_export() -> None:
    assert outcomes(World().ship(BAYKAR).seen(), RE_EXPORT) == [Outcome.NO_TENSION]
    assert outcomes(World().ship(BAYKAR).ship(NAVY).seen(), RE_EXPORT) == [Outcome.NO_TENSION]
    assert outcomes(World().ship(BAYKAR).build_in().ship(FORCES).seen(), RE_EXPORT) == [Outcome.CANNOT_TELL]
    assert outcomes(World().ship(BAYKAR).ship(FORCES).promised("", "non_reexport"), RE_EXPORT) == [Outcome.TENSION]
    assert outcomes(World().ship(BAYKAR).ship(FORCES, authorised="no"), RE_EXPORT) == [Outcome.TENSION]
    named = World().permit(BAYKAR, parties=(("consignee", BAYKAR), ("declared_end_user", FORCES))).ship(FORCES)
    assert outcomes(named, RE_EXPORT) == [Outcome.NO_TENSION]


def test_a_declared_civil_use_and_a_military_end() -> None:
    assert outcomes(World().ship(BAYKAR, authorised="not_required").seen(), CIVIL_USE) == [Outcome.TENSION]
    assert outcomes(World().permit(BAYKAR, conditions="For civil use only").seen(), CIVIL_USE) == [Outcome.TENSION]
    assert outcomes(World().ship(BAYKAR).promised("civilian survey").seen(), CIVIL_USE) == [Outcome.TENSION]
    assert outcomes(World().ship(BAYKAR, authorised="not_required").seen(conflict=None), CIVIL_USE) == [
        Outcome.NO_TENSION
    ]
    assert outcomes(World().ship(BAYKAR, authorised="not_required"), CIVIL_USE) == [Outcome.CANNOT_TELL]
    assert outcomes(World().ship(BAYKAR).seen(), CIVIL_USE) == [Outcome.CANNOT_TELL]


def seven(low: int = 7, high: int | None = 7) -> dict[int, Amount]:
    return {CAMERA.pk: Amount(low, high, "systems", words="7 systems")}


def test_permitted_quantity_and_units_seen() -> None:
    for seen, outcome in ((12, Outcome.TENSION), (7, Outcome.NO_TENSION)):
        world = World().permit(BAYKAR, amounts=seven()).build_in(Amount(1, 1)).seen(amount=Amount(seen, seen))
        assert outcomes(world, PERMITTED_QUANTITY) == [outcome]
    assert outcomes(World().permit(BAYKAR, amounts=seven()).seen(), PERMITTED_QUANTITY) == [Outcome.CANNOT_TELL]
    assert outcomes(World().permit(BAYKAR).seen(amount=Amount(1, 1)), PERMITTED_QUANTITY) == [Outcome.CANNOT_TELL]


def test_the_balance_counts_parts_and_carries_its_if_clause() -> None:
    world = World().ship(BAYKAR, amount=Amount(10, 10)).build_in(Amount(2, 2)).ship(FORCES, amount=Amount(6, 6))
    (finding,) = world.ask(QUANTITY_BALANCE)
    assert finding.outcome is Outcome.TENSION
    assert "12" in finding.sentence
    assert "if these records speak of one flow" in finding.sentence
    world = World().ship(BAYKAR, amount=Amount(10, 20)).build_in(Amount(2, 2)).ship(FORCES, amount=Amount(6, 6))
    assert outcomes(world, QUANTITY_BALANCE) == [Outcome.NO_TENSION]


def test_numbers_in_different_units_are_not_compared_and_what_was_only_ordered_is_not_counted() -> None:
    world = World().ship(BAYKAR, amount=Amount(2, 2, "systems")).ship(FORCES, amount=Amount(9, 9, "missiles"))
    assert outcomes(world, QUANTITY_BALANCE) == [Outcome.CANNOT_TELL]
    world = World().ship(BAYKAR, amount=Amount(2, 2)).ship(FORCES, amount=Amount(9, 9), status="ordered")
    assert outcomes(world, QUANTITY_BALANCE) == [Outcome.CANNOT_TELL]


def test_two_papers_on_one_leak_are_one_origin_and_fall_with_it() -> None:
    leak, paper, other = source("Leak"), source("Paper"), source("Other")
    world = World().ship(BAYKAR, cited=[says(leak), says(paper)]).ship(FORCES, cited=[says(paper), says(other)])
    world.lineage = {paper.pk: frozenset({leak.pk})}
    assert outcomes(world, SINGLE_ORIGIN) == [Outcome.CAUTION, Outcome.NO_TENSION]
    (falls,) = world.ask(LOAD_BEARING)
    assert falls.said.links == (1,)
    assert "“Leak”" in falls.sentence


def test_one_paper_that_carries_three_links_is_named_with_all_three() -> None:
    paper = source("Paper")
    world = World().ship(BAYKAR, cited=[says(paper)]).build_in(cited=[says(paper)]).ship(FORCES, cited=[says(paper)])
    (falls,) = world.ask(LOAD_BEARING)
    assert falls.said.links == (1, 2, 3)
    assert [record.kind for record in falls.said.records] == ["source", "shipment", "incorporation", "shipment"]


def test_a_record_that_is_only_disputed_is_carried_by_nobody() -> None:
    world = World().ship(BAYKAR, cited=[says(source("Denial"), "disputes")])
    assert outcomes(world, SINGLE_ORIGIN) == [Outcome.CANNOT_TELL]
    assert outcomes(world, LOAD_BEARING) == [Outcome.CANNOT_TELL]


# --- What holds for every rule ---

YEARS = st.integers(2000, 2030)
DATES = st.one_of(
    st.just(""), YEARS.map(str), st.tuples(YEARS, st.integers(1, 12)).map(lambda ym: f"{ym[0]}-{ym[1]:02}")
)
PARTIES = st.sampled_from([BAYKAR, FORCES, NAVY])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World(item=draw(st.sampled_from([CAMERA, AIRCRAFT])))
    for to in draw(st.lists(PARTIES, min_size=1, max_size=4)):
        number = draw(st.one_of(st.none(), st.integers(0, 30)))
        if draw(st.booleans()):
            world.ship(to, draw(DATES), amount=Amount(number, number), cited=[says(source("A"))])
        elif draw(st.booleans()):
            world.permit(to, draw(DATES), amounts={world.item.pk: Amount(number, number)})
        else:
            world.gap(to)
    if draw(st.booleans()):
        world.seen(draw(DATES) or "2020")
    for start in draw(st.lists(YEARS, max_size=3)):
        world.under(measure(str(start), draw(st.sampled_from(["", "2030"])), draw(st.sampled_from(["TR", "AZ"]))))
    return world


@given(worlds())
def test_no_rule_is_silent_and_no_flag_without_an_innocent_reading(world: World) -> None:
    for rule in RULES:
        findings = world.ask(rule)
        assert findings
        for finding in findings:
            assert finding.sentence
            assert not finding.outcome.is_flag or finding.said.innocent
            assert set(finding.said.links) <= set(range(1, len(world.links) + 1))


@given(worlds())
def test_asking_again_gives_the_same_findings(world: World) -> None:
    chain, surroundings = world.chain, world.surroundings
    for rule in RULES:
        assert rule.findings(chain, surroundings) == rule.findings(chain, surroundings)


@given(worlds(), st.randoms())
def test_the_order_in_which_measures_are_read_changes_no_outcome(world: World, random: Random) -> None:
    before = sorted((f.said.links, f.sentence) for f in world.ask(MEASURES))
    shuffled = list(world.beside.get("measures", ()))
    random.shuffle(shuffled)
    world.beside["measures"] = tuple(shuffled)
    assert sorted((f.said.links, f.sentence) for f in world.ask(MEASURES)) == before


@given(YEARS, YEARS, YEARS)
def test_a_year_is_covered_exactly_where_the_measure_held_throughout_it(when: int, start: int, more: int) -> None:
    end = max(start, more)
    (finding,) = (
        World(item=AIRCRAFT).ship(BAYKAR, str(when)).under(measure(f"{start}-01-01", f"{end}-12-31")).ask(MEASURES)
    )
    expected = Outcome.COVERING if start <= when <= end else Outcome.NOT_IN_FORCE
    assert finding.outcome is expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_a_version_a_question_and_says_what_it_reads_and_what_it_cannot_see(rule: Rule) -> None:
    assert rule.version >= 1
    for words in (rule.question, rule.inputs, rule.silent_about):
        assert str(words).strip()


def test_rules_have_different_ids() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) == 10
