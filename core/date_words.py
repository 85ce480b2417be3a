"""Partial dates read out in words, as a moment ("some time in May 2020") or as a stretch ("from 2008 to 2009")."""

from datetime import date
from typing import Protocol

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from core.date_parts import DatePart, Unit


class Written(Protocol):
    """What `period_words` needs of a partial date (`core.dates` imports this module, not the other way round)."""

    @property
    def start(self) -> DatePart | None: ...
    @property
    def end(self) -> DatePart | None: ...
    @property
    def is_interval(self) -> bool: ...


def words_of(start: DatePart | None, end: DatePart | None, *, period: bool, interval: bool) -> str:
    """Use through PartialDate.words: the words for its two written sides."""
    if not interval and start:
        return _single_stretch(start) if period else _single_moment(start)
    if start and end:
        pattern = _("from %(start)s to %(end)s") if period else _("between %(start)s and %(end)s")
        return pattern % _pair(start, end)
    if start:
        return _("from %(start)s") % {"start": named(start)}
    return _("until %(end)s") % {"end": named(end)} if end else _("no dates recorded")


def period_words(start: Written | None, end: Written | None) -> str:
    """Use for a start and an end kept in two columns: "from 27 September to 10 November 2020", "until June 2021"."""
    if start and end and start.start and end.start and not start.is_interval and not end.is_interval:
        return _("from %(start)s to %(end)s") % _pair(start.start, end.start)
    if start and end:
        return _("from %(start)s to %(end)s") % {"start": _edge(start), "end": _edge(end)}
    if start:
        return _("from %(start)s") % {"start": _edge(start)}
    return _("until %(end)s") % {"end": _edge(end)} if end else _("no dates recorded")


def named(part: DatePart) -> str:
    """Use for a date inside a longer phrase: "about May 2020", "2020 (uncertain)", "an unknown day in May 2020"."""
    name = _bare(part)
    if part.unspecified and part.unit in (Unit.MONTH, Unit.YEAR):
        name = _("some time in %(date)s") % {"date": name}
    if part.approximate:
        name = _("about %(date)s") % {"date": name}
    return _("%(date)s (uncertain)") % {"date": name} if part.uncertain else name


def _single_moment(part: DatePart) -> str:
    name = _bare(part)
    if not part.doubtful:
        if part.unit is Unit.DAY:
            return name
        return _("some time in %(date)s") % {"date": name}
    if part.approximate:
        name = _("about %(date)s") % {"date": name}
    return _("%(date)s, uncertain") % {"date": name} if part.uncertain else name


def _single_stretch(part: DatePart) -> str:
    if part.doubtful or part.unspecified:
        return _single_moment(part)
    return (_("on %(date)s") if part.unit is Unit.DAY else _("in %(date)s")) % {"date": _bare(part)}


def _edge(written: Written) -> str:
    if not written.is_interval and written.start:
        return named(written.start)
    words = words_of(written.start, written.end, period=False, interval=True)
    return _("some time %(when)s") % {"when": words}


def _pair(start: DatePart, end: DatePart) -> dict[str, str]:
    """Two dates for one sentence; what the second repeats is said once: "19 and 22 October 2020"."""
    if not (start.doubtful or end.doubtful) and start.unit is end.unit is Unit.DAY and start.earliest != end.earliest:
        return {"start": _day_without_repetition(start.earliest, end.earliest), "end": named(end)}
    return {"start": named(start), "end": named(end)}


def _day_without_repetition(day: date, other: date) -> str:
    if day.year != other.year:
        return _day(day)
    if day.month != other.month:
        return _("%(day)d %(month)s") % {"day": day.day, "month": MONTHS[day.month]}
    return str(day.day)


def _bare(part: DatePart) -> str:
    first = part.earliest
    if part.unit is Unit.DAY:
        return _day(first)
    if part.unit is Unit.MONTH:
        return _("%(month)s %(year)d") % {"month": MONTHS[first.month], "year": first.year}
    if part.unit is Unit.YEAR:
        return str(first.year)
    if part.unit is Unit.DECADE:
        return _("the %(year)ds") % {"year": first.year}
    return _("the years %(first)d to %(last)d") % {"first": first.year, "last": part.latest.year}


def _day(day: date) -> str:
    return _("%(day)d %(month)s %(year)d") % {"day": day.day, "month": MONTHS[day.month], "year": day.year}
