"""Suffixes that every list's filters get alike, such as `kind__in` and `delivered__gte`: for the API and for addresses.

Made from the filters that a list declares, so that a new filter has its suffixes and nobody keeps a second list.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q

from core.choices import ExplainedChoices, Strength
from core.dates import PartialDate
from core.filters import ChoiceFilter, DateFilter, ListFilter, ReferenceFilter, Rows, Worded, kept
from core.form_fields import PartialDateFormField

MOST_VALUES = 100


@cache
def with_suffixes(filters: type[ListFilter]) -> type[ListFilter]:
    """The same filters and, for each, those of its suffixes that make sense."""
    added = dict(_added(filters))
    return type(f"{filters.__name__}WithSuffixes", (filters,), {**added, "Meta": filters.Meta})  # type: ignore[attr-defined]


def _added(filters: type[ListFilter]) -> Iterator[tuple[str, Worded]]:
    for name, one in filters.base_filters.items():
        if isinstance(one, Worded) and one.has_suffixes:
            yield from ((f"{name}__{suffix}", filter_) for suffix, filter_ in _suffixes(name, one))
    if str(getattr(filters.base_filters.get("source"), "field_name", "")) == "citations__source":
        yield "evidence__rung_gte", RungFilter("citations__rung", citations__stance="supports")


def _suffixes(name: str, one: Worded) -> Iterator[tuple[str, Worded]]:
    if isinstance(one, DateFilter):
        yield "gte", BoundFilter("gte", one)
        yield "lte", BoundFilter("lte", one)
        yield "overlaps", OverlapsFilter(one)
    elif isinstance(one, ReferenceFilter):
        yield "in", ReferencesFilter(one)
        if _has_strength(one):
            yield "strength_gte", AtLeastFilter(f"{one.field_name}__strength", str(one.label), one)
    elif type(one) is ChoiceFilter:
        yield "in", ChoicesFilter(one)
    if name == "strength":
        yield "gte", AtLeastFilter(str(one.field_name), str(one.label))
    if name == "rung":
        yield "gte", RungFilter(str(one.field_name))


def _has_strength(one: ReferenceFilter) -> bool:
    return any(field.name == "strength" for field in one.rows().model._meta.concrete_fields)


class WordsField(forms.CharField):
    """Several words with commas between."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        words = [word.strip() for word in text.split(",")] if text else []
        if len(words) > MOST_VALUES:
            raise ValidationError(f"It names {len(words):,} values. Name at most {MOST_VALUES} at once.")
        if "" in words:
            raise ValidationError("One of its values is empty. Write values with one comma between.")
        return words


class ChoicesField(WordsField):
    """Several words of a closed vocabulary."""

    def __init__(self, *, vocabulary: type[ExplainedChoices], **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        words = super().clean(value)
        wrong = [word for word in words if word not in self.vocabulary.values]
        if wrong:
            known = ", ".join(self.vocabulary.values)
            raise ValidationError(f"“{'”, “'.join(wrong)}” is not among the values, which are: {known}.")
        return words


class SeveralFilter(Worded):
    """Base of filters by several values."""

    verb = "is one of"

    def __init__(self, like: Worded, **kwargs: Any) -> None:
        self.like = like
        super().__init__(
            field_name=like.field_name, label=like.label, distinct=like.distinct, max_length=2_000, **kwargs
        )

    def words(self, value: list[str]) -> str:
        return ", ".join(map(str, value))

    def filter(self, qs: Rows, value: Any) -> Rows:
        return narrowed(qs, Q(**{f"{self.path}__in": value}), along=self.like) if value else qs


class ChoicesFilter(SeveralFilter):
    """One of several words of a closed vocabulary."""

    field_class = ChoicesField

    def __init__(self, like: ChoiceFilter) -> None:
        super().__init__(like, vocabulary=like.vocabulary)


class RecordsField(WordsField):
    """Several public ids or handles become the keys of their records."""

    def __init__(self, *, rows: Any, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[Any]:
        words = super().clean(value)
        if not words:
            return []
        columns = {field.name for field in self.rows().model._meta.concrete_fields}
        named = Q(public_id__in=words) | (Q(handle__in=words) if "handle" in columns else Q())
        found = list(self.rows().filter(named))
        known = {one.public_id for one in found} | {getattr(one, "handle", None) for one in found}
        unknown = [word for word in words if word not in known]
        if unknown:
            raise ValidationError(f"No record here has the id “{'”, “'.join(unknown)}”.")
        return found


class ReferencesFilter(SeveralFilter):
    """One of several records, by their public ids."""

    field_class = RecordsField

    def __init__(self, like: ReferenceFilter) -> None:
        super().__init__(like, rows=like.rows)


class AtLeastFilter(Worded, django_filters.ChoiceFilter):
    """No weaker than this: of the record itself, or of one that it points to."""

    verb = "is at least"

    def __init__(self, field_name: str, label: str, along: Worded | None = None) -> None:
        self.along = along
        super().__init__(choices=Strength.choices, field_name=field_name, label=label)

    def filter(self, qs: Rows, value: str) -> Rows:
        if not value:
            return qs
        return narrowed(qs, Q(**{f"{self.path}__in": Strength.at_least(Strength(value))}), along=self.along)


class RungFilter(Worded, django_filters.ChoiceFilter):
    """Proof that comes at least this close: "type" takes unit, lot, deal and type."""

    verb = "is at least"

    def __init__(self, path: str, **condition: str) -> None:
        self.condition = condition
        # Evidence lies above core, so its words are found by the model's name.
        self.words_in_order = [value for value, _ in _rungs()]
        super().__init__(choices=_rungs(), field_name=path, label="rung")

    def filter(self, qs: Rows, value: str) -> Rows:
        if not value:
            return qs
        close = self.words_in_order[: self.words_in_order.index(value) + 1]
        return kept(qs, Q(**{f"{self.path}__in": close}, **self.condition))


def _rungs() -> list[tuple[str, str]]:
    field: Any = apps.get_model("evidence", "Citation")._meta.get_field("rung")
    return [(str(value), str(label)) for value, label in field.choices]


class BoundFilter(Worded):
    """Possibly on or after, or possibly on or before: as vague as both dates are. What has no date is left out."""

    field_class = PartialDateFormField

    def __init__(self, side: str, like: DateFilter) -> None:
        self.side, self.until = side, like.until
        self.verb = "may be from" if side == "gte" else "may be until"
        super().__init__(field_name=like.field_name, label=like.label)

    def filter(self, qs: Rows, value: PartialDate | None) -> Rows:
        if value is None:
            return qs
        start, end = self.path, self.until or self.path
        dated = Q(**{f"{start}__isnull": False}) | Q(**{f"{end}__isnull": False})
        bound = value.earliest if self.side == "gte" else value.latest
        if bound is None:
            return qs.filter(dated)
        column = f"{end}_latest" if self.side == "gte" else f"{start}_earliest"
        return qs.filter(dated & (Q(**{f"{column}__{self.side}": bound}) | Q(**{f"{column}__isnull": True})))


class OverlapsFilter(DateFilter):
    """As the filter without a suffix, by the name that says what it does: both may have a day in common."""

    def __init__(self, like: DateFilter) -> None:
        super().__init__(until=like.until, field_name=like.field_name, label=like.label)


def narrowed(rows: Rows, found: Q, along: Worded | None) -> Rows:
    """The rows of which that holds; along a relation to many a row would come once for each match."""
    if along is None or not along.distinct:
        return rows.filter(found)
    return kept(rows, found)
