"""What every request and answer under /api/ passes through. All other addresses pass it untouched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from api import bodies, conditional, cross_origin, deprecation, guard, limits, problems
from api.links import add_link

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., Any]
PREFIX = "/api/"
READING = ("GET", "HEAD")


def is_api(request: HttpRequest) -> bool:
    """By the path alone, as the site is told (config/sites.py)."""
    return request.path_info.startswith(PREFIX)


class FrontMiddleware:
    """Directly within the layer that picks the site: the guard, and every error as a problem.

    So far out that also what other layers raise or answer (a foreign host, a page that is nowhere) passes here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_api(request):
            return self.get_response(request)
        response = self._guarded(request)
        problems.as_problem(request, response)
        cross_origin.open_to_all(response)
        response.headers["RateLimit-Policy"] = limits.ANNOUNCED
        add_link(response, f"{settings.SITE_URL}{PREFIX}", "service-doc")
        add_link(response, f"{settings.SITE_URL}{PREFIX}v1/openapi.json", "service-desc")
        return response

    def _guarded(self, request: HttpRequest) -> HttpResponseBase:
        try:
            guard.check(request)
        except (problems.ProblemError, DisallowedHost) as refusal:
            refused = problems.from_exception(request, refusal)
            assert refused is not None  # noqa: S101  # both kinds have an answer
            return refused
        return cross_origin.answer_options() if request.method == "OPTIONS" else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """For views that are not REST framework's."""
        return problems.from_exception(request, exception) if is_api(request) else None


class AnswersMiddleware:
    """Within Django's own layer for conditional requests: tags, 304, limits, gzip.

    What a view answers with is decided on the way in, before it runs: 304 costs two small statements.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not is_api(request):
            return response
        tag = request.META.get("api.etag", "")
        if tag and response.status_code == 200:
            conditional.mark(response, tag)
            deprecation.announce(request, response)
        if counted := request.META.get("api.count"):
            response.headers["RateLimit"] = counted.header
        conditional.compress(request, response, tag)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not is_api(request):
            return None
        try:
            return self._before(request, view)
        except (problems.ProblemError, DatabaseProblem) as refusal:
            return problems.from_exception(request, refusal)

    def _before(self, request: HttpRequest, view: View) -> HttpResponse | None:
        tag = conditional.etag_of(request, view) if request.method in READING else ""
        request.META["api.etag"] = tag
        is_known = bool(tag) and conditional.is_known(request, tag)
        cost = limits.cost_of(view)
        request.META["api.count"] = limits.count(request, min(cost, limits.UNCHANGED) if is_known else cost)
        bodies.check(request, view)
        return conditional.unchanged(tag) if is_known else None
