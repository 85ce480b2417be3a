"""Partial dates: what holds for every text that may be written."""

from datetime import date

from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from core.date_parts import read_part
from core.dates import PartialDate, PartialDateError, Period, Truth
from tests.partial_date_examples import NEARLY_TEXTS, PARTIAL_DATES, UNMARKED, a_day_of, single_texts

YES, NO, CANNOT_TELL = Truth.YES, Truth.NO, Truth.CANNOT_TELL


@given(PARTIAL_DATES)
def test_earliest_is_never_after_latest(moment: PartialDate) -> None:
    assert (moment.earliest or date.min) <= (moment.latest or date.max)


@given(PARTIAL_DATES)
def test_what_is_written_is_read_back(moment: PartialDate) -> None:
    assert PartialDate.parse(moment.edtf) == moment
    assert str(moment) == moment.edtf


@given(PARTIAL_DATES, PARTIAL_DATES, st.booleans())
def test_every_date_has_words(one: PartialDate, other: PartialDate, as_period: bool) -> None:
    for words in (one.words(period=as_period), Period(one, other).words(), Period(None, one).words()):
        assert words == words.strip()
        assert "XX" not in words


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_nothing_is_before_what_is_before_it(one: PartialDate, other: PartialDate) -> None:
    if one.before(other) is YES:
        assert other.before(one) is NO
        assert one.overlaps(other) is NO


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_before_same_day_and_after_leave_exactly_one_truth(one: PartialDate, other: PartialDate) -> None:
    answers = [one.before(other), one.overlaps(other), one.after(other)]
    assert answers.count(YES) <= 1
    assert (YES in answers) == (answers.count(NO) == 2)
    assert answers.count(NO) < 3


@given(PARTIAL_DATES, PARTIAL_DATES, PARTIAL_DATES)
def test_before_carries_on(one: PartialDate, other: PartialDate, third: PartialDate) -> None:
    if one.before(other) is YES and other.before(third) is YES:
        assert one.before(third) is YES


@given(st.data(), UNMARKED, UNMARKED)
def test_a_sure_answer_holds_for_every_day_the_dates_allow(
    data: st.DataObject, one: PartialDate, other: PartialDate
) -> None:
    first, second = data.draw(a_day_of(one)), data.draw(a_day_of(other))
    for answer, really in [
        (one.before(other), first < second),
        (one.overlaps(other), first == second),
        (one.after(other), first > second),
    ]:
        assert answer is not (NO if really else YES)


@given(st.data(), UNMARKED, UNMARKED, UNMARKED)
def test_a_sure_answer_about_a_stretch_holds_for_every_reading(
    data: st.DataObject, moment: PartialDate, start: PartialDate, end: PartialDate
) -> None:
    day, first, last = (data.draw(a_day_of(written)) for written in (moment, start, end))
    assert Period(start, end).contains(moment) is not (NO if first <= day <= last else YES)


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_a_mark_never_makes_an_answer_surer(one: PartialDate, other: PartialDate) -> None:
    plain = PartialDate.parse(one.edtf.translate({ord(mark): None for mark in "?~%"}))
    for question in (PartialDate.before, PartialDate.after, PartialDate.overlaps):
        assert question(one, other) in (question(plain, other), CANNOT_TELL)


@given(NEARLY_TEXTS)
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    try:
        assert PartialDate.parse(text).edtf == text.strip()
    except PartialDateError as problem:
        refusal = str(problem)
    else:
        return
    assert refusal.endswith(".")


@settings(max_examples=60, deadline=None)  # the reference takes milliseconds a date
@given(single_texts())
def test_bounds_are_those_of_the_edtf_library(text: str) -> None:
    reference = parse_edtf(text)
    ours = read_part(text)
    assert ours is not None
    assert [(day.year, day.month, day.day) for day in (ours.earliest, ours.latest)] == [
        tuple(bound[:3]) for bound in (reference.lower_strict(), reference.upper_strict())
    ]
