"""The parameters of lists, told from the filters that the lists really have."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
from django.db.models import Model

from api.openapi.parts import Spec, names, number, query, text, word
from api.parameters import COUNTS, HIGHEST_LIMIT, USUAL_LIMIT
from api.shapes import SHAPES
from api.shapes.base import Shape
from core.filters import ChoiceFilter, DateFilter, FlagFilter, ReferenceFilter, TextFilter, Worded
from core.suffixes import (
    AtLeastFilter,
    BoundFilter,
    ChoicesFilter,
    ReferencesFilter,
    RungFilter,
    with_suffixes,
)
from entities.filters import CountryFilter
from evidence.filters import SubjectFilter

DATE = "as vague as you like (EDTF): 2020, 2020-05, 2020-10-19, 2019/2021"
# Words of our own for formats: a description for people, and for tests what to draw examples from.
EDTF: Spec = {"type": "string", "format": "edtf", "examples": ["2020", "2020-05", "2020-10-19/2020-11-09"]}
COUNTRY: Spec = {"type": "string", "format": "country-code", "examples": ["tr", "az"]}
PUBLIC_ID: Spec = {"type": "string", "format": "subject-id"}
CURSOR: Spec = {"type": "string", "format": "cursor"}


def list_parameters(shape: Shape) -> Iterator[Spec]:
    """Filters, order, page and form of one list."""
    for name, one in with_suffixes(shape.filters).base_filters.items():
        yield _filter(name, one, shape)
    turned = [f"{minus}{name}" for name in shape.order_names for minus in ("", "-")]
    yield query("order", word(turned, "id"), "What the list is ordered by; a minus turns it round.")
    yield query("limit", number(HIGHEST_LIMIT, USUAL_LIMIT), "Records on a page.")
    yield query("cursor", CURSOR, "Where the page begins: take it from `next` or `previous`, with the same filters.")
    yield query("count", word(COUNTS, "none"), "Whether to count all records: exactly, as the planner expects, or not.")
    yield from form_parameters(shape)


def form_parameters(shape: Shape) -> Iterator[Spec]:
    """What of each record is sent."""
    yield names("fields", shape.by_name, "Send only these fields.")
    yield names("omit", shape.by_name, "Send all fields but these.")
    if shape.expands:
        yield names("expand", sorted(shape.expands), "Write these out where they stand, instead of id and name.")


def _filter(name: str, one: django_filters.Filter, shape: Shape) -> Spec:
    label, verb = str(one.label), one.verb if isinstance(one, Worded) else "is"
    if isinstance(one, ChoicesFilter) and isinstance(one.like, ChoiceFilter):
        return names(name, one.like.vocabulary.values, f"The {label} {verb} these.")
    if isinstance(one, ReferencesFilter):
        return query(name, _ids(one), f"The {label} {verb} these: public ids with commas between.")
    for kinds, schema, about in WRITTEN:
        if isinstance(one, kinds):
            written = word(value for value, _label in one.extra["choices"]) if schema is None else schema
            return query(name, written, about.format(label=label, verb=verb))
    raise TypeError(f"Say in api/openapi/filters.py how the parameter {name} of {shape.slug} is written.")


def _ids(one: ReferencesFilter) -> Spec:
    """Which records they are of is told by the format's name."""
    return {"type": "string", "minLength": 1, "maxLength": 2_000, "format": f"ids-{_model(one)._meta.model_name}"}


def _model(one: ReferencesFilter) -> type[Model]:
    model: type[Model] = one.extra["rows"]().model
    return model


def reference_kinds() -> dict[str, type[Model]]:
    """What the formats `ids-…` are of, by the name after the hyphen."""
    filters = (one for shape in SHAPES for one in with_suffixes(shape.filters).base_filters.values())
    models = {_model(one) for one in filters if isinstance(one, ReferencesFilter)}
    return {str(model._meta.model_name): model for model in models}


# The first that fits; None: a word of the filter's own choices.
WRITTEN: tuple[tuple[tuple[type, ...], Spec | None, str], ...] = (
    ((DateFilter, BoundFilter), EDTF, f"The {{label}} {{verb}} this, {DATE}."),
    ((CountryFilter,), COUNTRY, "The {label} {verb} this: an ISO 3166 code, or one of the list of countries."),
    ((ReferenceFilter,), text(), "The {label} {verb} this: a public id, or a part of a name."),
    ((SubjectFilter,), PUBLIC_ID, "The {label} {verb} this: the public id of a record."),
    ((TextFilter,), text(), "The {label} has these words, in any alphabet."),
    ((FlagFilter, ChoiceFilter, AtLeastFilter, RungFilter), None, "The {label} {verb} this."),
)
