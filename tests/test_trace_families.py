"""Families of small topologies, numbered: 1xx direct, 2xx branching, 3xx re-export, 4xx kits, 5xx loops,
6xx country-only records, 7xx families and variants, 8xx gaps, 9xx impossible or refused, 10xx known on a day.

In the drawings `a@X` is item a in the hands of X, `-->` a shipment, `~~>` a permission, `=>` building in,
`..>` a change of name, `??>` a gap, `!w` an incident in war w. Words of a chain are written the same way by `drawn`.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from core.choices import Strength
from exports.models import LicenceEvent
from tests.worlds import Said, World
from tracing.choices import Ending, LinkKind, TimeVerdict
from tracing.model import Chain, Trace
from tracing.query import Direction, TraceError, TraceQuestion
from tracing.service import trace

pytestmark = pytest.mark.django_db
ARROWS = {
    LinkKind.SHIPPED: "-->",
    LinkKind.PRODUCED_UNDER_LICENCE: "-P>",
    LinkKind.AUTHORISED: "~~>",
    LinkKind.BUILT_IN: "=>",
    LinkKind.RECORDED_AS: "..>",
    LinkKind.SAME_TYPE: ".f>",
    LinkKind.NO_RECORD: "??>",
}


def drawn(chain: Chain) -> str:
    words = [f"{chain.start.item.label}@{chain.start.holder.label}"]
    for link in chain.links:
        if link.target is None:
            assert link.incident is not None
            words.append(f"!{link.conflict.label if link.conflict else link.incident.label}")
        else:
            words += [ARROWS[link.kind], f"{link.target.item.label}@{link.target.holder.label}"]
    return " ".join(words)


def chains(start: str, **details: Any) -> list[str]:
    return [drawn(chain) for chain in asked(start, **details).chains]


def asked(start: str, **details: Any) -> Trace:
    return trace(TraceQuestion(start, **details))


def only(start: str, **details: Any) -> Chain:
    (chain,) = asked(start, **details).chains
    return chain


def direct() -> World:
    """a@M --> a@S => b@S --> b@U !w"""
    world = World().party("U", "armed_force").item("a", "M").item("b", "S", kind="platform")
    return world.ship("a", "M", "S", "2019").fit("a", "b", "S").ship("b", "S", "U", "2020-02").war("w", "U", "V")


# 1xx direct


def test_101_one_shipment_to_the_user() -> None:
    """a@M --> a@U !w"""
    World().item("a", "M").ship("a", "M", "U", "2019").war("w", "U", "V").seen("a", "U", "2020", war="w").save()
    chain = only("a")
    assert drawn(chain) == "a@M --> a@U !w"
    assert (chain.ending, chain.verdict) == (Ending.COMPLETE, TimeVerdict.HOLDS_FOR_ALL_READINGS)


def test_102_a_component_into_a_platform_to_the_user() -> None:
    """a@M --> a@S => b@S --> b@U !w"""
    direct().seen("b", "U", "2020-10", war="w").save()
    assert chains("a") == ["a@M --> a@S => b@S --> b@U !w"]


def test_103_no_incident_leaves_an_open_end() -> None:
    """a@M --> a@S => b@S --> b@U"""
    direct().save()
    assert only("a").ending is Ending.OPEN_END


def test_104_a_permission_is_a_link_of_its_own_after_the_movement() -> None:
    """a@M --> a@S, a@M ~~> a@S"""
    World().item("a", "M").ship("a", "M", "S", "2019").permit("a", "M", "2019", consignee="S").save()
    assert chains("a") == ["a@M --> a@S", "a@M ~~> a@S"]


def test_105_consignee_and_declared_end_user_are_two_ends_of_one_permit() -> None:
    """a@M ~~> a@S, a@M ~~> a@N"""
    World().item("a", "M").permit("a", "M", "2020-05", consignee="S", end_user="N").save()
    assert sorted(chains("a")) == ["a@M ~~> a@N", "a@M ~~> a@S"]


def test_106_licensed_production_passes_the_design_on() -> None:
    """a@M -P> a@L"""
    World().item("a", "M").ship("a", "M", "L", "2019", kind="licensed_production").save()
    assert chains("a") == ["a@M -P> a@L"]


def test_107_parallel_records_are_one_link() -> None:
    """a@M --> a@S by two records, the second counted in the first"""
    world = World().item("a", "M").ship("a", "M", "S", "2019", name="twelve")
    world.ship("a", "M", "S", "2019/2020", name="dozen", counted_in="twelve").save()
    (link,) = only("a").links
    assert len(link.records) == 2
    assert any("same flow" in flag for flag in link.flags)


def test_108_an_incident_without_conflict_ends_a_chain() -> None:
    """a@M --> a@U !parade"""
    World().item("a", "M").ship("a", "M", "U").seen("a", "U", kind="displayed", name="parade").save()
    assert chains("a") == ["a@M --> a@U !parade"]


def test_109_an_order_without_delivery_is_followed_and_flagged() -> None:
    """a@M --> a@S (ordered)"""
    World().item("a", "M").ship("a", "M", "S", ordered="2019", status="ordered").save()
    assert "No delivery is recorded." in only("a").links[0].flags


@pytest.mark.parametrize("status", ["stopped", "cancelled"])
def test_110_what_never_arrived_moves_nothing(status: str) -> None:
    """a@M -x> a@S"""
    World().item("a", "M").ship("a", "M", "S", "2019", status=status).save()
    assert chains("a") == []


# 2xx branching


def test_201_each_branch_is_a_chain() -> None:
    """a@M --> a@S, a@M --> a@T"""
    World().item("a", "M").ship("a", "M", "S").ship("a", "M", "T").save()
    assert sorted(chains("a")) == ["a@M --> a@S", "a@M --> a@T"]


def test_202_complete_chains_come_before_open_ends() -> None:
    """a@M --> a@S, a@M --> a@T --> a@U !w"""
    world = World().item("a", "M").ship("a", "M", "S").ship("a", "M", "T").ship("a", "T", "U").war("w", "U")
    world.seen("a", "U", war="w").save()
    assert chains("a") == ["a@M --> a@T --> a@U !w", "a@M --> a@S"]


def test_203_a_named_unit_with_several_ways_on_is_a_split() -> None:
    """a[u]@M --> a@S, a@M --> a@T, none names u"""
    World().item("a", "M").unit("u", "a").ship("a", "M", "B", units=["u"]).ship("a", "B", "S").ship(
        "a", "B", "T"
    ).save()
    answer = asked("u")
    assert [chain.ending for chain in answer.chains].count(Ending.SPLIT) == 1
    assert sorted(map(drawn, answer.chains)) == ["a@M --> a@B", "a@M --> a@B --> a@S", "a@M --> a@B --> a@T"]


def test_204_a_walk_never_changes_from_one_named_unit_to_another() -> None:
    """a@M -[u]-> a@S -[v]-> a@T"""
    world = World().item("a", "M").unit("u", "a").unit("v", "a")
    world.ship("a", "M", "S", units=["u"]).ship("a", "S", "T", units=["v"]).save()
    assert chains("a", gaps=False) == ["a@M --> a@S"]


def test_205_a_record_that_names_no_unit_fits_any() -> None:
    """a@M --> a@S -[u]-> a@T --> a@U"""
    world = World().item("a", "M").unit("u", "a").ship("a", "M", "S").ship("a", "S", "T", units=["u"])
    world.ship("a", "T", "U").save()
    chain = only("a")
    assert drawn(chain) == "a@M --> a@S --> a@T --> a@U"
    assert chain.links[-1].target is not None
    assert chain.links[-1].target.unit is not None


def test_206_the_stronger_chain_comes_first() -> None:
    """two ways to one end, one of them with a lesser rung of proof left out"""
    world = World().item("a", "M").ship("a", "M", "S", rung="unit").ship("a", "M", "T", rung="capability")
    world.ship("a", "S", "U", rung="unit").ship("a", "T", "U", rung="unit").save()
    assert len(chains("a", end="U")) == 2
    assert chains("a", end="U", lowest_rung="deal") == ["a@M --> a@S --> a@U"]


# 3xx re-export


def test_301_re_export() -> None:
    """a@M --> a@S --> a@U !w"""
    world = (
        World().item("a", "M").ship("a", "M", "S", "2018").ship("a", "S", "U", "2019", kind="reexport").war("w", "U")
    )
    world.seen("a", "U", "2020", war="w").save()
    chain = only("a")
    assert drawn(chain) == "a@M --> a@S --> a@U !w"
    assert chain.links[1].verb == "re-exported"


def test_302_capture_passes_to_the_captor() -> None:
    """a@M --> a@U --capture--> a@V !w"""
    world = World().item("a", "M").ship("a", "M", "U", "2018").ship("a", "U", "V", "2020", kind="capture")
    world.war("w", "U", "V").seen("a", "V", "2021", war="w").save()
    assert chains("a", end="w") == ["a@M --> a@U --> a@V !w"]


def test_303_between_two_parties_only_the_chains_that_join_them() -> None:
    """a@M --> a@S --> a@U, a@S --> a@X"""
    World().item("a", "M").ship("a", "M", "S").ship("a", "S", "U").ship("a", "S", "X").save()
    assert chains("M", end="U") == ["a@M --> a@S --> a@U"]


def test_304_backward_from_the_user() -> None:
    """a@M --> a@S --> a@U !w, asked from w"""
    world = World().item("a", "M").ship("a", "M", "S", "2018").ship("a", "S", "U", "2019").war("w", "U")
    world.seen("a", "U", "2020", war="w").save()
    assert chains("w", direction=Direction.BACKWARD) == ["a@M --> a@S --> a@U !w"]


def test_305_through_a_shipment_both_halves_are_joined() -> None:
    """a@M --> a@S -[asked]-> a@U !w"""
    world = World().item("a", "M").ship("a", "M", "S", "2018").ship("a", "S", "U", "2019", name="asked").war("w", "U")
    world.seen("a", "U", "2020", war="w").save()
    assert chains("asked", direction=Direction.BOTH) == ["a@M --> a@S --> a@U !w"]


def test_306_as_of_a_day_later_records_do_not_exist_yet() -> None:
    """a@M --> a@S (2018) --> a@U (2021)"""
    World().item("a", "M").ship("a", "M", "S", "2018").ship("a", "S", "U", "2021").save()
    assert chains("a", as_of=date(2020, 1, 1)) == ["a@M --> a@S"]


# 4xx kit assembly


def test_401_parts_of_several_makers_meet_in_one_platform() -> None:
    """a@M --> a@S => p@S, b@N --> b@S => p@S --> p@U !w"""
    world = (
        World().item("a", "M").item("b", "N").item("p", "S", kind="platform").ship("a", "M", "S").ship("b", "N", "S")
    )
    world.fit("a", "p", "S").fit("b", "p", "S").ship("p", "S", "U").war("w", "U").seen("p", "U", war="w").save()
    assert sorted(chains("w", direction=Direction.BACKWARD)) == [
        "a@M --> a@S => p@S --> p@U !w",
        "b@N --> b@S => p@S --> p@U !w",
        "p@S --> p@U !w",
    ]


def test_402_a_part_within_a_part() -> None:
    """a@M => b@M --> b@S => p@S"""
    world = World().item("a", "M").item("b", "M", kind="subsystem").item("p", "S", kind="platform")
    world.fit("a", "b", "M").ship("b", "M", "S").fit("b", "p", "S").save()
    assert chains("a") == ["a@M => b@M --> b@S => p@S"]


def test_403_kits_are_sent_and_put_together_by_another() -> None:
    """p@S --> p@K, a@M --> a@K => p@K --> p@U"""
    world = World().item("a", "M").item("p", "S", kind="platform").ship("p", "S", "K").ship("a", "M", "K")
    world.fit("a", "p", "K").ship("p", "K", "U").save()
    assert chains("a") == ["a@M --> a@K => p@K --> p@U"]


def test_404_a_named_unit_goes_on_as_the_platform_that_it_was_built_into() -> None:
    """a[u]@S => p[x]@S --> p@U, x seen"""
    world = World().item("a", "S").item("p", "S", kind="platform").unit("u", "a").unit("x", "p").unit("y", "p")
    world.fit("a", "p", "S", "2020", unit="u", platform_unit="x").ship("p", "S", "U", units=["y"])
    world.ship("p", "S", "V").war("w", "U", "V").seen("p", "V", unit="x", war="w").save()
    assert chains("u", gaps=False) == ["a@S => p@S --> p@V !w"]


def test_405_a_type_seen_in_a_platform_later_does_not_forbid_earlier_fits() -> None:
    """a@M --2018--> a@S => p@S (observed 2021) --2019--> p@U"""
    world = World().item("a", "M").item("p", "S", kind="platform").ship("a", "M", "S", "2018")
    world.fit("a", "p", "S", "2021", kind="observed").ship("p", "S", "U", "2019").save()
    assert chains("a") == ["a@M --> a@S => p@S --> p@U"]


def test_406_a_unit_cannot_arrive_after_it_was_seen_built_in() -> None:
    """a[u]@M --2021--> a@S => p[x]@S (observed 2020)"""
    world = World().item("a", "M").item("p", "S", kind="platform").unit("u", "a").unit("x", "p")
    world.ship("a", "M", "S", "2021").fit("a", "p", "S", "2020", unit="u", platform_unit="x", kind="observed").save()
    assert chains("u", gaps=False) == ["a@M --> a@S"]


# 5xx loops


def test_501_a_loop_is_not_followed_twice() -> None:
    """a@M --> a@S --> a@M"""
    World().item("a", "M").ship("a", "M", "S", "2018").ship("a", "S", "M", "2019", kind="repair").save()
    chain = only("a")
    assert (drawn(chain), chain.ending) == ("a@M --> a@S", Ending.LOOP)


def test_502_a_loop_does_not_hide_the_way_out() -> None:
    """a@M --> a@S --> a@M, a@S --> a@U"""
    World().item("a", "M").ship("a", "M", "S").ship("a", "S", "M").ship("a", "S", "U").save()
    assert "a@M --> a@S --> a@U" in chains("a")


def test_503_the_depth_is_said_aloud() -> None:
    """a@A --> a@B --> a@C --> a@D, two links asked for"""
    World().item("a", "A").ship("a", "A", "B").ship("a", "B", "C").ship("a", "C", "D").save()
    chain = only("a", depth=2)
    assert (drawn(chain), chain.ending) == ("a@A --> a@B --> a@C", Ending.DEPTH)


def test_504_the_row_limit_is_said_aloud() -> None:
    """a@M --> a@R0 … a@R30, five states allowed"""
    world = World().item("a", "M")
    for number in range(30):
        world.ship("a", "M", f"R{number}")
    world.save()
    answer = asked("a", rows=5)
    assert answer.cut
    assert "cut at 5 states" in answer.cut_sentence


def test_505_the_limit_of_chains_is_said_aloud() -> None:
    """a@M --> a@R0 … a@R9, three chains asked for"""
    world = World().item("a", "M")
    for number in range(10):
        world.ship("a", "M", f"R{number}")
    world.save()
    answer = asked("a", limit=3)
    assert len(answer.chains) == 3
    assert "Only the best 3 chains" in answer.cut_sentence


def test_506_a_chain_has_eight_links_unless_more_are_asked() -> None:
    """a@A --> a@B --> … --> a@J"""
    world = World().item("a", "A")
    for giver, taker in pairwise("ABCDEFGHIJ"):
        world.ship("a", giver, taker)
    world.save()
    assert [len(only("a").links), len(only("a", depth=9).links)] == [8, 9]
    assert only("a").ending == Ending.DEPTH
    assert only("a", depth=9).ending == Ending.OPEN_END


def test_507_no_chain_to_a_named_end_says_how_far_was_looked() -> None:
    """a@A --> a@B --> a@C --> a@D, from a to D and to Z"""
    World().item("a", "A").ship("a", "A", "B").ship("a", "B", "C").ship("a", "C", "D").party("Z").save()
    short = asked("a", end="D", depth=2)
    assert (short.chains, short.cut_sentence) == ((), "Chains of more than 2 links were not looked for.")
    assert (len(asked("a", end="D", depth=3).chains), asked("a", end="D", depth=3).cut_sentence) == (1, "")
    nowhere = asked("a", end="Z", depth=3)
    assert (nowhere.chains, nowhere.cut_sentence) == ((), "")


def test_508_a_change_of_name_at_the_very_end_is_a_link_only_if_something_follows_it() -> None:
    """a@A --> a@M ..> a@S --> a@U, two links asked for; and b@A --> b@M .f> f@M, which leads nowhere"""
    world = World().party("M", "company", "QA").party("S", "state", "QA").item("f", "F")
    world.item("a", "A", family="f").item("b", "A", family="f")
    world.ship("a", "A", "M").ship("a", "S", "U").ship("b", "A", "M").save()
    told = [[(drawn(one), one.ending) for one in asked(item, depth=2, gaps=False).chains] for item in ("a", "b")]
    assert told == [[("a@A --> a@M ..> a@S", Ending.DEPTH)], [("b@A --> b@M", Ending.OPEN_END)]]


def test_509_a_record_that_leads_to_the_same_place_beyond_the_depth_does_not_hide_that_nothing_follows() -> None:
    """a@A --> a@H .f> f@H .f> g@H, two links asked for, and g@A --> g@H undated"""
    world = World().item("g", "A").item("f", "A", family="g").item("a", "A", family="f")
    world.ship("a", "A", "H", "2020").ship("g", "A", "H").save()
    told = [(drawn(one), one.ending) for one in asked("a", depth=2, gaps=False).chains]
    assert ("a@A --> a@H", Ending.OPEN_END) in told
    assert "a@A --> a@H .f> f@H" not in [words for words, _ending in told]


# 6xx country-only records


def test_601_a_shipment_that_names_only_the_country() -> None:
    """a@M --> a@State ..> a@Force !w"""
    world = World().party("State", "state", "ZA").party("Force", "armed_force", "ZA").item("a", "M")
    world.ship("a", "M", "State", "2019").war("w", "Force").seen("a", "Force", "2020", war="w").save()
    assert chains("a") == ["a@M --> a@State ..> a@Force !w"]


def test_602_never_two_changes_of_name_in_a_row() -> None:
    """a@M --> a@Force ..> a@State (..>) a@Other --> a@U"""
    world = World().party("State", "state", "ZA").party("Force", "armed_force", "ZA").party("Other", country="ZA")
    world.item("a", "M").ship("a", "M", "Force").ship("a", "Other", "U").save()
    assert chains("a", gaps=False) == ["a@M --> a@Force"]


def test_603_a_parent_that_a_record_names_instead() -> None:
    """a@M --> a@Sub ..> a@Group => p@Group"""
    world = World().party("Group").party("Sub", part_of="Group").item("a", "M").item("p", "Group", kind="platform")
    world.ship("a", "M", "Sub").fit("a", "p", "Group").save()
    assert chains("a") == ["a@M --> a@Sub ..> a@Group => p@Group"]


def test_604_no_change_of_name_that_leads_nowhere() -> None:
    """a@M --> a@State, Force has no record of a"""
    world = World().party("State", "state", "ZA").party("Force", "armed_force", "ZA").item("a", "M")
    world.ship("a", "M", "State").save()
    assert chains("a") == ["a@M --> a@State"]


def test_605_no_roll_ups_when_switched_off() -> None:
    """a@M --> a@State (..>) a@Force !w"""
    world = World().party("State", "state", "ZA").party("Force", "armed_force", "ZA").item("a", "M")
    world.ship("a", "M", "State", "2019").war("w", "Force").seen("a", "Force", "2020", war="w").save()
    assert chains("a", roll_ups=False, gaps=False) == ["a@M --> a@State"]


def test_606_an_incident_without_user_belongs_to_whoever_fights_there() -> None:
    """a@M --> a@Force, a@M --> a@Foe; the foe shot it down"""
    world = World().party("State", "state", "ZA").party("Force", "armed_force", "ZA").party("Foe", "armed_force")
    world.item("a", "M").ship("a", "M", "Force").ship("a", "M", "Foe").war("w", "State", "Foe")
    world.seen("a", when="2020", war="w", actor="Foe", kind="downed").save()
    assert chains("a", end="w") == ["a@M --> a@Force !w"]
    assert "user is not named" in only("a", end="w").links[-1].flags[0]


def test_607_who_only_supports_a_side_is_not_taken_for_the_user() -> None:
    """a@M --> a@Friend, the incident names nobody"""
    world = World().item("a", "M").ship("a", "M", "Friend").war("w", "U", supporters=["Friend"])
    world.seen("a", when="2020", war="w").save()
    assert chains("a", end="w", gaps=False) == []


def test_608_the_wanted_end_may_be_a_name_without_records() -> None:
    """a@M --> a@State ..> a@Force, asked for Force"""
    world = World().party("State", "state", "ZA").party("Force", "armed_force", "ZA").item("a", "M")
    world.ship("a", "M", "State").save()
    assert chains("a", end="Force") == ["a@M --> a@State ..> a@Force"]


# 7xx families and variants


def test_701_a_record_that_names_only_the_family() -> None:
    """a1@M --> a1@S .f> a@S --> a@U"""
    World().item("a", "M").item("a1", "M", family="a").ship("a1", "M", "S").ship("a", "S", "U").save()
    assert "a1@M --> a1@S .f> a@S --> a@U" in chains("a1", gaps=False)


def test_702_the_family_is_never_taken_for_a_variant() -> None:
    """a@M --> a@S (.f>) a1@S --> a1@U"""
    World().item("a", "M").item("a1", "M", family="a").ship("a", "M", "S").ship("a1", "S", "U").save()
    assert chains("a", gaps=False) == ["a@M --> a@S"]


def test_703_one_variant_never_becomes_another() -> None:
    """a1@M --> a1@S (.f>) a@S (.f>) a2@S --> a2@U"""
    world = World().item("a", "M").item("a1", "M", family="a").item("a2", "M", family="a")
    world.ship("a1", "M", "S").ship("a2", "S", "U").save()
    assert chains("a1", gaps=False) == ["a1@M --> a1@S"]


# 8xx gaps


def test_801_the_integrator_must_have_had_it() -> None:
    """a@M ??> a@S => p@S"""
    World().item("a", "M").item("p", "S", kind="platform").fit("a", "p", "S").save()
    chain = only("a")
    assert (drawn(chain), chain.gaps) == ("a@M ??> a@S => p@S", 1)


def test_802_no_gap_where_a_record_brings_it() -> None:
    """a@M --> a@S => p@S"""
    World().item("a", "M").item("p", "S", kind="platform").ship("a", "M", "S").fit("a", "p", "S").save()
    assert chains("a") == ["a@M --> a@S => p@S"]


def test_803_no_gap_where_a_record_brings_it_under_another_name() -> None:
    """a@M --> a@State ..> a@S => p@S"""
    world = (
        World().party("State", "state", "ZA").party("S", country="ZA").item("a", "M").item("p", "S", kind="platform")
    )
    world.ship("a", "M", "State").fit("a", "p", "S").save()
    assert chains("a") == ["a@M --> a@State ..> a@S => p@S"]


def test_804_gaps_can_be_switched_off() -> None:
    """a@M (??>) a@S => p@S"""
    World().item("a", "M").item("p", "S", kind="platform").fit("a", "p", "S").save()
    assert chains("a", gaps=False) == []


def test_805_the_last_known_holder_and_an_unnamed_seller() -> None:
    """a@M --> a@S ??> a@unnamed --> a@U"""
    world = (
        World().party("unnamed", "unknown_party").item("a", "M").ship("a", "M", "S").ship("a", "unnamed", "U").save()
    )
    assert sorted(chains("a")) == ["a@M --> a@S ??> a@unnamed --> a@U", "a@M ??> a@unnamed --> a@U"]
    del world


def test_806_a_named_seller_is_reached_from_the_maker_only() -> None:
    """a@M --> a@S, a@M ??> a@Named --> a@U"""
    World().item("a", "M").ship("a", "M", "S").ship("a", "Named", "U").save()
    assert sorted(chains("a")) == ["a@M --> a@S", "a@M ??> a@Named --> a@U"]


def test_807_a_weak_record_is_no_gap_when_it_is_left_out() -> None:
    """a@M --> a@S (capability) => p@S"""
    world = World().item("a", "M").item("p", "S", kind="platform").ship("a", "M", "S", rung="capability")
    world.fit("a", "p", "S", rung="unit").save()
    assert chains("a", lowest_rung="deal") == []


def test_808_a_user_without_any_record_of_supply() -> None:
    """a@M ??> a@U !w"""
    World().item("a", "M").war("w", "U").seen("a", "U", "2020", war="w").save()
    assert chains("a") == ["a@M ??> a@U !w"]


def test_809_a_gap_ranks_below_every_record() -> None:
    """a@M --> a@S !w (claimed), a@M ??> a@U !w"""
    world = (
        World().item("a", "M").ship("a", "M", "S").war("w", "S", "U").seen("a", "S", war="w").seen("a", "U", war="w")
    )
    world.save()
    assert chains("a") == ["a@M --> a@S !w", "a@M ??> a@U !w"]


def test_810_a_part_came_inside_what_it_was_found_in() -> None:
    """a@M --> a@T, built into P@T --> P@U !w; a is a part of the find: no a@M ??> a@U"""
    world = World().item("a", "M").item("P", "T").ship("a", "M", "T").fit("a", "P", "T").ship("P", "T", "U")
    world.war("w", "U").seen("a", "U", "2020", war="w", role="part").seen("P", "U", "2020", war="w").save()
    assert not any("??>" in chain for chain in chains("a"))


# 9xx impossible dates, refused


def test_901_time_does_not_run_backwards() -> None:
    """a@M --2020--> a@S --2018--> a@U"""
    World().item("a", "M").ship("a", "M", "S", "2020").ship("a", "S", "U", "2018").save()
    assert chains("a") == ["a@M --> a@S"]


def test_902_the_two_records_that_clash_are_named() -> None:
    """a@M --2020--> a@S --2018--> a@U, asked for U"""
    world = (
        World().item("a", "M").ship("a", "M", "S", "2020", name="late").ship("a", "S", "U", "2018", name="early").save()
    )
    chain = only("a", end="U")
    assert chain.verdict is TimeVerdict.IMPOSSIBLE
    assert chain.clash is not None
    assert [record.pk for record in chain.clash] == [world.names["late"], world.names["early"]]


def test_903_vague_dates_that_fit_in_some_reading() -> None:
    """a@M --2019--> a@S --2019--> a@U"""
    World().item("a", "M").ship("a", "M", "S", "2019").ship("a", "S", "U", "2019").save()
    assert only("a").verdict is TimeVerdict.POSSIBLE_FOR_SOME


def test_904_too_few_dates_to_tell() -> None:
    """a@M --> a@S --2019--> a@U"""
    World().item("a", "M").ship("a", "M", "S").ship("a", "S", "U", "2019").save()
    assert only("a").verdict is TimeVerdict.NO_DATES


def test_905_clashes_are_found_across_links_without_dates() -> None:
    """a@M --2020--> a@S --> a@T --2018--> a@U"""
    World().item("a", "M").ship("a", "M", "S", "2020").ship("a", "S", "T").ship("a", "T", "U", "2018").save()
    assert chains("a") == ["a@M --> a@S --> a@T"]


def test_906_one_of_several_records_that_fits_is_enough() -> None:
    """a@M --2020--> a@S --2018 or 2021--> a@U; only the later record is shown"""
    world = World().item("a", "M").ship("a", "M", "S", "2020").ship("a", "S", "U", "2018")
    world.ship("a", "S", "U", "2021", name="later").save()
    chain = only("a")
    assert [record.pk for record in chain.links[1].records] == [world.names["later"]]
    assert chain.verdict is TimeVerdict.HOLDS_FOR_ALL_READINGS


def test_907_a_refused_licence_permits_nothing() -> None:
    """a@M ~x> a@S"""
    World().item("a", "M").permit("a", "M", "2020", consignee="S", refused=True).save()
    assert chains("a") == []


def test_908_a_permit_ends_with_its_validity() -> None:
    """a@N --2021--> a@M ~~until 2020~~> a@S"""
    World().item("a", "N").ship("a", "N", "M", "2021").permit("a", "M", "2019", until="2020", consignee="S").save()
    assert chains("a", gaps=False) == ["a@N --> a@M"]


def test_909_records_weaker_than_asked_are_left_out() -> None:
    """a@M --> a@S, carried by one source of reliability B"""
    World().item("a", "M").ship("a", "M", "S", "2019").save()
    assert chains("a", weakest=Strength.CREDIBLE) == ["a@M --> a@S"]
    assert chains("a", weakest=Strength.ESTABLISHED) == []


def test_910_a_question_about_nothing_recorded_is_refused_with_a_sentence() -> None:
    """no record of that name"""
    with pytest.raises(TraceError, match="There is no record “nothing-of-that-name”"):
        asked("nothing-of-that-name")


# 10xx known on a day

D = date(2020, 6, 1)


def test_1001_what_no_source_had_stated_is_not_there() -> None:
    """a@M --> a@S (read in 2019) --> a@U (read in 2021)"""
    world = World().item("a", "M").ship("a", "M", "S", "2018", name="early").ship("a", "S", "U", "2019", name="late")
    world.say("early", "2019").say("late", "2021").save()
    assert chains("a", known_on=D) == ["a@M --> a@S"]
    assert chains("a", known_on=date(2022, 1, 1)) == ["a@M --> a@S --> a@U"]


def test_1002_before_the_record_of_a_transfer_was_out_there_was_a_gap() -> None:
    """a@M ??> a@S => p@S, as the shipment was not yet reported"""
    world = World().item("a", "M").item("p", "S", kind="platform").ship("a", "M", "S", name="late").fit("a", "p", "S")
    world.published = "2019"
    world.say("late", "2021").save()
    assert chains("a", known_on=D) == ["a@M ??> a@S => p@S"]
    assert chains("a", known_on=date(2022, 1, 1)) == ["a@M --> a@S => p@S"]


def test_1003_a_unit_that_nobody_had_named_moves_as_its_type() -> None:
    """a[u]@M --> a@S, the unit named in 2021: before, a@M --> a@S and a@M --> a@T"""
    world = World().item("a", "M").unit("u", "a").ship("a", "M", "S", units=["u"]).ship("a", "M", "T")
    world.published = "2019"
    world.say("u", "2021").save()
    answer = asked("u", known_on=D)
    assert sorted(map(drawn, answer.chains)) == ["a@M --> a@S", "a@M --> a@T"]
    assert all(link.source.unit is None for chain in answer.chains for link in chain.links)
    assert "Its type is followed instead." in answer.notes[0]


def test_1004_what_cannot_be_placed_is_left_out_and_counted() -> None:
    """a@M --> a@S (no date) --> a@U (2020), a@M --> a@T (2019)"""
    world = World().item("a", "M").ship("a", "M", "S", name="undated").ship("a", "S", "U", name="vague")
    world.ship("a", "M", "T", name="dated").say("undated", None).say("vague", "2020").say("dated", "2019").save()
    answer = asked("a", known_on=D)
    assert [drawn(chain) for chain in answer.chains] == ["a@M --> a@T"]
    assert answer.notes == ("2 records are left out: they rest on sources whose day of publication cannot be told.",)


def test_1005_only_what_leads_to_the_end_is_counted() -> None:
    """a@M --> a@S (no date), a@M --> a@T (2019), asked from M to T"""
    world = World().item("a", "M").ship("a", "M", "S", name="undated").ship("a", "M", "T", name="dated")
    world.say("undated", None).say("dated", "2019").save()
    assert asked("a", end="T", known_on=D).notes == ()
    assert "1 record is left out" in asked("a", end="S", known_on=D).notes[0]


def test_1006_a_refusal_that_nobody_had_reported_hides_no_permit() -> None:
    """a@M ~~> a@S (reported in 2019, its refusal in 2021)"""
    world = World().item("a", "M").permit("a", "M", consignee="S", refused=True)
    world.published = "2019"
    refusal = world.rows[LicenceEvent][0]
    world.said[refusal.pk] = [Said("2021")]
    world.save()
    assert chains("a", known_on=D) == ["a@M ~~> a@S"]
    assert chains("a", known_on=date(2022, 1, 1)) == []


def test_1007_strength_sources_and_maker_are_those_of_the_day() -> None:
    """a@M --> a@S, one source in 2019 and one in 2021; the maker named in 2021"""
    world = World().item("a", "M").ship("a", "M", "S", name="ship").say("ship", "2019").say("ship", "2021")
    world.say("a", "2021").save()
    (before,), (after,) = asked("a", known_on=D).chains, asked("a", known_on=date(2022, 1, 1)).chains
    assert [(one.links[0].strength, one.links[0].sources) for one in (before, after)] == [
        ("credible", 1), ("established", 2),
    ]  # fmt: skip
    assert before.maker_records == ()
    assert len(after.maker_records) == 1


def test_1008_a_record_that_nobody_had_stated_starts_nothing() -> None:
    """a@M -[asked]-> a@S, read in 2021"""
    World().item("a", "M").ship("a", "M", "S", name="asked").say("asked", "2021").save()
    answer = asked("asked", known_on=D)
    assert answer.chains == ()
    assert "No source that was surely published by 1 June 2020 states" in answer.notes[0]
