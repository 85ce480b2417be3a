"""What the public login may read, a client can pull: every public table and every column reaches some resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db.models import Model

from api.shapes import BY_SLUG
from api.shapes.fields import Date, Field, Quantity, Range
from api.shapes.links import Nested, Subject
from api.shapes.proof import SLUGS
from config import grants

ELSEWHERE = {
    "changes_change": "The feed: /api/v1/changes/.",
    "changes_horizon": "How far back the feed goes: what its 410 names.",
    "core_letter": "How names are compared: the table of a library, no data of ours.",
    "search_document": "The same facts as searches compare them.",
    "search_entry": "The same facts as searches compare them.",
    "tracing_recount": "Which counts are to be made anew, and since when: the two lists say so.",
    "tracing_reliance": "How many chains rest on a record: counted from the facts, shown on pages and leads.",
}
"""Public tables without a resource here, each with its reason."""

NOT_SENT = {
    "id": "An internal key.",
    "created_at": "Sent as recorded_at.",
    "same_as": "A merged record is in no list; its address answers 308 to the one that is kept.",
    "canonical_id": "The same, generated.",
}


def nested(fields: Iterable[Field]) -> Iterator[Nested]:
    for one in fields:
        if isinstance(one, Nested):
            yield one
            yield from nested(one.fields)


def columns(fields: Iterable[Field]) -> set[str]:
    """The columns of the model that these fields read."""
    found: set[str] = set()
    for one in fields:
        found.add(one.column)
        if isinstance(one, Date):
            found |= {f"{one.column}_earliest", f"{one.column}_latest"}
        elif isinstance(one, Quantity):
            found |= {f"{one.column}_{end}" for end in ("low", "high", "unit", "is_estimate", "text")}
        elif isinstance(one, Range):
            found |= {f"{one.column}_low", f"{one.column}_high", *columns(one.parts)}
        elif isinstance(one, Subject):
            found |= set(one.kinds)
        elif one.name in ("low", "high"):
            found.add(f"amount_{one.name}")
    return found


def read() -> dict[type[Model], set[str]]:
    """Every model that a resource reads, with its columns that come out."""
    found: dict[type[Model], set[str]] = {}
    for shape in BY_SLUG.values():
        model = shape.model._meta.concrete_model or shape.model
        found.setdefault(model, set()).update(columns(shape.fields), shape.key)
        for one in nested(shape.fields):
            rows = one.rows().model
            found.setdefault(rows, set()).update(columns(one.fields), {one.to})
    return found


def test_every_public_table_reaches_a_resource() -> None:
    tables = {model._meta.db_table for model in read()}
    assert grants.PUBLIC_TABLES - tables - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) - grants.PUBLIC_TABLES == set(), "an exception for a table that is not public"
    assert tables & set(ELSEWHERE) == set(), "an exception that is none any more"


def test_no_resource_reads_a_table_that_is_not_public() -> None:
    assert {model._meta.db_table for model in read()} - grants.PUBLIC_TABLES == set()


@pytest.mark.parametrize("model", [one for one in apps.get_models(include_auto_created=True) if one in read()])
def test_every_column_of_a_public_table_comes_out(model: type[Model]) -> None:
    parents = {one.to for shape in BY_SLUG.values() for one in nested(shape.fields) if one.rows().model is model}
    told_apart = {"unit", "delivery"} if model._meta.model_name == "valuation" else set()
    kept_back = set(NOT_SENT) | parents | told_apart
    missing = {field.name for field in model._meta.concrete_fields} - read()[model] - kept_back
    assert missing == set()


def test_every_kind_of_record_that_citations_are_about_is_a_resource() -> None:
    by_slug = {shape.slug: shape.record for shape in BY_SLUG.values()}
    assert {column: by_slug[slug] for column, slug in SLUGS.items()} == {column: column for column in SLUGS}
