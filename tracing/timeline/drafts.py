"""Moments that are still being read: each knows its record, so that sources are looked up for all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from core.dates import PartialDate, PartialDateError
from evidence.choices import Stance
from evidence.models import Citation
from evidence.publication import Public
from evidence.selectors import grades_of_all
from tracing.timeline.moments import Moment, Reading

STARTS = {"happened", "delivered", "ordered", "issued", "valid_from", "since", "began"}
ENDS = {"valid_until", "until", "ended"}
"""Fields that date a record, or the end of it."""
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A moment with the record behind it: its column of `Citation` and its primary key."""

    key: Key
    moment: Moment


def with_sources(drafts: Sequence[Draft], public: Public) -> list[Moment]:
    """The moments with their sources counted and the rival dates that sources state: two queries for all of them."""
    columns: dict[str, set[int]] = defaultdict(set)
    for draft in drafts:
        columns[draft.key[0]].add(draft.key[1])
    grades = grades_of_all(columns, public.day)
    readings = _readings(columns, public)
    return [_finished(draft, grades[draft.key[0]].get(draft.key[1]), readings) for draft in drafts]


def _finished(draft: Draft, grade: object, readings: Mapping[Key, tuple[Reading, ...]]) -> Moment:
    return replace(
        draft.moment,
        sources=getattr(grade, "sources", 0),
        origins=getattr(grade, "origins", 0),
        readings=readings.get(draft.key, ()),
    )


def _readings(columns: Mapping[str, Iterable[int]], public: Public) -> dict[Key, tuple[Reading, ...]]:
    if not columns:
        return {}
    asked = reduce(or_, (Q(**{f"{column}__in": sorted(keys)}) for column, keys in columns.items()))
    claims = public.citations(Citation.objects.filter(asked, field__in=STARTS | ENDS).exclude(value_read=""))
    stated: dict[tuple[Key, str], dict[str, list[Citation]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims.select_related("source__publisher", "source__speaker").order_by("value_read", "id"):
        column = claim.subject_column
        stated[(column, getattr(claim, f"{column}_id")), claim.field][claim.value_read].append(claim)
    found: dict[Key, list[Reading]] = defaultdict(list)
    for (key, field), by_value in stated.items():
        if _are_rivals(by_value):
            found[key] += _rivals(by_value, field)
    return {key: tuple(sorted(readings, key=_place)) for key, readings in found.items()}


def _place(reading: Reading) -> tuple[bool, bool, date]:
    """Starts before ends, what is stated before what is only mentioned, then by day."""
    first = reading.when.earliest or reading.when.latest or date.max
    return reading.of_the_end, reading.only_mentioned, first


def _are_rivals(by_value: Mapping[str, Sequence[Citation]]) -> bool:
    """What only mentions a date makes no dispute, but is shown in one."""
    return sum(any(claim.stance != Stance.MENTIONS for claim in claims) for claims in by_value.values()) > 1


def _rivals(by_value: Mapping[str, Sequence[Citation]], field: str) -> Iterator[Reading]:
    for value, claims in by_value.items():
        try:
            when = PartialDate.parse(value)
        except PartialDateError:
            continue  # "none stated" is a reading too, and no day to draw
        names = (str(claim.source.publisher or claim.source.speaker or claim.source.title) for claim in claims)
        mentioned = all(claim.stance == Stance.MENTIONS for claim in claims)
        yield Reading(when, tuple(dict.fromkeys(names)), mentioned, field in ENDS)
