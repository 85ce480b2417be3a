"""Does time run forward along a chain? Exact for every reading of vague dates, by greedy choice.

A link can happen on any day from `start` to `end`; both may be vague. A delivery "in 2018" is one day somewhere in
that year: its start and its end are the same unknown day. A permit "from May 2020 until 2023" is a stretch: the
movement may be on any day of it. So four days say all:

| | possible for some reading | holds for all readings |
|---|---|---|
| the link is not before | `start_earliest` | `start_latest` |
| the link is not after | `end_latest` | `end_earliest` |

Taking the earliest day that each link allows, in order, finds an order of days if there is one (greedy earliest
arrival). None is an open bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracing.choices import TimeVerdict


@dataclass(frozen=True, slots=True)
class Span:
    """When the link of one record can have happened."""

    start_earliest: date | None = None
    start_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None

    @property
    def is_dated(self) -> bool:
        return any((self.start_earliest, self.start_latest, self.end_earliest, self.end_latest))

    @property
    def possible(self) -> tuple[date, date]:
        """The days it can have been on, in the widest reading."""
        return self.start_earliest or date.min, self.end_latest or date.max

    @property
    def certain(self) -> tuple[date, date]:
        """The days it can have been on whichever way its dates are read; the first may lie after the last."""
        return self.start_latest or date.min, self.end_earliest or date.max


Choices = Sequence[Sequence[Span]]
"""For each link of a chain, the spans of its records: one of them has to fit. No spans: the link is undated."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict; for *impossible*, the two (link, record) places that clash; for the others, what fits."""

    verdict: TimeVerdict
    clash: tuple[tuple[int, int], tuple[int, int]] | None = None


def judge(links: Choices) -> Judgement:
    """Use for every chain: its records' spans in, its verdict out."""
    clash = _first_clash([[span.possible for span in spans] for spans in links])
    if clash is not None:
        return Judgement(TimeVerdict.IMPOSSIBLE, clash)
    if sum(any(span.is_dated for span in spans) for spans in links) < 2:
        return Judgement(TimeVerdict.NO_DATES)
    if _first_clash([[span.certain for span in spans] for spans in links]) is None:
        return Judgement(TimeVerdict.HOLDS_FOR_ALL_READINGS)
    return Judgement(TimeVerdict.POSSIBLE_FOR_SOME)


def _first_clash(
    links: Sequence[Sequence[tuple[date, date]]],
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Walk in time; at the first link where every record ends too early, name it and the record that came too late."""
    arrival, since = date.min, (0, 0)
    for number, windows in enumerate(links):
        fitting = [(first, place) for place, (first, last) in enumerate(windows) if last >= arrival]
        if windows and not fitting:
            latest = max(range(len(windows)), key=lambda place: windows[place][1])
            return since, (number, latest)
        if fitting:
            first, place = min(fitting)
            if first > arrival:
                arrival, since = first, (number, place)
    return None


def usable(links: Choices) -> list[list[bool]]:
    """For each record of each link, whether it can be the one in some possible order of days."""
    arrivals = _greedy([[span.possible for span in spans] for spans in links])
    backwards = [
        [(-last.toordinal(), -first.toordinal()) for first, last in (s.possible for s in spans)] for spans in links
    ]
    departures = [-day for day in _greedy_days(backwards[::-1])][::-1]
    return [
        [
            span.possible[1].toordinal() >= arrivals[number]
            and span.possible[0].toordinal() <= departures[number]
            and max(span.possible[0].toordinal(), arrivals[number])
            <= min(span.possible[1].toordinal(), departures[number])
            for span in spans
        ]
        for number, spans in enumerate(links)
    ]


def _greedy(links: Sequence[Sequence[tuple[date, date]]]) -> list[int]:
    return _greedy_days([[(first.toordinal(), last.toordinal()) for first, last in windows] for windows in links])


def _greedy_days(links: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """The earliest day on which each link can be entered."""
    day, days = -(10**9), []
    for windows in links:
        days.append(day)
        day = min((max(first, day) for first, last in windows if last >= day), default=day)
    return days
