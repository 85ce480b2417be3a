"""Partial dates: read, refused, compared, and said in words."""

from datetime import date

import pytest
from django.utils import translation

from core.dates import PartialDate, PartialDateError, Period, Truth, period_words

YES, NO, CANNOT_TELL = Truth.YES, Truth.NO, Truth.CANNOT_TELL


def read(text: str) -> PartialDate:
    return PartialDate.parse(text)


def period(start: str | None, end: str | None) -> Period:
    return Period(read(start) if start else None, read(end) if end else None)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-10-19", date(2020, 10, 19), date(2020, 10, 19)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2020-XX", date(2020, 1, 1), date(2020, 12, 31)),
        ("2019-02-XX", date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-10-19/2020-10-22", date(2020, 10, 19), date(2020, 10, 22)),
        ("2020-04-16/..", date(2020, 4, 16), None),
        ("../2021-06", None, date(2021, 6, 30)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_reaches_from_the_first_to_the_last_day_its_source_allows(
    text: str, earliest: date | None, latest: date | None
) -> None:
    assert (read(text).earliest, read(text).latest) == (earliest, latest)


@pytest.mark.parametrize("mark", ["?", "~", "%"])
def test_a_mark_leaves_the_bounds_as_written(mark: str) -> None:
    marked = read(f"2020-05{mark}")
    assert (marked.earliest, marked.latest) == (date(2020, 5, 1), date(2020, 5, 31))
    assert marked.uncertain is (mark in "?%")
    assert marked.approximate is (mark in "~%")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "..",
            "../..",
            "/",
            "2020/",
            "/2020",
            "2020/2021/2022",
            "spring 2020",
            "19.10.2020",
            "2020-13",
            "2020-00",
        ),
        *(
            "2020-02-30",
            "2019-02-29",
            "0999",
            "20200",
            "-2020",
            "202X-05",
            "2020-XX-03",
            "2020-1",
            "20X0",
            "XXXX",
            "2020??",
        ),
        *("2020 -05", "２０２０", "2020-10-19T10:00", "y2020", "2020-21", "[2020,2021]", "2020-05-07" * 5),
    ],
)
def test_bad_text_is_refused_with_a_sentence_that_says_what_is_allowed(text: str) -> None:
    with pytest.raises(PartialDateError, match=r"Write a year, month or day as 2020, 2020-05 or 2020-10-19.*\.$"):
        read(text)


def test_a_date_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(PartialDateError, match="ends before it starts"):
        read("2021/2020")


def test_blanks_around_the_text_do_not_matter() -> None:
    assert read(" 2020-05\n") == read("2020-05")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-10-19", "19 October 2020"),
        ("2020-05", "some time in May 2020"),
        ("2020", "some time in 2020"),
        ("2020-XX", "some time in 2020"),
        ("2020-10-XX", "some time in October 2020"),
        ("202X", "some time in the 2020s"),
        ("19XX", "some time in the years 1900 to 1999"),
        ("2020-05~", "about May 2020"),
        ("2020?", "2020, uncertain"),
        ("2020-10-19?", "19 October 2020, uncertain"),
        ("2020%", "about 2020, uncertain"),
        ("2020-10-19/2020-10-22", "between 19 and 22 October 2020"),
        ("2020-09-27/2020-11-10", "between 27 September and 10 November 2020"),
        ("2019-12-30/2020-01-02", "between 30 December 2019 and 2 January 2020"),
        ("2020-10-19/2020-10-19", "between 19 October 2020 and 19 October 2020"),
        ("2008/2009", "between 2008 and 2009"),
        ("2020-05~/2020-10?", "between about May 2020 and October 2020 (uncertain)"),
        ("2020-04-16/..", "from 16 April 2020"),
        ("../2021-06", "until June 2021"),
    ],
)
def test_a_moment_is_said_as_vaguely_as_its_source_does(text: str, words: str) -> None:
    assert read(text).words() == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-09-27/2020-11-10", "from 27 September to 10 November 2020"),
        ("2008/2009", "from 2008 to 2009"),
        ("2020", "in 2020"),
        ("2020-10-19", "on 19 October 2020"),
        ("2020~", "about 2020"),
        ("2020-04-16/..", "from 16 April 2020"),
        ("../2021-06", "until June 2021"),
    ],
)
def test_a_stretch_is_said_from_its_start_to_its_end(text: str, words: str) -> None:
    assert read(text).words(period=True) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2020-09-27", "2020-11-10", "from 27 September to 10 November 2020"),
        ("2020-04-16", None, "from 16 April 2020"),
        (None, "2021-06", "until June 2021"),
        (None, None, "no dates recorded"),
        ("2019-10-11/2019-10-19", "2020-05~", "from some time between 11 and 19 October 2019 to about May 2020"),
        ("2019-10-XX", "2020", "from some time in October 2019 to 2020"),
    ],
)
def test_a_start_and_an_end_in_two_columns_are_said_in_one_sentence(
    start: str | None, end: str | None, words: str
) -> None:
    assert period(start, end).words() == words
    assert period_words(*(read(text) if text else None for text in (start, end))) == words


@pytest.mark.usefixtures("translating")
def test_month_names_follow_the_language_of_the_page() -> None:
    with translation.override("fr"):
        assert "octobre" in read("2020-10-19").words()


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2020-04-16", "2020-04-23", YES),
        ("2020-04-23", "2020-04-16", NO),
        ("2020-04-23", "2020-04-23", NO),
        ("2020-05", "2020-10-05", YES),
        ("2020-05", "2020-05-20", CANNOT_TELL),
        ("2020", "2020-05", CANNOT_TELL),
        ("2020-10-19/2020-10-22", "2020-10-22", CANNOT_TELL),
        ("2020-10-19/2020-10-22", "2020-10-23", YES),
        ("2020-10-05/..", "2021", CANNOT_TELL),
        ("2020-10-05/..", "2020-10-05", NO),
        ("../2019", "2020", YES),
        # Marked dates: an answer needs at least one whole written unit in between.
        ("2020-05~", "2020-06", CANNOT_TELL),
        ("2020-05~", "2020-07", YES),
        ("2020-07~", "2020-05", NO),
        ("2020-06~", "2020-05", CANNOT_TELL),
        ("2020-10-19?", "2020-10-20", CANNOT_TELL),
        ("2020-10-19?", "2020-10-21", YES),
        ("2019?", "2020-12-31", CANNOT_TELL),
        ("2019?", "2021", YES),
        ("201X~", "2025", CANNOT_TELL),
        ("201X~", "2030", YES),
    ],
)
def test_before_answers_only_what_the_dates_decide(one: str, other: str, answer: Truth) -> None:
    assert read(one).before(read(other)) is answer
    assert read(other).after(read(one)) is answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2020-10-19", "2020-10-19", YES),
        ("2020-10-19", "2020-10-20", NO),
        ("2020-10-19?", "2020-10-19", CANNOT_TELL),
        ("2020-05", "2020", CANNOT_TELL),
        ("2020-05", "2020-06", NO),
        ("2020-05~", "2020-06", CANNOT_TELL),
        ("2020/..", "../2021", CANNOT_TELL),
    ],
)
def test_two_moments_overlap_if_they_are_one_day(one: str, other: str, answer: Truth) -> None:
    assert read(one).overlaps(read(other)) is answer
    assert read(other).overlaps(read(one)) is answer


@pytest.mark.parametrize(
    ("moment", "stretch", "answer"),
    [
        ("2020-10-19", "2020-09-27/2020-11-10", YES),
        ("2020-05", "2020-09-27/2020-11-10", NO),
        ("2020", "2020-09-27/2020-11-10", CANNOT_TELL),
        ("2020-05", "2020", YES),
        ("2020-05", "2020-05", YES),
        ("2020-05", "2020-XX", CANNOT_TELL),
        ("2020-05-15", "2020-05/2021-06", CANNOT_TELL),
        ("2020-06-01", "2020-05/2021-06", YES),
        ("2026", "2020-10-05/..", YES),
        ("2020-06", "2020~", CANNOT_TELL),
        ("2022", "2020~", NO),
    ],
)
def test_within_reads_the_other_date_as_a_stretch(moment: str, stretch: str, answer: Truth) -> None:
    assert read(moment).within(read(stretch)) is answer


def test_a_suspension_with_an_open_end_still_holds_and_one_with_an_unknown_end_may() -> None:
    open_end, unknown_end = period("2020-10-05", None), period("2020-10-05", "2020-10-05/..")
    assert open_end.contains(read("2021-04")) is YES
    assert unknown_end.contains(read("2021-04")) is CANNOT_TELL
    assert unknown_end.contains(read("2020-10-05")) is YES
    assert unknown_end.contains(read("2020-10-04")) is NO


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (("2019-10-11", "2020-04-16"), ("2020-04-16", None), YES),
        (("2019-10", "2020-04-15"), ("2020-04-16", None), NO),
        (("2019-10", "2020-04"), ("2020-04-16", None), CANNOT_TELL),
        ((None, None), ("2020", "2021"), YES),
    ],
)
def test_two_stretches_overlap_if_they_share_a_day(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], answer: Truth
) -> None:
    assert period(*one).overlaps(period(*other)) is answer


def test_three_valued_answers_combine_and_are_never_taken_for_true_or_false() -> None:
    assert YES & CANNOT_TELL is CANNOT_TELL
    assert NO & CANNOT_TELL is NO
    assert YES | CANNOT_TELL is YES
    assert NO | CANNOT_TELL is CANNOT_TELL
    assert ~CANNOT_TELL is CANNOT_TELL
    assert [str(answer) for answer in Truth] == ["yes", "no", "cannot tell"]
    with pytest.raises(TypeError, match="compare it with"):
        bool(YES)
