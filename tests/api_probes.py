"""Addresses under /api/ that exist only in tests: each fails, answers or refuses in one way. Use with `urls`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import connections, router
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from rest_framework import exceptions as rest
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.problem_types import GONE
from api.problems import ProblemError
from config.urls import urlpatterns as real
from entities.models import Entity

SECRET = "zq-secret-of-the-record"
EXCEPTIONS: dict[str, tuple[Exception, int, str]] = {
    "absent": (Http404(SECRET), 404, "not-found"),
    "denied": (PermissionDenied(SECRET), 404, "not-found"),
    "suspicious": (SuspiciousOperation(SECRET), 400, "malformed-request"),
    "bad": (BadRequest(SECRET), 400, "malformed-request"),
    "too-big": (RequestDataTooBig(SECRET), 413, "too-large"),
    "invalid": (DjangoValidationError("Write a year."), 400, "invalid-parameters"),
    "own": (ProblemError(GONE, more={"dump": "/api/v1/dumps/"}), 410, "gone"),
}
OF_REST_FRAMEWORK: dict[str, tuple[Exception, int, str]] = {
    "absent": (rest.NotFound(SECRET), 404, "not-found"),
    "denied": (rest.PermissionDenied(SECRET), 404, "not-found"),
    "unknown": (rest.NotAuthenticated(SECRET), 404, "not-found"),
    "unreadable": (rest.ParseError(SECRET), 400, "malformed-body"),
    "unacceptable": (rest.NotAcceptable(), 406, "not-acceptable"),
    "of-another-kind": (rest.UnsupportedMediaType("a/b"), 415, "unsupported-media-type"),
    "throttled": (rest.Throttled(wait=7), 429, "too-many-requests"),
    "invalid": (rest.ValidationError({"country": ["No such country."]}), 400, "invalid-parameters"),
    "nested": (
        rest.ValidationError({"a": {"b": ["No."]}, "non_field_errors": ["Not both."]}),
        400,
        "invalid-parameters",
    ),
    "own": (ProblemError(GONE), 410, "gone"),
}


class Probe(APIView):
    """Raises what its address names."""

    def get(self, request: Request, name: str) -> Response:
        raise OF_REST_FRAMEWORK[name][0]


class Reading(APIView):
    """Answers with what was asked or sent."""

    def get(self, request: Request) -> Response:
        return Response({"asked": sorted(request.query_params)})


class Taking(APIView):
    def post(self, request: Request) -> Response:
        return Response({"sent": request.data})


def plain_probe(request: HttpRequest, name: str) -> HttpResponse:
    raise EXCEPTIONS[name][0]


def failing(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError(SECRET)


def slow(request: HttpRequest) -> HttpResponse:
    return _run("SELECT pg_sleep(10)")


def beyond_bigint(request: HttpRequest) -> HttpResponse:
    return _run("SELECT 9223372036854775807::bigint + 1")


def unconnected(request: HttpRequest) -> HttpResponse:
    from django.db import OperationalError

    raise OperationalError(SECRET)


def page_of_html(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h1>No</h1>", status=int(request.GET["status"]), headers={"Allow": "GET"})


def answering(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"entities": list(Entity.objects.order_by("pk").values_list("name", flat=True)[:50])})


def _run(statement: str) -> HttpResponse:
    with connections[router.db_for_read(Entity)].cursor() as cursor:
        cursor.execute(statement)
        return JsonResponse({"read": str(cursor.fetchone())})


PLAIN: dict[str, Any] = {
    "failing": failing,
    "slow": slow,
    "beyond-bigint": beyond_bigint,
    "unconnected": unconnected,
    "html": page_of_html,
    "answering": answering,
}
urlpatterns = [
    path("api/probe/rest/<slug:name>/", Probe.as_view()),
    path("api/probe/plain/<slug:name>/", plain_probe),
    path("api/probe/reading/", Reading.as_view()),
    path("api/probe/taking/", Taking.as_view()),
    *(path(f"api/probe/{name}/", view) for name, view in PLAIN.items()),
    *real,
]
