"""Moments around a chain on one axis: pure geometry, drawn by a template. Bars are as wide as the source is vague."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateformat import format as date_format

from pages.timeline import Moment
from tracing.layout_text import text_width

WIDTH, LEFT, TOP, ROW, GAP, BAR = 1320.0, 104.0, 8.0, 24.0, 10.0, 16.0
SIZE, LONGEST_LABEL, MARGIN = 11.5, 84, timedelta(days=300)
LANES = (("measure", "Measures"), ("permit", "Permits"), ("contact", "Contacts"), ("chain", "The chain"))
LANE_OF = {"lobby contact": "contact", "rival reading": "chain"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One moment: where its bar and its label stand."""

    moment: Moment
    kind: str
    x: float
    y: float
    width: float
    label: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of event, with as many rows as its labels need."""

    label: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The whole drawing; `left_out` counts moments that are undated or lie outside."""

    width: float
    height: float
    floor: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    left_out: int


def axis(moments: Sequence[Moment]) -> Axis | None:
    """The drawing for these moments; None where nothing of the chain is dated."""
    own = [moment for moment in moments if moment.is_own and moment.first]
    if not own:
        return None
    start = min(moment.first for moment in own if moment.first) - MARGIN
    end = max(moment.last or moment.first for moment in own if moment.first) + MARGIN
    scale = _Scale(start, end)
    shown = [moment for moment in moments if _within(moment, start, end)]
    lanes, y = [], TOP
    for kind, label in LANES:
        bars, rows = _bars([m for m in shown if LANE_OF.get(m.kind, m.kind) == kind], scale, y)
        if bars:
            lanes.append(Lane(label, y + BAR - 4, tuple(bars)))
            y += rows * ROW + GAP
    return Axis(WIDTH, y + 20, y, tuple(lanes), tuple(scale.ticks()), len(moments) - len(shown))


def _within(moment: Moment, start: date, end: date) -> bool:
    return moment.first is not None and moment.first <= end and (moment.last is None or moment.last >= start)


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date

    def x(self, day: date) -> float:
        share = (min(max(day, self.start), self.end) - self.start) / (self.end - self.start)
        return round(LEFT + share * (WIDTH - LEFT), 1)

    def ticks(self) -> Iterable[Tick]:
        """Quarters over three years, years over fifteen, decades beyond."""
        days = (self.end - self.start).days
        months = (1, 4, 7, 10) if days < 1100 else (1,)
        every = 1 if days < 5500 else 10
        for year in range(self.start.year, self.end.year + 1):
            for month in months if year % every == 0 else ():
                day = date(year, month, 1)
                if self.start < day < self.end:
                    label = str(year) if month == 1 else date_format(day, "M")
                    yield Tick(self.x(day), label)


def _bars(moments: Iterable[Moment], scale: _Scale, top: float) -> tuple[list[Bar], int]:
    """Bars in rows: each goes into the first row in which neither bar nor label meets another."""
    taken: list[float] = []
    bars = []
    for moment in sorted(moments, key=lambda one: one.first or date.max):
        if moment.first is None:
            continue
        x = scale.x(moment.first)
        width = max(scale.x(moment.last or scale.end) - x, 5.0)
        label = moment.title if len(moment.title) <= LONGEST_LABEL else f"{moment.title[: LONGEST_LABEL - 1]}…"
        space = text_width(label, SIZE) + 8
        inside, fits_after = width > space, x + width + space < WIDTH
        label_x = x + 5 if inside else x + width + 5 if fits_after else x - 5
        begin = x if inside or fits_after else x - space
        finish = x + width if inside or not fits_after else x + width + space
        row = next((n for n, until in enumerate(taken) if until + 6 < begin), len(taken))
        taken[row : row + 1] = [finish]
        y = top + row * ROW
        anchor = "start" if inside or fits_after else "end"
        bars.append(Bar(moment, moment.kind.split()[0], x, y, round(width, 1), label, label_x, y + BAR - 4, anchor))
    return bars, len(taken)
