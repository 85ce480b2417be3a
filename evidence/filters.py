"""Filters of sources and citations."""

from __future__ import annotations

from typing import Any

from core.filters import ChoiceFilter, DateFilter, FlagFilter, ListFilter, ReferenceFilter, TextFilter, sources, titled
from core.search import name_contains
from entities.filters import CountryFilter, PartyFilter
from evidence.choices import Credibility, Reliability, Rung, SourceKind, Stance
from evidence.models import Citation, Publisher, Source


def publishers() -> Any:
    """All publishers, for filters."""
    return Publisher.objects.all()


def sources_named(rows: Any, words: str) -> Any:
    """Sources with these words in the title, the publisher or the authors."""
    return rows.filter(
        name_contains("title", words) | name_contains("publisher__name", words) | name_contains("authors", words)
    )


class SourceFilter(ListFilter):
    name = TextFilter(sources_named, label="title, publisher or author")
    kind = ChoiceFilter(SourceKind, label="kind")
    reliability = ChoiceFilter(Reliability, label="reliability")
    speaker = PartyFilter("speaker", label="speaker")
    country = CountryFilter("publisher__country", label="publisher's country")
    published = DateFilter(field_name="published", label="publication")
    derived = FlagFilter(field_name="derived", label="derived from another")

    facets = ("kind", "reliability", "derived", "country")

    class Meta:
        model = Source
        fields: list[str] = []


class CitationFilter(ListFilter):
    source = ReferenceFilter(sources, titled, field_name="source", label="source")
    stance = ChoiceFilter(Stance, label="stance")
    credibility = ChoiceFilter(Credibility, label="credibility")
    rung = ChoiceFilter(Rung, label="rung")
    reliability = ChoiceFilter(Reliability, field_name="source__reliability", label="reliability")
    says = TextFilter(lambda rows, words: rows.filter(name_contains("says", words)), label="claim")

    facets = ("stance", "rung", "credibility", "reliability")

    class Meta:
        model = Citation
        fields: list[str] = []
