"""The rows of a plan or of a finished import: filtered by the address, counted by status, a hundred on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from editorial.choices import RowStatus
from editorial.models import Import, ImportJob, ImportRow, PlanRow
from importers.desk.forms import RowsForm
from importers.desk.records import Link, Made, links_of, made_by
from importers.desk.sides import Side, Told, beside, told_of
from importers.pipeline.planning import MAKES_SOMETHING, Ask

ROWS_A_PAGE = 100
LONGEST_FACTS = 240
Rows = QuerySet[Any]


class BadAddressError(Exception):
    """The address asks for something that is not offered: `problems` says what, by parameter."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Facet:
    """A status as a link that narrows the list to it, or takes that back."""

    label: str
    count: int
    url: str
    is_chosen: bool
    explanation: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether a name, as it is printed, means this record; or whether a thing is it, with both sides: `sides`."""

    ask: Ask
    link: Link
    sides: list[Side]


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as the page shows it."""

    file: str
    line: int
    raw: str
    status: RowStatus
    column: str
    reason: str
    facts: str
    makes: bool
    match: Link | None
    match_id: str
    made: Made | None
    asks: list[Asked]


def rows_of_job(job: ImportJob) -> Rows:
    """The plan of a job, row by row."""
    return PlanRow.objects.filter(import_job=job).annotate(in_file=F("upload__name"), place=F("upload__place"))


def rows_of_import(imported: Import) -> Rows:
    """What an import kept of its files, row by row."""
    return ImportRow.objects.filter(file__job=imported).annotate(in_file=F("file__name"), place=F("file_id"))


def tally(rows: Rows) -> list[tuple[RowStatus, int]]:
    """How many of all these rows have each status, in the order of the statuses."""
    counted = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    return [(status, counted[status]) for status in RowStatus if status in counted]


class Listing:
    """What the address asks of these rows. Raises BadAddressError for what cannot be understood."""

    def __init__(self, rows: Rows, query: QueryDict) -> None:
        form = RowsForm(query)
        unknown = sorted(set(query) - set(form.fields))
        if unknown or not form.is_valid():
            problems = {name: _("There is no such filter here.") for name in unknown}
            problems |= {name: " ".join(map(str, errors)) for name, errors in form.errors.items()}
            raise BadAddressError(problems)
        self.asked = form.cleaned_data
        self.form = form
        self.all_rows = rows

    @cached_property
    def found(self) -> Rows:
        rows = self._narrowed
        return rows.filter(status=self.asked["status"]) if self.asked["status"] else rows

    @property
    def _narrowed(self) -> Rows:
        """By everything but the status, so that each status can say how many it has."""
        rows = self.all_rows
        if column := self.asked["column"]:
            rows = rows.filter(column=column)
        if text := self.asked["text"]:
            rows = rows.filter(Q(reason__icontains=text) | Q(raw__icontains=text))
        return rows

    @cached_property
    def counts(self) -> dict[str, int]:
        counted = self._narrowed.order_by().values_list("status").annotate(Count("pk"))
        return dict(counted)

    @cached_property
    def facets(self) -> list[Facet]:
        chosen = self.asked["status"]
        return [
            Facet(
                str(status.label), self.counts.get(status, 0),
                self.address(status="" if status == chosen else status), status == chosen, str(status.explanation),
            )
            for status in RowStatus
            if self.counts.get(status) or status == chosen
        ]  # fmt: skip

    @cached_property
    def columns(self) -> list[tuple[str, int]]:
        """The columns that reasons are about, the most frequent first."""
        counted = self.all_rows.exclude(column="").order_by().values_list("column").annotate(n=Count("pk"))
        return list(counted.order_by("-n", "column")[:50])

    @cached_property
    def total(self) -> int:
        chosen = self.asked["status"]
        return self.counts.get(chosen, 0) if chosen else sum(self.counts.values())

    @property
    def is_narrowed(self) -> bool:
        return any(self.asked[name] for name in ("status", "column", "text"))

    @cached_property
    def page(self) -> Page[Any]:
        pages = Paginator(self.found.order_by("place", "line"), ROWS_A_PAGE)
        pages.count = self.total  # counted already, for the facets
        return pages.get_page(self.asked["page"] or 1)

    @cached_property
    def has_several_files(self) -> bool:
        return self.all_rows.order_by().values("place").distinct().count() > 1

    @cached_property
    def shown(self) -> list[Shown]:
        rows = list(self.page.object_list)
        made = made_by(row.pk for row in rows) if rows and isinstance(rows[0], ImportRow) else {}
        asked = [ask["record"] for row in rows for ask in getattr(row, "asks", ())]
        links = links_of([*asked, *(row.match for row in rows if row.match)])
        told = told_of(asked)
        return [_shown(row, links, told, made.get(row.pk)) for row in rows]

    def address(self, **changed: Any) -> str:
        """This list with something else asked of it, from its first page on."""
        asked = {name: self.asked[name] for name in ("status", "column", "text")} | changed
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def ask_of(kept: dict[str, Any]) -> Ask:
    """A question as a plan keeps it."""
    facts = tuple((what, value) for what, value in kept.get("facts", ()))
    return Ask(kept["printed"], kept["record"], kept.get("called", ""), facts)


def _shown(row: Any, links: dict[str, Link], told: dict[str, Told], made: Made | None) -> Shown:
    status = RowStatus(row.status)
    asks = [
        Asked(ask, links[ask.record], beside(ask.facts, told.get(ask.record, {})) if ask.is_of_a_thing else [])
        for ask in map(ask_of, getattr(row, "asks", ()))
        if ask.record in links
    ]
    return Shown(
        row.in_file, row.line, row.raw, status, row.column, row.reason, _in_words(row.facts),
        status in MAKES_SOMETHING, links.get(row.match), row.match, made, asks,
    )  # fmt: skip


def _in_words(facts: dict[str, Any]) -> str:
    told = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in _told(facts))
    return told if len(told) <= LONGEST_FACTS else f"{told[:LONGEST_FACTS]}…"


def _told(facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in facts.items() if value and not name.startswith("_"))
