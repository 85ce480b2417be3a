"""Moments of time axes for tests: built by hand, and random ones for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from core.dates import PartialDate
from tests.partial_date_examples import PARTIAL_DATES
from tracing.timeline.moments import Lane, Moment, Part, Reading
from tracing.timeline.when import When


def date(text: str) -> PartialDate:
    """A partial date by its text."""
    return PartialDate.parse(text)


def once(text: str) -> When:
    """Some time within this date."""
    return When(date(text))


def lasting(start: str, end: str = "") -> When:
    """From one date to the other, or without a recorded end."""
    return When.stretch(date(start) if start else None, date(end) if end else None)


NOTICE = Moment(Lane.MEASURES, "Notice 992", lasting("2020-04-16", "2024-01-29"), "/measures/1/", sources=6, origins=6)
OSCE = Moment(Lane.MEASURES, "OSCE request", lasting("1992-02-28"), "/measures/2/", sources=2, origins=1)
SUSPENDED = Moment(Lane.MEASURES, "Permits suspended", lasting("2020-10-05", "2021-04-12"), "/measures/3/")
PERMIT = Moment(Lane.PERMITS, "Permit: seven MX-15D", lasting("2020-05", "2021-06"), "/licences/1/", Part.RIVAL)
CALL = Moment(Lane.CONTACTS, "Trudeau spoke with Erdoğan", once("2020-04-23"), "/relationships/1/")
LOBBYING = Moment(Lane.CONTACTS, "Lobbying for Baykar", once("2020~"), "/contacts/1/")
SOLD = Moment(Lane.MOVEMENT, "MX-15D sold to Baykar", once("2020"), "/shipments/1/", Part.CHAIN, 3, 3)
FITTED = Moment(Lane.MOVEMENT, "MX-15D in a TB2", When(), "/incorporations/1/", Part.CHAIN)
DOWNED = Moment(
    Lane.INCIDENTS,
    "TB2 brought down",
    once("2020-10-19"),
    "/incidents/1/",
    Part.CHAIN,
    readings=tuple(Reading(date(f"2020-10-{day}"), (f"Paper {day}",)) for day in (19, 20, 21, 22)),
)
WAR = Moment(Lane.INCIDENTS, "The war of 2020", When.throughout(date("2020-09-27/2020-11-10")), "/conflicts/1/")
LIFTED = Moment(Lane.MEASURES, "Presumption ended", once("2024-01-29"), "/measures/4/")
CASE = (NOTICE, OSCE, SUSPENDED, PERMIT, CALL, LOBBYING, SOLD, FITTED, DOWNED, WAR, LIFTED)

WHENS = st.one_of(
    st.builds(When, PARTIAL_DATES | st.none()),
    st.builds(When.stretch, PARTIAL_DATES | st.none(), PARTIAL_DATES | st.none()).filter(
        lambda when: not (when.first and when.last and when.first > when.last)
    ),
    st.builds(When.throughout, PARTIAL_DATES),
)
READINGS = st.builds(Reading, PARTIAL_DATES, st.just(("Somebody",)), st.booleans(), st.booleans())
TITLES = st.text(max_size=40) | st.sampled_from(
    ["Notice", "A long title of a measure " * 6, "Байкар", "القوات المسلحة"]
)
MOMENTS = st.builds(
    Moment,
    st.sampled_from(Lane),
    TITLES,
    WHENS,
    st.just("/x/"),
    st.sampled_from(Part),
    st.integers(0, 9),
    st.integers(0, 9),
    st.lists(READINGS, max_size=3).map(tuple),
)
