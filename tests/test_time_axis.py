"""The time axis: bars as wide as the source is vague, and no two of them or of their labels on top of each other."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from pages.time_axis import LEFT, SIZE, WIDTH, Bar, axis
from pages.timeline import Moment

from tracing.layout_text import text_width


def moment(kind: str, first: date | None, last: date | None = None, title: str = "Something recorded") -> Moment:
    return Moment(kind, "", title, "/x/", first, None, last, is_own=kind == "chain")


CHAIN = [moment("chain", date(2020, 1, 1), date(2020, 12, 31)), moment("chain", date(2020, 10, 19), date(2020, 10, 22))]


def test_without_a_dated_record_there_is_no_axis() -> None:
    assert axis([moment("chain", None), moment("measure", date(2020, 1, 1))]) is None


def test_a_vague_date_is_a_wide_bar_and_an_exact_one_still_a_visible_one() -> None:
    drawn = axis([*CHAIN, moment("contact", date(2020, 4, 23), date(2020, 4, 23))])
    assert drawn is not None
    widths = [bar.width for lane in drawn.lanes for bar in lane.bars]
    assert max(widths) > 300
    assert min(widths) >= 5


def test_a_measure_without_an_end_goes_on_to_the_edge() -> None:
    drawn = axis([*CHAIN, moment("measure", date(2020, 4, 16))])
    assert drawn is not None
    [bar] = drawn.lanes[0].bars
    assert bar.x + bar.width == WIDTH


def test_what_is_undated_or_far_away_is_counted_and_not_drawn() -> None:
    far = [moment("measure", date(1992, 1, 1), date(1993, 1, 1)), moment("contact", None)]
    drawn = axis([*CHAIN, *far])
    assert drawn is not None
    assert drawn.left_out == 2


def test_no_bar_and_no_label_lies_on_another() -> None:
    months = range(1, 13)
    crowd = [moment("measure", date(2020, n, 1), date(2020, n, 20), f"Measure of month {n}") for n in months]
    drawn = axis([*CHAIN, *crowd])
    assert drawn is not None
    for lane in drawn.lanes:
        for row in {bar.y for bar in lane.bars}:
            spans = sorted(_span(bar) for bar in lane.bars if bar.y == row)
            assert all(one[1] <= other[0] for one, other in pairwise(spans))
            assert all(begin > LEFT - 300 and finish <= WIDTH + 1 for begin, finish in spans)


def _span(bar: Bar) -> tuple[float, float]:
    long = text_width(bar.label, SIZE)
    begin = bar.label_x if bar.anchor == "start" else bar.label_x - long
    return min(bar.x, begin), max(bar.x + bar.width, begin + long)
