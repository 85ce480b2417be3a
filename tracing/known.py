"""A trace as sources would have shown it on a day: the strength of that day, and the units that were named by then.

The statements leave out records that nobody had stated (`sql/known.sql`); everything else about a day is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from conflicts.models import Conflict
from core.models import Record
from entities.models import Entity
from evidence.publication import Public
from evidence.selectors import column_of, grades_of_all
from exports.models import Incorporation, Item, ItemUnit
from tracing.graph import Place, Step, Way
from tracing.starts import Start, starts_of

NAMES = (Item, Entity, Conflict)
"""What a record is about, and not itself a statement: a trace of it may be asked for any day."""


def strong_enough(steps: Sequence[Step], day: date, weakest: int = 0) -> list[Step]:
    """The steps with the strength that their records had on the day; weaker ones left out. Two queries."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        if step.record is not None:
            wanted[step.column].add(step.record)
    grades = grades_of_all(wanted, known_on=day)
    graded = [
        step if step.record is None else step._replace(strength=grades[step.column][step.record].strength.rank)
        for step in steps
    ]
    return [step for step in graded if step.strength is None or step.strength >= weakest]


def then(record: Record, public: Public) -> Record | None:
    """What a trace of this record can start from on the day: a unit that nobody had named is one of its type."""
    if public.day is None or isinstance(record, NAMES):
        return record
    if public.known(column_of(record), [record.pk]):
        return record
    return record.item if isinstance(record, ItemUnit) else None


def starts_then(record: Record, public: Public, *, backward: bool) -> list[Start]:
    """As `tracing.starts.starts_of`, from what was known."""
    if public.day is None:
        return starts_of(record, public, backward=backward)
    known = then(record, public)
    if known is None:
        return []
    if isinstance(known, Incorporation):
        forget_units([known], public)
    starts = starts_of(known, public, backward=backward)
    named = {place.unit for start in starts for place in _places(start) if place.unit is not None}
    unknown = named - public.known("item_unit", named)
    steps = [step for start in starts for way in start.ways for step in way.steps]
    graded = dict(zip(steps, strong_enough(steps, public.day), strict=True))
    return list(dict.fromkeys(_on_the_day(start, unknown, graded) for start in starts))


def forget_units(records: Iterable[Incorporation], public: Public) -> None:
    """Take from each the units that nobody had named: it is then a record about types, also in its dates."""
    listed = list(records) if public.day is not None else []
    named = {unit for one in listed for unit in (one.component_unit_id, one.platform_unit_id) if unit is not None}
    known = public.known("item_unit", named)
    for one in listed:
        one.component_unit_id = one.component_unit_id if one.component_unit_id in known else None
        one.platform_unit_id = one.platform_unit_id if one.platform_unit_id in known else None


def _places(start: Start) -> Iterable[Place]:
    yield start.place
    for way in start.ways:
        yield way.source
        if way.target is not None:
            yield way.target


def _on_the_day(start: Start, unknown: set[int], graded: Mapping[Step, Step]) -> Start:
    ways = tuple(_way_then(way, unknown, graded) for way in start.ways)
    return replace(start, place=_place_then(start.place, unknown), ways=ways)


def _way_then(way: Way, unknown: set[int], graded: Mapping[Step, Step]) -> Way:
    source = _place_then(way.source, unknown)
    target = _place_then(way.target, unknown) if way.target is not None else None
    steps = (
        graded[step]._replace(source=source, target=target, names_unit=source.unit is not None) for step in way.steps
    )
    return Way.of(list(steps))


def _place_then(place: Place, unknown: set[int]) -> Place:
    return replace(place, unit=None) if place.unit in unknown else place
