"""A list as its address describes it: rows, sentence, facets, order; or the parameters that cannot be understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, F
from django.db.models.expressions import OrderBy
from django.forms import BoundField
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from core.filters import DateFilter, ListFilter, Phrase, RecordFilter, ReferenceFilter
from entities.filters import CountryFilter
from entities.models import Country
from pages.facets import Facet, FacetValue, as_text, vocabulary
from pages.public_state import Answers, answers_of_now
from pages.resources import Resource
from pages.rows import Rows
from pages.tables import Column, Table
from pages.weights import weighed
from pages.words import plural

T = TypeVar("T")
ROWS_A_PAGE = 50
COUNTRIES_SHOWN = 12
# Longer lists sort their keys alone, for one statement more.
SORTED_WHOLE = 5_000
OWN_PARAMETERS = frozenset({"page", "order", "format"})
SHARED = frozenset(RecordFilter.base_filters)
FORMATS = frozenset({"html", "csv"})
TWICE = "It is given more than once. Give it once."
NUL = "It has a character that no text has (NUL). Leave it out."


class BadParametersError(ValueError):
    """Raised for an address that cannot be understood; holds one sentence a parameter."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in self.problems.items()))


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One part of the sentence, with the address that leaves it out."""

    phrase: Phrase
    undo: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of one column: its label, the address that sorts by it, and how it is sorted now."""

    column: Column
    url: str
    sort: str


class Listing:
    """`Listing(resource, request.GET)`; raises BadParametersError, or Http404 for a page that is not there."""

    table_template = "pages/_list_table.html"

    def __init__(self, resource: Resource, query: QueryDict) -> None:
        self.resource = resource
        self.query = query
        self.filterset: ListFilter = resource.filters(query, queryset=resource.rows())
        problems = dict(self._problems())
        if problems:
            raise BadParametersError(problems)

    def _problems(self) -> Iterator[tuple[str, str]]:
        known = set(self.filterset.filters) | OWN_PARAMETERS
        for name in self.query:
            if name not in known:
                yield name, f"This list has no parameter of that name. It knows: {', '.join(sorted(known))}."
            elif len(self.query.getlist(name)) > 1:
                yield name, TWICE
        for name, sentences in self.filterset.form.errors.items():
            yield name, " ".join(str(sentence) for sentence in sentences)
        if self._order.lstrip("-") not in self._sortable:
            yield "order", f"This list can be ordered by: {', '.join(sorted(self._sortable))}; a minus turns it round."
        if self.query.get("format", "html") not in FORMATS:
            yield "format", f"Write one of: {', '.join(sorted(FORMATS))}."

    @property
    def _order(self) -> str:
        return self.query.get("order") or self.resource.order

    @cached_property
    def _sortable(self) -> dict[str, Column]:
        return {column.name: column for column in self.resource.columns if column.order}

    @cached_property
    def rows(self) -> Rows:
        """All rows of the list in a total order."""
        descending = self._order.startswith("-")
        fields = self._sortable[self._order.lstrip("-")].order
        order = [OrderBy(F(field), descending=descending, nulls_last=True) for field in fields]
        rows: Rows = self.filterset.qs.order_by(*order, "pk")
        return rows

    @cached_property
    def page(self) -> Page[object]:
        """The rows of this page."""
        try:
            page = _Paginator(self).page(self.query.get("page", 1))
        except InvalidPage as problem:
            raise Http404(f"There is no such page of this list. {problem}") from problem
        if page.paginator.count > SORTED_WHOLE:
            page.object_list = self._keys_first(page.object_list)
        return page

    def remembered(self, what: tuple[str, ...], make: Callable[[], T]) -> T:
        """What is counted of these rows, whatever their order and page; counted anew when something was published."""
        asked = sorted((name, value) for name, value in self.query.items() if name not in OWN_PARAMETERS and value)
        return self.answers.once((self.resource.slug, what, tuple(asked), self._today), make)

    @cached_property
    def _today(self) -> date:
        """Some filters mean it."""
        return timezone.now().date()

    @cached_property
    def answers(self) -> Answers:
        """What was worked out since the last public write."""
        return answers_of_now()

    def _keys_first(self, rows: Any) -> Rows:
        """The same rows, found by their keys: sorting 190,000 citations with all that they join takes seconds."""
        keys = list(rows.select_related(None).prefetch_related(None).values_list("pk", flat=True))
        found: Rows = self.rows.filter(pk__in=keys)
        return found

    @property
    def total(self) -> int:
        """How many rows the whole list has."""
        return self.page.paginator.count

    @cached_property
    def table(self) -> Table:
        """The page's rows with the list's columns."""
        return Table(self.resource.columns, weighed(self.page.object_list))

    @property
    def sentence(self) -> str:
        """ "64 shipments where item is WESCAM MX-15D and destination is Türkiye"."""
        counted = plural(self.total, self.resource.singular, self.resource.plural)
        parts = [f"{a.phrase.label} {a.phrase.verb} {a.phrase.value}" for a in self.active]
        return f"{counted} where {' and '.join(parts)}" if parts else f"{counted}, {self.everything}"

    @property
    def everything(self) -> str:
        """What a list without filters holds."""
        return _("all that are recorded here")

    @cached_property
    def active(self) -> list[ActiveFilter]:
        """The filters in use, each with the address without it."""
        return [ActiveFilter(phrase, self.address({phrase.parameter: ""})) for phrase in self.filterset.phrases()]

    @cached_property
    def facets(self) -> list[Facet]:
        """Closed vocabularies with the number of rows of each value: one query for those of which nothing is chosen.

        Countries, and what a record may have several of, are counted by themselves.
        """
        facets = [self._facet(name) for name in self.filterset.facets]
        return [facet for facet in facets if len(facet.values) > 1 or any(value.is_chosen for value in facet.values)]

    def _facet(self, name: str) -> Facet:
        applied = self.filterset.filters[name]
        chosen = self.filterset.form.cleaned_data[name]
        if isinstance(applied, CountryFilter):
            return self._countries(name, applied, chosen)
        counts = self._together[name] if name in self._together else self._counts(name)[name]
        values = (
            FacetValue(label, counts[value], self.address({name: "" if value == chosen else value}), value == chosen)
            for value, label in vocabulary(applied)
            if counts.get(value)
        )
        return Facet(str(applied.label), tuple(values))

    @cached_property
    def _together(self) -> dict[str, Counter[str]]:
        """Facets of which nothing is chosen and rows have one value: they all count the rows of the list itself."""
        names = [
            name
            for name in self.filterset.facets
            for applied in [self.filterset.filters[name]]
            if not (isinstance(applied, CountryFilter) or applied.distinct or self.filterset.form.cleaned_data[name])
        ]
        return self._counts(*names) if names else {}

    def _counts(self, *names: str) -> dict[str, Counter[str]]:
        """The rows of each value of these facets, which leave the same rows; one query."""
        return self.remembered(names, lambda: self._counted(names))

    def _counted(self, names: tuple[str, ...]) -> dict[str, Counter[str]]:
        applied = [self.filterset.filters[name] for name in names]
        rows = self.filterset.without(names[0]).order_by().values_list(*(str(one.field_name) for one in applied))
        found: dict[str, Counter[str]] = {name: Counter() for name in names}
        distinct = rows.query.distinct or any(one.distinct for one in applied)
        for *values, number in rows.annotate(Count("pk", distinct=distinct)):
            for name, value in zip(names, values, strict=True):
                found[name][as_text(value)] += number
        return found

    def _countries(self, name: str, applied: CountryFilter, chosen: Country | None) -> Facet:
        """The countries with most rows."""
        code, label = f"{applied.field_name}__code", f"{applied.field_name}__name"
        # Not exclude(): of records with several countries it would leave out those of which one is not named.
        rows = self.filterset.without(name).order_by().filter(**{f"{code}__isnull": False}).values_list(code, label)
        distinct = rows.query.distinct or applied.distinct  # a filter in use may join what is there several times
        counted = rows.annotate(rows=Count("pk", distinct=distinct)).order_by("-rows", code)[:COUNTRIES_SHOWN]
        found = self.remembered((name, "countries"), lambda: list(counted))
        values = (
            FacetValue(country, number, self.address({name: "" if is_chosen else code.lower()}), is_chosen)
            for code, country, number in found
            for is_chosen in [chosen is not None and code == chosen.code]
        )
        return Facet(str(applied.label), tuple(values))

    @property
    def headings(self) -> list[Heading]:
        """The shown columns with their sorting links."""
        return [self._heading(column) for column in self.table.shown]

    def _heading(self, column: Column) -> Heading:
        if not column.order:
            return Heading(column, "", "")
        is_current = self._order.lstrip("-") == column.name
        descending = self._order.startswith("-")
        turned = column.name if not is_current or descending else f"-{column.name}"
        sort = ("descending" if descending else "ascending") if is_current else ""
        return Heading(column, self.address({"order": turned}), sort)

    def address(self, changes: Mapping[str, str]) -> str:
        """This list's address with some parameters changed (empty: left out), from its first page."""
        kept = {name: value for name, value in self.query.items() if name not in {"page", "format"} and value}
        chosen = {name: value for name, value in (kept | dict(changes)).items() if value}
        return f"{self.resource.url}?{urlencode(chosen)}" if chosen else self.resource.url

    @property
    def fields(self) -> list[BoundField]:
        """The boxes of the filter form: what this list is about first, what all lists share last, no facets."""
        shown = [name for name in self.filterset.filters if name not in self.filterset.facets]
        fields = [self.filterset.form[name] for name in sorted(shown, key=lambda name: name in SHARED)]
        for bound in fields:
            bound.field.widget.attrs.setdefault("placeholder", _example(self.filterset.filters[bound.name]))
        return fields

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form must not lose: the order and the facets chosen."""
        names = ("order", *self.filterset.facets)
        return [(name, str(self.query[name])) for name in names if self.query.get(name)]

    @property
    def csv_address(self) -> str:
        """The same rows, all of them, as CSV."""
        return self.address({"format": "csv"})


class _Paginator(Paginator):  # type: ignore[type-arg]  # generic only in the stubs
    """Pages of a list whose length is remembered."""

    def __init__(self, listing: Listing) -> None:
        super().__init__(listing.rows, ROWS_A_PAGE)
        self._listing = listing

    @cached_property
    def count(self) -> int:
        return self._listing.remembered(("count",), lambda: super(_Paginator, self).count)


def _example(applied: object) -> str:
    """What a box takes, in its own grey words; the filter's refusal says the same in a sentence."""
    if isinstance(applied, CountryFilter):
        return "code, such as tr"
    if isinstance(applied, DateFilter):
        return "2020 or 2020-10"
    return "part of a name, or id" if isinstance(applied, ReferenceFilter) else ""
