"""What holds of every matrix, whatever is recorded."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.readings_worlds import Claim, Keys, Permit, Told, compared
from tracing.readings.comparison import Comparison

# The machine of the tests may be busy: no single example has a deadline.
in_its_own_time = settings(deadline=None)
LETTERS = ("B", "N", "C", "D")
DAYS = ("", "2019", "2020", "2020-05", "2020-05-03", "2021-06")
permits = st.builds(
    Permit,
    consignee=st.sampled_from(LETTERS),
    end_user=st.sampled_from(("", *LETTERS)),
    issued=st.sampled_from(DAYS[:-1]),
    until=st.sampled_from(("", "2021-06", "2022")),
) | st.builds(Permit, end_user=st.sampled_from(LETTERS), issued=st.sampled_from(DAYS[:-1]))
fields = st.sampled_from([
    ("", ""), ("licence", "0"), ("licence", "1"), ("consignee", "B"), ("declared_end_user", "N"), ("recipient", "C"),
    ("marks", "B"), ("happened", "2020-10-19"), ("happened", "2018"), ("made", "2020-06"), ("made", "2023"),
    ("quantity_low", "5"), ("status", "stopped"),
])  # fmt: skip
stances = st.sampled_from(("supports", "disputes", "mentions"))
claims = st.builds(
    lambda about, what, stance, source: Claim(about, what[0], what[1], stance, source),
    st.sampled_from(("unit", "incident", "0", "1")), fields, stances, st.integers(0, 5),
)  # fmt: skip
lineages = st.dictionaries(st.integers(0, 5), st.frozensets(st.integers(0, 7), max_size=2), max_size=4)
worlds = st.builds(
    Told, st.lists(permits, min_size=2, max_size=4, unique=True), st.lists(claims, max_size=8), lineages,
    st.sampled_from(("", "2020-06", "2023")),
)  # fmt: skip


def order(comparison: Comparison) -> list[tuple[tuple[str, ...], int, bool]]:
    """The readings by what they go under, with their places."""
    return [
        (tuple(one.record.public_id for one in ranked.licences), ranked.place, ranked.is_tied)
        for ranked in comparison.readings
    ]


def cells(comparison: Comparison) -> set[tuple[str, str, str, str, str]]:
    """Every mark, without keys and titles."""
    return {
        (row.piece.record.public_id, row.piece.field, row.piece.read, row.piece.stance,
         "".join(mark.fit.symbol for mark in row.marks))
        for row in comparison.rows
    }  # fmt: skip


def against(comparison: Comparison) -> dict[tuple[str, ...], int]:
    return {
        (*(one.record.public_id for one in ranked.licences), ranked.named.route): ranked.against.origins
        for ranked in comparison.readings
    }


@in_its_own_time
@given(worlds)
def test_each_piece_has_exactly_one_mark_for_each_reading_and_each_citation_is_in_one_row(told: Told) -> None:
    comparison = compared(told)
    assert all(len(row.marks) == len(comparison.readings) for row in comparison.rows)
    stated = [claim.pk for row in comparison.rows if not row.piece.is_recorded_date for claim in row.piece.claims]
    assert len(stated) == len(set(stated)) == len(told.claims)


@in_its_own_time
@given(worlds, st.integers(0, 5))
def test_a_neutral_piece_changes_no_order(told: Told, source: int) -> None:
    silent = Claim("unit", "licence", "0", "mentions", source)
    more = replace(told, claims=[*told.claims, silent])
    assert order(compared(more)) == order(compared(told))


@in_its_own_time
@given(worlds, st.integers(2, 9), st.integers(1, 10**6))
def test_other_keys_and_names_change_nothing(told: Told, step: int, start: int) -> None:
    other = compared(told, Keys(start, step, "Other "))
    assert order(other) == order(compared(told))
    assert cells(other) == cells(compared(told))


@in_its_own_time
@given(worlds, st.sampled_from(("incident", "unit", "0", "1")), st.integers(0, 7))
def test_a_disputing_citation_never_lowers_what_speaks_against_a_reading(
    told: Told, about: str, source: int
) -> None:  # fmt: skip
    before = against(compared(told))
    after = against(compared(replace(told, claims=[*told.claims, Claim(about, stance="disputes", source=source)])))
    assert after.keys() == before.keys()
    assert all(after[reading] >= number for reading, number in before.items())


@in_its_own_time
@given(worlds)
def test_fewer_inconsistencies_stand_first_and_equal_ones_by_what_fits(told: Told) -> None:
    readings = compared(told).readings
    keys = [(one.against.origins, -one.fitting.origins) for one in readings]
    assert keys == sorted(keys)
    assert [one.is_tied for one in readings] == [keys.count(key) > 1 for key in keys]


@in_its_own_time
@given(worlds)
def test_a_derived_reading_takes_two_recorded_ones_for_one_and_is_no_chain(told: Told) -> None:
    readings = [ranked.reading for ranked in compared(told).readings]
    for reading in readings:
        assert bool(reading.chains) is not reading.is_derived
        if reading.is_derived:
            assert all(part in readings for part in reading.parts)
            assert reading.permissions == reading.parts[0].permissions | reading.parts[1].permissions


@in_its_own_time
@given(worlds)
def test_what_fits_all_of_them_is_neutral(told: Told) -> None:
    comparison = compared(told)
    assume(comparison.is_contest)
    assert all({mark.fit.symbol for mark in row.marks} != {"✓"} for row in comparison.rows)
