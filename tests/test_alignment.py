"""Two values for one field: their order tells nothing, and what is within another value never rivals it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import PartialDate
from evidence.choices import Fit
from evidence.contradictions.alignment import Value, align
from evidence.contradictions.kinds import KINDS
from evidence.contradictions.quantities import read_quantity

DATE_TEXTS = st.one_of(
    st.dates().map(str).filter(lambda text: text >= "1000"),
    st.builds("{:04}-{:02}".format, st.integers(1900, 2030), st.integers(1, 12)),
    st.builds("{:04}".format, st.integers(1900, 2030)),
    st.builds("{:04}{}".format, st.integers(1900, 2030), st.sampled_from("?~%")),
    st.builds("{:04}/..".format, st.integers(1900, 2030)),
    st.builds("../{:04}-{:02}".format, st.integers(1900, 2030), st.integers(1, 12)),
)
NUMBERS = st.integers(0, 200)
QUANTITY_TEXTS = st.one_of(
    NUMBERS.map(str),
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: f"{min(pair)}-{max(pair)}"),
    st.builds("at least {}".format, NUMBERS),
    st.builds("up to {}".format, NUMBERS),
    st.builds("{} {}".format, NUMBERS, st.sampled_from(["aircraft", "systems", "missiles"])),
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
RUNGS = st.frozensets(st.sampled_from(["unit", "lot", "deal", "type", "capability"]))
VALUES = st.builds(Value, st.one_of(DATE_TEXTS, QUANTITY_TEXTS, WORDS), st.just(""), RUNGS)
FIELDS = st.sampled_from(sorted(KINDS))


@given(FIELDS, VALUES, VALUES)
def test_the_fit_does_not_depend_on_the_order(field: str, one: Value, other: Value) -> None:
    assert align(field, one, other).fit is align(field, other, one).fit


@given(FIELDS, VALUES)
def test_a_value_is_the_same_as_itself(field: str, value: Value) -> None:
    assert align(field, value, value).fit is Fit.SAME


@given(DATE_TEXTS, DATE_TEXTS)
def test_a_date_within_another_is_never_its_rival(one: str, other: str) -> None:
    inner, outer = PartialDate.parse(one), PartialDate.parse(other)
    starts = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    if starts and ends:
        assert align("delivered", Value(one), Value(other)).fit in {Fit.SAME, Fit.WITHIN}


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["{:%Y}", "{:%Y-%m}"]))
def test_a_day_is_within_its_month_and_its_year(day: date, form: str) -> None:
    assert align("happened", Value(str(day)), Value(form.format(day))).fit is Fit.WITHIN


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_quantity_within_another_is_never_its_rival(low: int, middle: int, high: int) -> None:
    low, middle, high = sorted((low, middle, high))
    fit = align("quantity_low", Value(str(middle)), Value(f"{low}-{high}")).fit
    assert fit in {Fit.SAME, Fit.WITHIN}


@given(DATE_TEXTS, DATE_TEXTS)
def test_dates_are_rivals_only_if_no_day_is_in_both(one: str, other: str) -> None:
    first, second = PartialDate.parse(one), PartialDate.parse(other)
    if align("ordered", Value(one), Value(other)).is_rival:
        assert (first.latest and second.earliest and first.latest < second.earliest) or (
            second.latest and first.earliest and second.latest < first.earliest
        )


@given(WORDS)
def test_no_text_makes_the_reader_of_quantities_fail(text: str) -> None:
    quantity = read_quantity(text)
    assert quantity is None or quantity.low is not None or quantity.high is not None


@pytest.mark.parametrize(
    ("field", "one", "other", "fit"),
    [
        ("delivered", "2020-10-19", "2020-10", Fit.WITHIN),
        ("delivered", "2020", "2020-05", Fit.WITHIN),
        ("happened", "2020-10-19", "2020-10-22", Fit.RIVAL),
        ("happened", "2020-10-18/2020-10-20", "2020-10-19/2020-10-22", Fit.OVERLAP),
        ("valid_from", "2020-04~", "2020-05", Fit.OVERLAP),
        ("valid_until", "2002", "not stated", Fit.UNSTATED),
        ("period", "2021", "2021-01/2021-03", Fit.RIVAL),
        ("quantity_low", "5", "12", Fit.RIVAL),
        ("quantity_low", "5-12", "10-20", Fit.OVERLAP),
        ("quantity_low", "6 aircraft", "2 systems", Fit.OTHER_SCOPE),
        ("quantity_low", "6 aircraft", "7 aircraft", Fit.RIVAL),
        ("quantity_low", "1 system", "2 systems", Fit.RIVAL),
        ("quantity_low", "scores", "12", Fit.RIVAL),
        ("quantity_text", "6 UAVs and 3 stations", "6 UAVs and 2 stations", Fit.RIVAL),
        ("amount_low", "CAD 151400000", "USD 120000000", Fit.OTHER_SCOPE),
        ("amount_low", "USD 123,000,000", "USD 77000000", Fit.RIVAL),
        ("killed_low", "57", "56-59", Fit.WITHIN),
        ("recipient", "state-AZ", "not named", Fit.UNSTATED),
        ("maker", "Org-Sharq", " org-sharq", Fit.SAME),
        ("maker", "org-sharq", "org-azad-systems", Fit.RIVAL),
    ],
)
def test_the_examples_of_the_methodology(field: str, one: str, other: str, fit: Fit) -> None:
    assert align(field, Value(one), Value(other)).fit is fit


def test_at_least_and_over_are_read_from_what_is_printed() -> None:
    least, exact = Value("57", "at least 57 killed"), Value("59", "59 killed")
    assert align("killed_low", least, exact).fit is Fit.WITHIN
    assert align("killed_low", Value("57", "57 killed"), exact).fit is Fit.RIVAL


def test_what_is_said_of_the_type_does_not_rival_what_is_said_of_one_unit() -> None:
    of_type, of_unit = Value("2014", "", frozenset({"type"})), Value("2019", "", frozenset({"unit"}))
    assert align("made", of_type, of_unit).fit is Fit.OTHER_SCOPE
    assert align("made", of_type, Value("2019", "", frozenset({"deal"}))).fit is Fit.RIVAL


def test_the_words_say_which_value_is_within_which() -> None:
    inner, outer = Value("2020-10-19", "19 October 2020"), Value("2020-10", "in October 2020")
    expected = "“19 October 2020” is within “in October 2020”."
    assert align("happened", inner, outer).words == align("happened", outer, inner).words == expected
