"""Partial dates for property tests: every shape that may be written, and days that they allow."""

from datetime import date, timedelta

from hypothesis import strategies as st

from core.dates import PartialDate

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
MARKS = st.sampled_from(["", "", "", "?", "~", "%"])
SHAPES = st.sampled_from(
    [
        "{0:%Y}",
        "{0:%Y}-{0:%m}",
        "{0:%Y}-{0:%m}-{0:%d}",
        "{0:%Y}-XX",
        "{0:%Y}-XX-XX",
        "{0:%Y}-{0:%m}-XX",
        "decade",
        "century",
    ]
)


@st.composite
def single_texts(draw: st.DrawFn, marks: st.SearchStrategy[str] = MARKS) -> str:
    """One side: `2020`, `2020-05~`, `202X`, …"""
    day, shape = draw(DAYS), draw(SHAPES)
    year = f"{day:%Y}"
    written = {"decade": f"{year[:3]}X", "century": f"{year[:2]}XX"}.get(shape, shape.format(day))
    return written + draw(marks)


@st.composite
def interval_texts(draw: st.DrawFn, marks: st.SearchStrategy[str] = MARKS) -> str:
    """Two sides in order, one of them perhaps open."""
    sides = [draw(single_texts(marks)) for _ in range(2)]
    first, second = sorted(sides, key=lambda side: PartialDate.parse(side).earliest or date.min)
    return draw(st.sampled_from([f"{first}/{second}", f"../{second}", f"{first}/.."]))


TEXTS = single_texts() | interval_texts()
PARTIAL_DATES = TEXTS.map(PartialDate.parse)
UNMARKED = (single_texts(st.just("")) | interval_texts(st.just(""))).map(PartialDate.parse)
# Wrong in ways that people write: other calendars of digits, other separators, days that do not exist.
NEARLY_TEXTS = (
    st.text("0123456789X?~%-/. ", max_size=24) | TEXTS.map(lambda text: text[:-1]) | DAYS.map("{:%d.%m.%Y}".format)
)


@st.composite
def a_day_of(draw: st.DrawFn, moment: PartialDate) -> date:
    """One of the days on which it can have been (an open end reaches 50 years)."""
    latest = moment.latest or date(2080, 1, 1)
    earliest = moment.earliest or latest - timedelta(days=18_000)
    return draw(st.dates(earliest, latest))
