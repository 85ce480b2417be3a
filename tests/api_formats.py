"""What the formats of the OpenAPI document stand for, drawn from the case data, so that "valid" requests are valid.

And `put_right`: the rules between parameters, which JSON schema cannot say.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import schemathesis
from django.apps import apps
from hypothesis import strategies as st
from schemathesis import Case
from werkzeug.test import Client

from api.changes import USUAL_LIMIT
from api.matching import KINDS
from api.openapi.filters import reference_kinds
from api.openapi.operations import FORM
from api.reconciling import PROPERTIES, TYPES
from api.shapes import SHAPES
from api.shapes.base import Shape
from api.traces import HIGHEST
from entities.models import Country, Entity, Identifier
from evidence.subjects import SUBJECTS
from exports.models import Item
from pages.naming import KINDS as TRACED
from tests.partial_date_examples import TEXTS
from tracing.models import Snapshot

Draw = st.SearchStrategy[str]
SOME = 60
"""Records of each kind to draw from."""


def drawn(values: Callable[[], list[str]]) -> Draw:
    """One of the values; they are read from the database when the first is drawn."""
    known = cache(values)
    return st.deferred(lambda: st.sampled_from(known()))


def ids_of(model: Any) -> list[str]:
    """Some public ids."""
    return list(model.objects.order_by("pk").values_list("public_id", flat=True)[:SOME])


def keys_of(shape: Shape) -> list[str]:
    """Some ids of a resource, as its addresses have them."""
    return [":".join(map(str, key)) for key in shape.rows().values_list(*shape.key)[:SOME]] or ["nothing-here"]


def traceable() -> list[str]:
    """Some ids that a trace can start or end at."""
    return [one for _kind, model, _named in TRACED for one in ids_of(model)[:10]]


def subjects() -> list[str]:
    """Some ids of every kind of record that a citation can be about."""
    return [one for label in SUBJECTS.values() for one in ids_of(apps.get_model(label))[:5]]


def identifiers() -> list[str]:
    """Numbers in registers, as `match` takes them."""
    pairs = Identifier.objects.values_list("scheme", "value")[:SOME]
    return [f"{scheme}:{value}" for scheme, value in pairs if "," not in value] or ["LEI:none"]


def codes() -> list[str]:
    """Codes of countries, in both cases."""
    return [one for code in Country.objects.values_list("code", flat=True) for one in (code, code.lower())]


def names() -> list[str]:
    """Names of entities and items."""
    return [
        *Entity.objects.values_list("name", flat=True)[:SOME],
        *Item.objects.values_list("designation", flat=True)[:SOME],
    ]


def queries() -> Draw:
    """A batch for `reconcile`."""
    query = st.fixed_dictionaries(
        {"query": drawn(names)},
        optional={
            "type": st.sampled_from(sorted(TYPES)),
            "limit": st.integers(1, 25),
            "properties": st.lists(
                st.fixed_dictionaries({"pid": st.sampled_from(["country", "kind", "x"]), "v": drawn(codes)})
            ),
        },
    )
    return st.dictionaries(st.sampled_from(["q0", "q1", "q2"]), query, min_size=1).map(json.dumps)


def extension() -> Draw:
    """Properties of records for `reconcile`."""
    known = sorted({name for of in PROPERTIES.values() for name in of})
    return st.fixed_dictionaries(
        {
            "ids": st.lists(drawn(lambda: ids_of(Entity) + ids_of(Item)), max_size=4),
            "properties": st.lists(st.sampled_from(known).map(lambda name: {"id": name}), max_size=4),
        }
    ).map(json.dumps)


def formats() -> dict[str, Draw]:
    """Every format of our own, by name."""
    listed = {
        f"ids-{name}": st.lists(drawn(partial(ids_of, model)), min_size=1, max_size=3, unique=True).map(",".join)
        for name, model in reference_kinds().items()
    }
    single = {f"id-{shape.slug}": drawn(partial(keys_of, shape)) for shape in SHAPES}
    return listed | single | {
        "edtf": TEXTS,
        "country-code": drawn(codes),
        "subject-id": drawn(subjects),
        "record": drawn(traceable),
        "cursor": st.just("0"),  # `put_right` puts one of this very list here
        "kind": st.sampled_from(KINDS["entity"]),
        "identifiers": drawn(identifiers),
        "reconcile-queries": queries(),
        "reconcile-extend": extension(),
        "id-reconcile": drawn(lambda: ids_of(Entity) + ids_of(Item)),
        "id-dumps": st.just("latest"),
        "id-snapshots": drawn(lambda: list(Snapshot.objects.values_list("sha256", flat=True)[:SOME]) or ["0" * 64]),
    }  # fmt: skip


def register() -> None:
    """Tell schemathesis."""
    for name, strategy in formats().items():
        schemathesis.openapi.format(name, strategy)


def put_right(case: Case[Any]) -> None:
    """Make a request that is valid parameter by parameter valid as a whole."""
    query: dict[str, Any] = case.query
    if case.path.endswith("/verify/") and (body := kept(case.body)) != case.body:
        case.body = body
    fields, omit = (_listed(query, name) for name in ("fields", "omit"))
    if omit and (not fields or set(fields) <= set(omit)):
        query.pop("omit")  # omitting must leave something
    if "fields" in query or "omit" in query:
        query.pop("expand", None)  # what is expanded must not be left out
    if case.path.endswith("/match/") and "kind" in query:
        query["kind"] = KINDS[query.get("of", "entity")][0]  # each type has its own kinds
    _fit_the_page(case, query)
    if case.path.endswith("/reconcile/") and "queries" in query:
        query.pop("extend", None)  # one or the other, says the specification
    if "cursor" in query and not case.path.endswith("/suggest/"):
        _take_a_cursor(case, query)


def _fit_the_page(case: Case[Any], query: dict[str, Any]) -> None:
    """How much fits on a page depends on what is asked of each row."""
    if "limit" not in query:
        return
    if case.path.endswith("/trace/") and query.get("format", "json") in ("json", "svg"):
        query["limit"] = min(query["limit"], HIGHEST)  # files may have more chains than pages
    if case.path.endswith("/changes/") and "include" in query:
        query["limit"] = min(query["limit"], USUAL_LIMIT)  # with their records, fewer changes fit


def is_lost_on_the_way(case: Case[Any]) -> bool:
    """Whether something of a form's fields vanishes when it is written as a form.

    An empty list is no field there, and an object counts as a file, which this kind of form does not carry.
    """
    if case.media_type != FORM or not isinstance(case.body, dict):
        return False
    fields = [one if isinstance(one, list) else [one] for one in case.body.values()]
    return any(not values or any(isinstance(value, dict) for value in values) for values in fields)


def kept(value: Any) -> Any:
    """A snapshot holds any JSON; that NUL and numbers beyond bigint are not kept holds at every depth of it."""
    if isinstance(value, dict):
        return {kept(name): kept(one) for name, one in value.items()}
    if isinstance(value, list):
        return [kept(one) for one in value]
    if isinstance(value, str):
        return value.replace("\x00", "")
    return value % 2**62 if isinstance(value, int) and not isinstance(value, bool) else value


def _listed(query: dict[str, Any], name: str) -> list[str]:
    value = query.get(name, [])
    return value if isinstance(value, list) else str(value).split(",")


def _take_a_cursor(case: Case[Any], query: dict[str, Any]) -> None:
    """A cursor comes from an answer to the same question; where there is no second page there is none."""
    query.pop("cursor")
    asked = {name: ",".join(value) if isinstance(value, list) else value for name, value in query.items()}
    application: Any = case.operation.app
    first = Client(application).get(case.path, query_string=asked | ({} if "q" in asked else {"limit": 1}))
    following = first.json.get("next") if first.json else None
    if following:
        query["cursor"] = parse_qs(urlsplit(following).query)["cursor"][0]
