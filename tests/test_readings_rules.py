"""Each rule of the matrix on a world built for it, both ways round."""

from __future__ import annotations

import pytest

from tests.readings_worlds import Claim, Permit, Told, compared
from tracing.dossier.facts import Amount
from tracing.readings.comparison import Comparison
from tracing.readings.weights import origins_apart

TO_B, FOR_N, TO_N = Permit(consignee="B"), Permit(end_user="N"), Permit(consignee="N")
APART = (Permit(consignee="B", destination="TR"), Permit(consignee="N", destination="CA"))


def marks(told: Told, name: str = "", value: str = "") -> dict[str, str]:
    """The symbols of one row by the reading's permissions: "0", "1", "01" for the derived one."""
    comparison = compared(told)
    row = next(row for row in comparison.rows if (row.piece.field, row.piece.read) == (name, value))
    return {_which(comparison, n): mark.fit.symbol for n, mark in enumerate(row.marks)}


def _which(comparison: Comparison, place: int) -> str:
    return "".join(licence.record.title for licence in comparison.readings[place].licences)


@pytest.mark.parametrize(("named", "other"), [("0", "1"), ("1", "0")])
def test_a_claim_which_permission_fits_its_readings_and_speaks_against_the_other(named: str, other: str) -> None:
    told = Told([TO_B, FOR_N], [Claim("unit", "licence", named)])
    assert marks(told, "licence", named) == {"01": "✓", named: "✓", other: "✗"}


@pytest.mark.parametrize(("letter", "fits", "against"), [("B", "0", "1"), ("N", "1", "0")])
def test_a_claim_who_was_the_consignee_fits_that_reading_alone(letter: str, fits: str, against: str) -> None:
    told = Told([*APART], [Claim("unit", "consignee", letter)])
    assert marks(told, "consignee", letter) == {fits: "✓", against: "✗"}


def test_a_claim_in_a_role_that_a_permission_leaves_open_excludes_nothing() -> None:
    told = Told([TO_B, FOR_N], [Claim("unit", "declared_end_user", "N")])
    assert marks(told, "declared_end_user", "N") == {"01": "✓", "0": "·", "1": "✓"}
    assert marks(Told([TO_B, FOR_N], [Claim("unit", "consignee", "B")]), "consignee", "B") == {
        "01": "✓", "0": "✓", "1": "·",
    }  # fmt: skip


def test_a_name_on_the_thing_fits_who_has_it_and_excludes_nobody() -> None:
    told = Told([*APART], [Claim("unit", "marks", "B")])
    assert marks(told, "marks", "B") == {"0": "✓", "1": "·"}


@pytest.mark.parametrize(("happened", "expected"), [("2020-10", "✓"), ("2020-04", "✗"), ("2020", "·")])
def test_what_was_seen_before_a_permit_was_issued_speaks_against_it(happened: str, expected: str) -> None:
    told = Told([Permit(consignee="B", issued="2020-05"), TO_N], [Claim("incident", "happened", happened)])
    assert marks(told, "happened", happened) == {"0": expected, "1": "·"}


@pytest.mark.parametrize(("made", "expected"), [("2020-06", "✓"), ("2021-07", "✗"), ("2021", "·")])
def test_what_was_made_after_a_permit_had_ended_speaks_against_it(made: str, expected: str) -> None:
    told = Told([Permit(consignee="B", until="2021-06"), TO_N], made=made)
    assert marks(told, "made", made) == {"0": expected, "1": "·"}


def test_who_disputes_a_permission_speaks_against_the_readings_under_it() -> None:
    told = Told([TO_B, FOR_N], [Claim("1", stance="disputes")])
    assert marks(told) == {"01": "✗", "0": "·", "1": "✗"}


def test_who_disputes_what_all_rest_on_speaks_against_all() -> None:
    told = Told([*APART], [Claim("incident", stance="disputes")])
    assert marks(told) == {"0": "✗", "1": "✗"}


def test_who_disputes_a_number_speaks_against_no_reading() -> None:
    told = Told([*APART], [Claim("0", "quantity_low", "5", stance="disputes")])
    assert marks(told, "quantity_low", "5") == {"0": "·", "1": "·"}


def test_support_for_what_all_rest_on_tells_none_apart_and_for_one_it_does() -> None:
    assert marks(Told([*APART], [Claim("incident")])) == {"0": "·", "1": "·"}
    assert marks(Told([*APART], [Claim("0")])) == {"0": "✓", "1": "·"}


def test_who_takes_no_side_is_neutral_whatever_it_names() -> None:
    told = Told([*APART], [Claim("unit", "licence", "0", stance="mentions")])
    assert marks(told, "licence", "0") == {"0": "·", "1": "·"}


def test_three_papers_that_repeat_one_leak_weigh_as_one() -> None:
    papers = [Claim("unit", "licence", "0", source=source) for source in (1, 2, 3)]
    leak = {source: frozenset({9}) for source in (1, 2, 3)}
    alone = compared(Told([*APART], papers))
    repeated = compared(Told([*APART], papers, leak))
    against = [max(ranked.against.origins for ranked in one.readings) for one in (alone, repeated)]
    assert against == [3, 1]


def test_a_source_that_rests_on_two_others_does_not_make_one_origin_of_them() -> None:
    lineage = {3: frozenset({1, 2})}
    assert [origins_apart(sources, lineage) for sources in ({1, 2}, {1, 2, 3}, {3}, set())] == [2, 2, 1, 0]


def test_sources_that_overlap_pair_by_pair_are_counted_exactly() -> None:
    lineage = {10: frozenset({1, 4}), 11: frozenset({1, 5}), 12: frozenset({4, 6})}
    assert origins_apart({10, 11, 12}, lineage) == 2


def derived(one: Permit, other: Permit) -> int:
    return sum(ranked.reading.is_derived for ranked in compared(Told([one, other])).readings)


def test_one_permit_is_offered_where_one_names_who_receives_and_the_other_only_who_uses() -> None:
    assert derived(TO_B, FOR_N) == derived(FOR_N, TO_B) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TO_B, TO_N),
        (FOR_N, Permit(end_user="B")),
        (TO_B, Permit(consignee="N", end_user="N")),
        (TO_B, Permit(end_user="N", destination="CA")),
        (Permit(consignee="B", issued="2020-05"), Permit(end_user="N", issued="2019")),
        (Permit(consignee="B", until="2019"), Permit(end_user="N", issued="2020-05")),
        (Permit(consignee="B", number="17"), Permit(end_user="N", number="18")),
        (Permit(consignee="B", amount=Amount(7, 7, "systems")), Permit(end_user="N", amount=Amount(1, 1, "systems"))),
    ],
    ids=["two consignees", "two end users", "both roles", "other country", "other day", "over before", "other number",
         "other quantity"],
)  # fmt: skip
def test_one_permit_is_not_offered_where_something_recorded_keeps_them_apart(one: Permit, other: Permit) -> None:
    assert derived(one, other) == 0


def test_a_quantity_of_named_units_can_be_part_of_a_greater_one() -> None:
    seven, named = Amount(7, 7, "systems"), Permit(end_user="N", amount=Amount(1, 1, "systems"), names_unit=True)
    assert derived(Permit(consignee="B", amount=seven), named) == 1
    assert derived(Permit(consignee="B", amount=Amount(0, 0, "systems")), named) == 0


def test_no_more_than_six_readings_are_compared_and_the_rest_is_counted() -> None:
    comparison = compared(Told([Permit(consignee=f"C{n}") for n in range(9)]))
    assert (len(comparison.readings), comparison.more) == (6, 3)


def test_ties_are_said_to_be_ties() -> None:
    told = Told([*APART], [Claim("unit", "licence", "0", source=1), Claim("unit", "licence", "1", source=2)])
    assert [(ranked.place, ranked.is_tied) for ranked in compared(told).readings] == [(1, True), (1, True)]
