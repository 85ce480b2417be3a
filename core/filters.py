"""What every list filters by: strict parameters that read as a sentence. The API uses the same FilterSets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from core.choices import ExplainedChoices, Strength
from core.dates import PartialDate
from core.form_fields import PartialDateFormField
from core.ids import PATTERN
from core.merging import Mergeable
from core.search import name_contains

Rows = QuerySet[Any]
# A list asks for its rows, their number and the counts of each facet. Spelling every name anew for each was most of its
# time (12 ms each over 10,000 names), so keys are looked up once; a word that names more than this is left to the
# database.
KEYS_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Phrase:
    """One active filter in words: "item" "is" "WESCAM MX-15D"; `parameter` is what to leave out to undo it."""

    parameter: str
    label: str
    verb: str
    value: str


class KeysOnce:
    """Looks up once which rows a name means. Each set of filters has its own copy of each filter, and so of this."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def __call__(self, words: str, found: Rows) -> Any:
        """Keys to filter by: a list, or the question itself where they are too many to carry about."""
        if words not in self._known:
            keys = list(found.order_by().values_list("pk", flat=True)[: KEYS_KEPT + 1])
            self._known[words] = keys if len(keys) <= KEYS_KEPT else found.values("pk")
        return self._known[words]


class Worded(django_filters.Filter):
    """A filter that says its value in words. `label` is the noun of the sentence."""

    verb = "is"
    has_suffixes = True
    """False for filters that stand for no one field: core/suffixes.py then leaves them alone."""

    @property
    def path(self) -> str:
        """The field that it compares."""
        return str(self.field_name)

    def words(self, value: Any) -> str:
        """The value as the sentence shows it."""
        return str(value)

    def phrase(self, name: str, value: Any) -> Phrase:
        """What the sentence above the table says."""
        return Phrase(name, str(self.label), self.verb, self.words(value))


class ChoiceFilter(Worded, django_filters.ChoiceFilter):
    """One value of a closed vocabulary; shown with counts beside the list."""

    def __init__(self, vocabulary: type[ExplainedChoices], **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(choices=vocabulary.choices, empty_label="any", **kwargs)

    def words(self, value: str) -> str:
        return str(self.vocabulary(value).label).lower() if value not in "ABCDEF" else str(value)


class WeakestFilter(ChoiceFilter):
    """Records no weaker than this."""

    verb = "is at least"

    def __init__(self, field_name: str = "strength", **kwargs: Any) -> None:
        super().__init__(Strength, field_name=field_name, **kwargs)

    def filter(self, qs: Rows, value: str) -> Rows:
        return qs.filter(**{f"{self.path}__in": Strength.at_least(Strength(value))}) if value else qs


class FlagFilter(Worded, django_filters.ChoiceFilter):
    """yes or no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(("yes", "yes"), ("no", "no")), empty_label="any", **kwargs)

    def filter(self, qs: Rows, value: str) -> Rows:
        return qs.filter(**{self.path: value == "yes"}) if value else qs


class LookupField(forms.CharField):
    """Text that may name a record: `find` turns it into one. Length and characters are checked before it is asked."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.find(text) if text else None

    def find(self, text: str) -> Any:
        """The record, or whatever else the filter understands; raises ValidationError with a sentence."""
        raise NotImplementedError


class ReferenceField(LookupField):
    """A public id or a handle becomes its record; any other text is a part of a name."""

    def __init__(self, *, rows: Callable[[], Rows], **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**{"max_length": 120, **kwargs})

    def find(self, text: str) -> Any:
        if "-" not in text or " " in text:
            return text
        rows = self.rows()
        has_handle = any(field.name == "handle" for field in rows.model._meta.concrete_fields)
        found = rows.filter(Q(public_id=text) | (Q(handle=text) if has_handle else Q())).first()
        if found is None and PATTERN.fullmatch(text):
            raise ValidationError(f"No record here has the id “{text}”.", code="unknown")
        return (found.kept if isinstance(found, Mergeable) else found) or text


class ReferenceFilter(Worded):
    """By another record: its public id, its handle, or a part of its name (looked up by `named`)."""

    field_class = ReferenceField

    def __init__(self, rows: Callable[[], Rows], named: Callable[[Rows, str], Rows], **kwargs: Any) -> None:
        self.rows, self.named, self.keys = rows, named, KeysOnce()
        super().__init__(rows=rows, **kwargs)

    def filter(self, qs: Rows, value: Any) -> Rows:
        if value in (None, ""):
            return qs
        wanted = [value.pk] if isinstance(value, Model) else self.keys(value, self.named(self.rows(), value))
        key = "__canonical_id" if issubclass(self.rows().model, Mergeable) else ""
        found = Q(**{f"{self.field_name}{key}__in": wanted})
        # Along a relation to many a row would come once for each match.
        return (
            qs.filter(pk__in=qs.model._base_manager.filter(found).values("pk")) if self.distinct else qs.filter(found)
        )

    def phrase(self, name: str, value: Any) -> Phrase:
        verb = "is" if isinstance(value, Model) else "name has"
        return Phrase(name, str(self.label), verb, str(value) if isinstance(value, Model) else f"“{value}”")


class DateFilter(Worded):
    """Possibly within the time given, as vague as both are: records without a date are left out."""

    field_class = PartialDateFormField
    verb = "may be in"

    def __init__(self, *, until: str = "", **kwargs: Any) -> None:
        self.until = until
        super().__init__(**kwargs)

    def filter(self, qs: Rows, value: PartialDate | None) -> Rows:
        if value is None:
            return qs
        start, end = self.field_name, self.until or self.field_name
        dated = Q(**{f"{start}__isnull": False}) | Q(**{f"{end}__isnull": False})
        if value.latest:
            dated &= Q(**{f"{start}_earliest__lte": value.latest}) | Q(**{f"{start}_earliest__isnull": True})
        if value.earliest:
            dated &= Q(**{f"{end}_latest__gte": value.earliest}) | Q(**{f"{end}_latest__isnull": True})
        return qs.filter(dated)

    def words(self, value: PartialDate) -> str:
        return value.words(period=True).removeprefix("in ").removeprefix("on ")


class TextFilter(Worded, django_filters.CharFilter):
    """Words in a name or title, found by `named`."""

    verb = "has"

    def __init__(self, named: Callable[[Rows, str], Rows], **kwargs: Any) -> None:
        self.named, self.keys = named, KeysOnce()
        super().__init__(**{"max_length": 120, **kwargs})

    def filter(self, qs: Rows, value: str) -> Rows:
        if not value:
            return qs
        everywhere: Rows = qs.model._base_manager.all()
        return qs.filter(pk__in=self.keys(value, self.named(everywhere, value)))

    def words(self, value: str) -> str:
        return f"“{value}”"


class ListFilter(django_filters.FilterSet):
    """Base of every list's filters. `facets` names the choice filters that are offered as links with counts."""

    facets: tuple[str, ...] = ()

    def phrases(self) -> Iterator[Phrase]:
        """The active filters, in the order in which they are declared. Valid input only."""
        for name, applied in self.filters.items():
            value = self.form.cleaned_data.get(name)
            if isinstance(applied, Worded) and value not in (None, ""):
                yield applied.phrase(name, value)

    @property
    def base_rows(self) -> Rows:
        """The rows before any filter."""
        if self.queryset is None:
            raise TypeError("Give the list's rows: SomeFilter(query, queryset=rows).")
        return self.queryset.all()

    def without(self, name: str) -> Rows:
        """The rows that all other filters leave: what the links of one facet count."""
        rows: Rows = self.base_rows
        for other, applied in self.filters.items():
            if other != name:
                rows = applied.filter(rows, self.form.cleaned_data[other])
        return rows


def kept(rows: Rows, found: Q) -> Rows:
    """Keep the rows of which that holds, each once, although it may be said along relations to many."""
    return rows.filter(pk__in=rows.model._base_manager.filter(found).values("pk"))


def sources() -> Rows:
    """All sources. Evidence lies above the apps that are filtered by it, so the model is found by its name."""
    found: Rows = apps.get_model("evidence", "Source")._default_manager.all()
    return found


def titled(rows: Rows, words: str) -> Rows:
    """Keep what has these words in its title."""
    return rows.filter(name_contains("title", words))


class RecordFilter(ListFilter):
    """Base of the filters of everything that citations carry."""

    strength = ChoiceFilter(Strength, label="strength")
    weakest = WeakestFilter(label="strength")
    disputed = FlagFilter(field_name="is_disputed", label="disputed")
    source = ReferenceFilter(sources, titled, field_name="citations__source", label="source", distinct=True)
