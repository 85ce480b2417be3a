"""`/api/v1/reconcile/`: the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group), for OpenRefine.

Manifest and batches of queries, suggestions while typing, and data extension. Its parameters and answers are that
specification's, which is why they look unlike the rest of this API; scores go from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django.conf import settings
from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.bodies import strict_json
from api.matching import LONGEST
from api.problems import NotHereError, ParametersError, ProblemError
from api.shapes.expressions import ROOT
from api.strict import given, one_of, whole_number
from entities.models import Country, Entity
from exports.models import Item
from matching.choices import Level
from matching.match import Match, Wanted, match
from search.find import Asked, find

TYPES = {"entity": Entity, "item": Item}
NAMES = {"entity": "Entity (company, state, armed force, person …)", "item": "Item (component, platform, munition …)"}
MOST_QUERIES, MOST_RESULTS, USUAL, MOST_IDS = 50, 25, 5, 200
HERE = f"{settings.SITE_URL}{ROOT}reconcile"
Query = Mapping[str, Any]
Cell = dict[str, str]


def manifest() -> dict[str, Any]:
    """What a client learns about the service before it asks anything."""
    return {
        "versions": ["0.2"],
        "name": "Armstrace: entities and items of arms transfers",
        "identifierSpace": f"{settings.SITE_URL}/",
        "schemaSpace": f"{settings.SITE_URL}{ROOT}",
        "documentation": f"{settings.SITE_URL}/api/",
        "defaultTypes": [_type(name) for name in TYPES],
        "view": {"url": f"{HERE}/view/{{{{id}}}}/"},
        "suggest": {"entity": {"service_url": HERE, "service_path": "/suggest/"}},
        "extend": {
            "propose_properties": {"service_url": HERE, "service_path": "/properties/"},
            "property_settings": [],
        },
    }


class ReconcileView(APIView):
    """The manifest; with `queries`, candidates for each; with `extend`, properties of records that are known."""

    cost = 20

    parser_classes = (FormParser,)

    def get(self, request: Request) -> Response:
        """As the specification has it, a batch may come by GET too."""
        return self._answer(given(request.query_params, ("queries", "extend")))

    def post(self, request: Request) -> Response:
        """The usual way: a form with one field."""
        given(request.query_params, ())
        values = given(cast(QueryDict, request.data), ("queries", "extend"))
        if not values:
            raise ParametersError({"queries": _("Send queries or extend, as fields of a form.")})
        return self._answer(values)

    def _answer(self, values: dict[str, str]) -> Response:
        if len(values) > 1:
            raise ParametersError({"extend": _("Send either queries or extend, not both.")})
        if "queries" in values:
            return Response(_reconciled(_object(values, "queries")))
        return Response(_extended(_object(values, "extend")) if "extend" in values else manifest())


class SuggestView(APIView):
    """Records whose names begin with or contain what somebody has typed so far."""

    def get(self, request: Request) -> Response:
        """At most 25, best first."""
        values = given(request.query_params, ("prefix", "type", "cursor"), needed=("prefix",))
        kind = one_of(values, "type", ("", *TYPES), "")
        start = whole_number(values, "cursor", 1_000, 1) if values.get("cursor", "0") != "0" else 0
        if len(values["prefix"]) > LONGEST:
            raise ParametersError({"prefix": _("At most %(most)d characters are read.") % {"most": LONGEST}})
        found = [hit for one in ([kind] if kind else TYPES) for hit in find(Asked(values["prefix"], one)).hits]
        records = {name: TYPES[name].objects.in_bulk([h.record_id for h in found if h.kind == name]) for name in TYPES}
        named = [records[hit.kind][hit.record_id] for hit in found if hit.record_id in records[hit.kind]]
        return Response({"result": [_suggestion(record) for record in named[start : start + MOST_RESULTS]]})


class PropertiesView(APIView):
    """What `extend` can add to a column of records."""

    def get(self, request: Request) -> Response:
        """All of a type; there are few."""
        values = given(request.query_params, ("type", "limit"))
        kind = one_of(values, "type", tuple(TYPES), "entity")
        limit = whole_number(values, "limit", 1_000, 100)
        return Response(
            {"type": kind, "limit": limit, "properties": [_property(one) for one in PROPERTIES[kind]][:limit]}
        )


class ViewView(APIView):
    """The page of a record, whatever its kind: the manifest has room for one address only."""

    def get(self, request: Request, identity: str) -> HttpResponseRedirect:
        """See the page."""
        given(request.query_params, ())
        for model in TYPES.values():
            record = model.objects.filter(public_id=identity).first()
            if record is not None:
                return HttpResponseRedirect(record.get_absolute_url())
        raise NotHereError(_("No entity or item here has this id."))


def _object(values: dict[str, str], name: str) -> dict[str, Any]:
    try:
        read = strict_json(values[name])
    except ProblemError as refused:
        raise ParametersError({name: refused.detail}) from refused
    if not isinstance(read, dict):
        raise ParametersError({name: _("It is no JSON object. See the Reconciliation Service API 0.2.")})
    return read


def _reconciled(queries: dict[str, Any]) -> dict[str, Any]:
    if len(queries) > MOST_QUERIES:
        raise ParametersError({"queries": _("Send at most %(most)d queries at once.") % {"most": MOST_QUERIES}})
    problems = {f"queries.{key}"[:80]: wrong for key, query in queries.items() if (wrong := _wrong_query(query))}
    if problems:
        raise ParametersError(problems)
    answers: dict[str, list[dict[str, Any]]] = {key: [] for key in queries}
    for kind in TYPES:
        asked = {key: _wanted(query) for key, query in queries.items() if query.get("type", kind) in (kind, "")}
        for key, found in zip(asked, match(list(asked.values()), of=kind, register=None), strict=True):
            answers[key] += [_candidate(one, kind) for one in found]
    return {key: {"result": _best(found, queries[key].get("limit", USUAL))} for key, found in answers.items()}


def _best(found: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """A match among entities is none if an item of that name fits as well."""
    ranked = sorted(found, key=lambda one: -one["score"])
    if sum(one["match"] for one in ranked) > 1:
        ranked = [one | {"match": False} for one in ranked]
    return ranked[:limit]


def _wrong_query(query: Any) -> str:
    if not isinstance(query, dict) or not isinstance(query.get("query"), str) or not query["query"].strip():
        return _("A query needs its text: {“query”: “Baykar”}.")
    if len(query["query"]) > LONGEST:
        return _("At most %(most)d characters are read.") % {"most": LONGEST}
    if query.get("type", "") not in ("", *TYPES):
        return _("Write one of: %(words)s.") % {"words": ", ".join(TYPES)}
    limit = query.get("limit", USUAL)
    if not (isinstance(limit, int) and not isinstance(limit, bool) and 1 <= limit <= MOST_RESULTS):
        return _("Write a limit from 1 to %(most)d.") % {"most": MOST_RESULTS}
    properties = query.get("properties", [])
    if not (isinstance(properties, list) and all(isinstance(one, dict) and "pid" in one for one in properties)):
        return _("Properties are a list of objects with pid and v.")
    return ""


def _wanted(query: Query) -> Wanted:
    """Country and kind as evidence; a property that says something else is ignored, as the specification asks."""
    said = {str(one["pid"]): _text_of(one.get("v")) for one in query.get("properties", [])}
    country = said.get("country", "").upper()[:8]
    numbers = [(name.partition(":")[2], value) for name, value in said.items() if name.startswith("identifier:")]
    return Wanted(query["query"], country, said.get("kind", ""), tuple(pair for pair in numbers if all(pair)))


def _text_of(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return str(first.get("id", "") if isinstance(first, dict) else first or "").replace("\x00", "")


def _candidate(one: Match, kind: str) -> dict[str, Any]:
    return {
        "id": one.record.public_id,
        "name": str(one.record),
        "description": str(one.record.get_kind_display()),
        "type": [_type(kind)],
        "score": round(one.score * 100),
        "match": one.level == Level.MATCH,
        "features": [{"id": part.part.value, "value": part.worth} for part in one.parts],
    }


def _type(name: str) -> Cell:
    return {"id": name, "name": NAMES[name]}


def _suggestion(record: Any) -> dict[str, Any]:
    kind = "entity" if isinstance(record, Entity) else "item"
    return {
        "id": record.public_id,
        "name": str(record),
        "description": str(record.get_kind_display()),
        "notable": [_type(kind)],
    }


def _cells(*texts: str) -> list[Cell]:
    return [{"str": text} for text in texts if text]


def _linked(record: Any) -> list[Cell]:
    return [{"id": record.public_id, "name": str(record)}] if record else []


def _country(country: Country | None) -> list[Cell]:
    return _cells(country.code) if country else []


PROPERTIES: dict[str, dict[str, Callable[[Any], list[Cell]]]] = {
    "entity": {
        "name": lambda one: _cells(one.name),
        "kind": lambda one: _cells(one.kind),
        "country": lambda one: _country(one.country),
        "part_of": lambda one: _linked(one.part_of),
        "strength": lambda one: _cells(one.strength),
        "other_names": lambda one: _cells(*(name.text for name in one.names.all())),
        "identifiers": lambda one: _cells(*(f"{number.scheme}:{number.value}" for number in one.identifiers.all())),
    },
    "item": {
        "name": lambda one: _cells(one.designation),
        "kind": lambda one: _cells(one.kind),
        "maker": lambda one: _linked(one.maker),
        "country": lambda one: _country(one.maker.country),
        "variant_of": lambda one: _linked(one.variant_of),
        "strength": lambda one: _cells(one.strength),
        "other_names": lambda one: _cells(*(name.text for name in one.names.all())),
    },
}
READ = {
    "entity": (("country", "part_of"), ("names", "identifiers")),
    "item": (("maker__country", "variant_of"), ("names",)),
}


def _property(name: str) -> Cell:
    return {"id": name, "name": name.replace("_", " ")}


def _extended(asked: dict[str, Any]) -> dict[str, Any]:
    ids, properties = asked.get("ids"), asked.get("properties")
    if not (isinstance(ids, list) and all(isinstance(one, str) for one in ids) and len(ids) <= MOST_IDS):
        raise ParametersError({"extend": _("“ids” is a list of at most %(most)d ids.") % {"most": MOST_IDS}})
    if not (isinstance(properties, list) and all(isinstance(one, dict) and "id" in one for one in properties)):
        raise ParametersError({"extend": _("“properties” is a list of objects with an id.")})
    names = [str(one["id"]) for one in properties]
    known = {name for of in PROPERTIES.values() for name in of}
    if unknown := [name for name in names if name not in known]:
        raise ParametersError({"extend": _("There is no property “%(name)s”.") % {"name": unknown[0][:80]}})
    return {"meta": [_property(name) for name in names], "rows": _rows(ids, names)}


def _rows(ids: list[str], names: Iterable[str]) -> dict[str, dict[str, list[Cell]]]:
    rows: dict[str, dict[str, list[Cell]]] = {identity: {name: [] for name in names} for identity in ids}
    clean = [identity for identity in ids if "\x00" not in identity]
    for kind, model in TYPES.items():
        related, several = READ[kind]
        for record in model.objects.filter(public_id__in=clean).select_related(*related).prefetch_related(*several):
            tell = PROPERTIES[kind]
            rows[record.public_id] = {name: tell[name](record) if name in tell else [] for name in names}
    return rows
