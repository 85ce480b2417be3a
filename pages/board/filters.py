"""What the board filters by. Contradictions are computed: these filters read the address, `Narrowed` keeps rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.apps import apps
from django.db.models import Model, Q, QuerySet, Value

from conflicts.selectors import conflicts, conflicts_named
from core.filters import ChoiceFilter, ListFilter, ReferenceFilter, Worded, sources, titled
from entities.filters import CountryFilter
from evidence.choices import ContradictionKind, ContradictionState
from evidence.contradictions.board import Narrowed
from evidence.contradictions.kinds import KINDS, WHETHER
from evidence.contradictions.loading import Key
from evidence.models import Citation
from evidence.subjects import SUBJECTS
from exports.selectors import items, items_named

WHOLE = "whole"
"""How the address names a denial of the record as a whole, which has no field."""
FIELD_OF = {WHOLE: WHETHER}
ABOUT: dict[str, dict[str, tuple[str, ...]]] = {
    "item": {
        "item": ("pk",),
        "item_unit": ("item",),
        "incorporation": ("component", "platform"),
        "licence": ("items__item",),
        "shipment": ("item",),
        "incident": ("items__item",),
        "allegation": ("incident__items__item",),
    },
    "country": {
        "place": ("country",),
        "entity": ("country",),
        "item": ("maker__country",),
        "licence": ("authority__country", "destination"),
        "measure": ("issuer__country", "targets__country"),
        "shipment": ("exporter__country", "recipient__country", "origin", "destination"),
        "trade_statistic": ("reporter__country", "partner_country"),
        "conflict": ("countries",),
        "incident": ("user__country", "place__country"),
    },
    "conflict": {
        "conflict": ("pk",),
        "incident": ("conflict",),
        "allegation": ("incident__conflict",),
        "item_unit": ("incident_items__incident__conflict",),
    },
}
"""For each thing to filter by: the kinds of record that are about it, and by which of their relations."""


class WordsFilter(Worded, django_filters.ChoiceFilter):
    """One of some values, each with its words."""

    def __init__(self, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        self.named = dict(choices)
        super().__init__(choices=list(self.named.items()), empty_label="any", **kwargs)

    def words(self, value: str) -> str:
        return self.named[value]


def record_kinds() -> list[tuple[str, str]]:
    """The kinds of record, in words."""
    return [(column, str(apps.get_model(label)._meta.verbose_name)) for column, label in SUBJECTS.items()]


def fields() -> list[tuple[str, str]]:
    """The fields that a claim may name. The board shows those that occur, in words."""
    return sorted((field or WHOLE, (field or "whether it was so").replace("_", " ")) for field in KINDS)


class BoardFilter(ListFilter):
    kind = ChoiceFilter(ContradictionKind, label="kind")
    state = ChoiceFilter(ContradictionState, label="state")
    record = WordsFilter(record_kinds(), label="record")
    field = WordsFilter(fields(), label="field")
    item = ReferenceFilter(items, items_named, label="item")
    country = CountryFilter(label="country")
    conflict = ReferenceFilter(conflicts, conflicts_named, label="conflict")
    source = ReferenceFilter(sources, titled, label="source")

    facets = ("kind", "state", "record", "field")

    class Meta:
        model = Citation
        fields: list[str] = []

    def narrowed(self) -> Narrowed:
        """The valid parameters as what to keep; one query for each of item, country, conflict and source in use."""
        given = self.form.cleaned_data
        about = [keys_about(name, _keys(self, name, given[name])) for name in ABOUT if given[name]]
        return Narrowed(
            kind=given["kind"],
            state=given["state"],
            record=given["record"],
            field=FIELD_OF.get(given["field"], given["field"] or None),
            source=_found(_keys(self, "source", given["source"])) if given["source"] else None,
            about=set.intersection(*about) if about else None,
        )


def _keys(filterset: ListFilter, name: str, value: Any) -> Any:
    """The keys of what is meant: a record, or all whose name has these words."""
    if isinstance(value, Model):
        return [value.pk]
    applied = filterset.filters[name]
    if not isinstance(applied, ReferenceFilter):
        raise TypeError(f"The filter {name} names no record.")
    return applied.named(applied.rows(), value).values("pk")


def _found(keys: Any) -> frozenset[int]:
    return frozenset(keys if isinstance(keys, list) else keys.values_list("pk", flat=True))


def keys_about(name: str, keys: Any) -> set[Key]:
    """The records that are about these items, countries or conflicts: one query."""
    first, *others = (_about(column, paths, keys) for column, paths in ABOUT[name].items())
    return set(first.union(*others))


def _about(column: str, paths: tuple[str, ...], keys: Any) -> QuerySet[Any, Any]:
    fits = Q()
    for path in paths:
        fits |= Q(**{f"{path}__in": keys})
    model = apps.get_model(SUBJECTS[column])
    found: QuerySet[Any, Any] = model._default_manager.filter(fits).order_by().values_list(Value(column), "pk")
    return found
