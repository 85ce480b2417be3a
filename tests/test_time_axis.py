"""The geometry of the time axis: bars as wide as the source is vague, nothing on top of anything, nothing lost."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import timeline_examples as ex
from tests.timeline_examples import CASE, MOMENTS, date, lasting, once
from tracing.layout_text import text_width
from tracing.picture import Box
from tracing.timeline.axis import Axis, Bar
from tracing.timeline.bars import NARROWEST, Cap, Look, span_on
from tracing.timeline.layout import lay_out_axis
from tracing.timeline.moments import Lane, Moment, Part, in_order
from tracing.timeline.scale import Scale, make_scale
from tracing.timeline.when import When

SHAPES: list[dict[str, float]] = [{}, {"width": 880.0}, {"narrow": True}]
MANY = settings(max_examples=40, deadline=None)
CROWDS = st.lists(MOMENTS, max_size=12)


def drawn(moments: list[Moment] | tuple[Moment, ...], shape: dict[str, float] | None = None) -> Axis:
    return lay_out_axis(moments, "A chain", **(shape or {}))  # type: ignore[arg-type]  # keyword sets of lay_out_axis


def bars_of(axis: Axis) -> dict[str, Bar]:
    return {bar.moment.title: bar for lane in axis.lanes for bar in lane.bars}


def looks(bar: Bar) -> list[Look]:
    return [segment.look for segment in bar.span.segments]


def inside(box: Box, axis: Axis) -> bool:
    return box.x >= -0.6 and box.right <= axis.width + 0.6 and box.y >= -0.6 and box.bottom <= axis.height + 0.6


# What bars mean


def test_an_exact_day_is_a_narrow_bar_with_its_day_in_the_label() -> None:
    bar = bars_of(drawn(CASE))["Trudeau spoke with Erdoğan"]
    assert looks(bar) == [Look.DAY]
    assert NARROWEST <= bar.span.right - bar.span.left <= 8
    assert bar.line is not None
    assert bar.line.date == "23 Apr 2020"


def test_some_time_in_a_year_and_a_year_long_are_drawn_apart() -> None:
    vague, went_on = once("2020"), lasting("2020-01-01", "2020-12-31")
    found = bars_of(drawn([Moment(Lane.MOVEMENT, "a", vague), Moment(Lane.MOVEMENT, "b", went_on)]))
    assert (looks(found["a"]), looks(found["b"])) == ([Look.WITHIN], [Look.LASTED])
    assert found["a"].span.left == found["b"].span.left
    assert found["a"].span.right == found["b"].span.right


def test_a_stretch_with_vague_ends_is_solid_only_where_it_went_on_in_every_reading() -> None:
    assert looks(bars_of(drawn(CASE))["Permit: seven MX-15D"]) == [Look.WITHIN, Look.LASTED, Look.WITHIN]


def test_dates_marked_about_or_uncertain_look_different_and_say_so() -> None:
    for mark, words in (("~", "about 2020"), ("?", "2020, uncertain"), ("%", "about 2020, uncertain")):
        found = bars_of(drawn([ex.SOLD, Moment(Lane.CONTACTS, "lobbying", once(f"2020{mark}"))]))["lobbying"]
        assert looks(found) == [Look.DOUBTFUL]
        assert found.line is not None
        assert found.line.date == words


def test_no_recorded_end_is_drawn_open_and_said() -> None:
    found = bars_of(drawn([ex.SOLD, Moment(Lane.MEASURES, "embargo", lasting("2020-11"))]))["embargo"]
    assert (found.span.starts, found.span.ends) == (Cap.CLOSED, Cap.OPEN)
    assert found.line is not None
    assert found.line.date == "from Nov 2020, no end recorded"


def test_an_end_without_a_recorded_start_is_drawn_open_and_claims_no_duration() -> None:
    found = bars_of(drawn([ex.SOLD, Moment(Lane.MEASURES, "ban", lasting("", "2020-11"))]))["ban"]
    assert found.span.starts is Cap.OPEN
    assert Look.LASTED not in looks(found)
    assert found.moment.when.words == "until November 2020, start not recorded"


def test_a_request_of_1992_comes_in_from_the_edge_and_leaves_the_war_its_room() -> None:
    axis = drawn(CASE)
    found = bars_of(axis)
    request = found["OSCE request"]
    assert request.span.starts is Cap.BEYOND
    assert request.line is not None
    assert request.line.date == "from 28 Feb 1992, no end recorded"
    war = found["The war of 2020"].span
    assert war.right - war.left > 60
    assert {tick.label[-4:] for tick in axis.ticks if tick.is_year} == {"2020", "2021"}


def test_what_is_undated_or_all_outside_is_listed_with_a_count() -> None:
    notes = drawn(CASE).notes
    assert "Without a recorded date (1): MX-15D in a TB2" in notes
    assert "Later (1): Presumption ended (29 Jan 2024)" in notes


def test_rival_dates_are_thin_bars_under_the_bar_each_at_its_day() -> None:
    for shape in SHAPES:
        bar = bars_of(drawn(CASE, shape))["TB2 brought down"]
        assert len(bar.readings) == 4
        assert [one.x for one in bar.readings] == sorted({one.x for one in bar.readings})
        assert all(one.y >= bar.y + bar.height for one in bar.readings)
        words = " ".join(text.text for text in bar.texts)
        assert "stated: 19 Oct 2020 or 20 Oct 2020 or 21 Oct 2020 or 22 Oct 2020" in words


def test_an_empty_lane_says_whether_anything_is_recorded_and_claims_nothing_more() -> None:
    axis = drawn([ex.SOLD, ex.LIFTED])
    words = {lane.lane: lane.texts[-1].text for lane in axis.lanes}
    assert words[Lane.MEASURES] == "none within these dates"
    assert words[Lane.PERMITS] == "no record here"


def test_nothing_dated_is_a_sentence_and_not_an_empty_frame() -> None:
    axis = drawn([ex.FITTED])
    assert axis.lanes == ()
    assert axis.notes[0] == "Nothing around this chain has a recorded date, so there is no axis to draw."
    assert axis.notes[1] == "Without a recorded date (1): MX-15D in a TB2"


def test_if_no_record_of_the_chain_is_dated_what_stands_beside_it_still_is() -> None:
    assert set(bars_of(drawn([ex.FITTED, ex.CALL, ex.SUSPENDED]))) == {ex.CALL.title, ex.SUSPENDED.title}


def test_moments_stand_in_the_order_of_their_dates_with_undated_ones_last() -> None:
    ordered = in_order(CASE)
    assert ordered[0] is ex.OSCE
    assert ordered[-1] is ex.FITTED


@pytest.mark.parametrize(
    ("when", "edtf", "words"),
    [
        (once("2020-05"), "2020-05", "some time in May 2020"),
        (once("2020-10-19"), "2020-10-19", "19 October 2020"),
        (lasting("2020-05", "2021-06"), "2020-05/2021-06", "from May 2020 to June 2021"),
        (lasting("2020-04-16"), "2020-04-16/..", "from 16 April 2020, no end recorded"),
        (lasting("2019-10-11/2019-10-19", "2020"), "2019-10-11/2019-10-19 – 2020", None),
        (lasting("2020-10-19", "2020-10-19"), "2020-10-19/2020-10-19", "on 19 October 2020"),
        (ex.WAR.when, "2020-09-27/2020-11-10", "from 27 September to 10 November 2020"),
        (When(), "", "date not recorded"),
    ],
)  # fmt: skip
def test_dates_are_given_as_recorded_and_in_words(when: When, edtf: str, words: str | None) -> None:
    assert when.edtf == edtf
    assert words is None or when.words == words


# What holds for all moments


@pytest.mark.parametrize("shape", SHAPES)
@MANY
@given(moments=CROWDS)
def test_nothing_lies_on_anything_or_outside_the_frame(shape: dict[str, float], moments: list[Moment]) -> None:
    axis = drawn(moments, shape)
    bars = [bar for lane in axis.lanes for bar in lane.bars]
    assert all(inside(box, axis) for bar in bars for box in bar.boxes)
    for one, other in combinations(bars, 2):
        assert not [(a, b) for a in one.boxes for b in other.boxes if a.overlaps(b)]
    for lane, after in pairwise(axis.lanes):
        assert lane.bottom <= after.top
    for lane in axis.lanes:
        assert all(lane.top <= box.y and box.bottom <= lane.bottom for bar in lane.bars for box in bar.boxes)


@MANY
@given(moments=CROWDS)
def test_every_moment_is_drawn_or_counted_as_not_drawn(moments: list[Moment]) -> None:
    scale = make_scale(moments, 0, 1000)
    for shape in SHAPES:
        axis = drawn(moments, shape)
        shown = sum(len(lane.bars) for lane in axis.lanes)
        hidden = [one for one in moments if scale is None or not scale.shows(one.when)]
        assert shown + len(hidden) == len(moments)
        assert len(axis.lines) == len(moments)
        assert bool(hidden) <= bool(axis.notes)


@MANY
@given(when=MOMENTS.map(lambda one: one.when), start=st.dates(date("1980").earliest, date("2030").earliest))  # type: ignore[arg-type]  # both are dated
def test_a_bar_covers_exactly_its_bounds_on_the_scale(when: When, start: object) -> None:
    first_day = start.toordinal()  # type: ignore[attr-defined]  # a date
    scale = Scale(first_day, first_day + 900, 100, 1300)
    if not scale.shows(when):
        return
    span = span_on(scale, when)
    left = scale.x(when.first.toordinal()) if when.first else scale.left
    right = scale.x(when.last.toordinal() + 1) if when.last else scale.right
    if right - left >= NARROWEST:
        assert (span.left, span.right) == (left, right)
    else:
        assert span.right - span.left == pytest.approx(NARROWEST)
        assert abs(span.left - left) <= NARROWEST
    assert all(one.right == other.left for one, other in pairwise(span.segments))


@MANY
@given(moments=CROWDS)
def test_vague_and_lasting_are_never_drawn_alike(moments: list[Moment]) -> None:
    scale = make_scale(moments, 100, 1300)
    for moment in moments:
        if scale is None or not scale.shows(moment.when):
            continue
        for segment in span_on(scale, moment.when).segments:
            if segment.look is Look.LASTED:
                assert moment.when.sure is not None
            elif segment.look is Look.DAY:
                assert moment.when.is_one_day
            elif segment.look is Look.DOUBTFUL:
                assert any(moment.when.doubtful)


@MANY
@given(moments=CROWDS, room=st.sampled_from([54.0, 60.0]), width=st.sampled_from([360.0, 1350.0]))
def test_ticks_run_forward_with_room_for_their_labels(moments: list[Moment], room: float, width: float) -> None:
    scale = make_scale(moments, 2, width)
    if scale is None:
        return
    ticks = list(scale.ticks(room))
    for one, other in pairwise(ticks):
        half = (text_width(one.label, 10.5, one.is_year) + text_width(other.label, 10.5, other.is_year)) / 2
        assert other.x - one.x >= half - 1, (one, other)


@MANY
@given(own=st.lists(MOMENTS, min_size=1, max_size=4), far=st.lists(MOMENTS, max_size=8))
def test_what_stands_beside_a_chain_never_takes_more_room_than_the_chain_gives(
    own: list[Moment], far: list[Moment]
) -> None:
    chain = [Moment(one.lane, one.title, one.when, part=Part.CHAIN) for one in own]
    beside = [Moment(one.lane, one.title, one.when) for one in far]
    alone, together = make_scale(chain, 0, 1000), make_scale([*chain, *beside], 0, 1000)
    if alone is None or together is None:
        return
    days = [day.toordinal() for one in chain for day in (one.when.first, one.when.last) if day]
    room = max((max(days) - min(days)) // 3 + 1, 120)
    assert together.start >= min(days) - room * 1.2 - 40
    assert together.end <= max(days) + room * 1.2 + 40


def test_a_chain_of_twelve_links_with_forty_measures_is_drawn_whole() -> None:
    steps = [Moment(Lane.MOVEMENT, f"Handed on, step {n}", once(f"20{n + 8:02}"), part=Part.CHAIN) for n in range(12)]
    crowd = [
        Moment(Lane.MEASURES, f"Measure {n} of a long row", lasting(f"20{n // 4 + 8:02}-0{n % 9 + 1}"))
        for n in range(40)
    ]
    for shape in SHAPES:
        axis = drawn([*steps, *crowd], shape)
        assert sum(len(lane.bars) for lane in axis.lanes) == 52
        assert len(axis.tick_rows) == 2, "dates stand at the top and the foot of a tall picture"
