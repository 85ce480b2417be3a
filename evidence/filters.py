"""Filters of sources and citations."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError

from core.filters import (
    ChoiceFilter,
    DateFilter,
    FlagFilter,
    ListFilter,
    LookupField,
    ReferenceFilter,
    TextFilter,
    Worded,
    sources,
    titled,
)
from core.ids import PATTERN
from core.search import name_contains
from entities.filters import CountryFilter, PartyFilter
from evidence.choices import (
    CheckKind,
    CheckState,
    Credibility,
    Decision,
    GapKind,
    Reliability,
    ReplyKind,
    Rung,
    SourceKind,
    Stance,
)
from evidence.models import Check, Citation, Gap, Publisher, Reply, Resolution, Source
from evidence.subjects import SUBJECTS
from exports.selectors import items, items_named


def publishers() -> Any:
    """All publishers, for filters."""
    return Publisher.objects.all()


def publishers_named(rows: Any, words: str) -> Any:
    """Publishers with these words in the name."""
    return rows.filter(name_contains("name", words))


def sources_named(rows: Any, words: str) -> Any:
    """Sources with these words in the title, the publisher or the authors."""
    return rows.filter(
        name_contains("title", words) | name_contains("publisher__name", words) | name_contains("authors", words)
    )


class SubjectField(LookupField):
    """The public id of any record that citations are about becomes its column and its key."""

    def find(self, text: str) -> tuple[str, int]:
        found = PATTERN.fullmatch(text)
        for column, label in SUBJECTS.items() if found else ():
            model = apps.get_model(label)
            if model._meta.get_field("public_id").prefix == found[1]:  # type: ignore[index]
                key = model._default_manager.filter(public_id=text).values_list("pk", flat=True).first()
                if key is not None:
                    return column, key
        raise ValidationError(f"No record here has the id “{text}”. Write the public id of a record, such as sh-….")


class SubjectFilter(Worded):
    """By the record that a row is about, whatever kind it is."""

    field_class = SubjectField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 16, **kwargs})

    def filter(self, qs: Any, value: tuple[str, int] | None) -> Any:
        if value is None:
            return qs
        column, key = value
        # A check is about five kinds of record only.
        known = {field.name for field in qs.model._meta.concrete_fields}
        return qs.filter(**{column: key}) if column in known else qs.none()


class SourceFilter(ListFilter):
    name = TextFilter(sources_named, label="title, publisher or author")
    publisher = ReferenceFilter(publishers, publishers_named, field_name="publisher", label="publisher")
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
    subject = SubjectFilter(label="record")
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


class PublisherFilter(ListFilter):
    name = TextFilter(publishers_named, label="name")
    country = CountryFilter(label="country")

    class Meta:
        model = Publisher
        fields: list[str] = []


class ResolutionFilter(ListFilter):
    subject = SubjectFilter(label="record")
    decision = ChoiceFilter(Decision, label="decision")
    decided = DateFilter(field_name="decided", label="time")

    class Meta:
        model = Resolution
        fields: list[str] = []


class CheckFilter(ListFilter):
    subject = SubjectFilter(label="record")
    kind = ChoiceFilter(CheckKind, label="kind")
    state = ChoiceFilter(CheckState, label="state")
    by = PartyFilter("by", label="asked or looked")
    asked_of = PartyFilter("asked_of", label="asked of")
    when = DateFilter(field_name="when", label="time")

    class Meta:
        model = Check
        fields: list[str] = []


class ReplyFilter(ListFilter):
    asked_of = PartyFilter("asked_of", label="asked of")
    asked_by = PartyFilter("asked_by", label="asked by")
    kind = ChoiceFilter(ReplyKind, label="kind")
    when = DateFilter(field_name="when", label="time")
    source = ReferenceFilter(sources, titled, field_name="source", label="source")

    class Meta:
        model = Reply
        fields: list[str] = []


class GapFilter(ListFilter):
    kind = ChoiceFilter(GapKind, label="kind")
    item = ReferenceFilter(items, items_named, field_name="item", label="item")
    sender = PartyFilter("sender", label="sender")
    recipient = PartyFilter("recipient", label="recipient")
    held_by = PartyFilter("held_by", label="likely holder")
    asked = DateFilter(field_name="asked", label="time of asking")

    class Meta:
        model = Gap
        fields: list[str] = []
