"""What every request and answer under /api/ passes through. All other addresses pass it untouched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from api import bodies, guard, problems

GetResponse = Callable[[HttpRequest], HttpResponseBase]
PREFIX = "/api/"


class FrontMiddleware:
    """Directly within the layer that picks the site: the guard, and every error as a problem.

    So far out that also what other layers raise or answer (a foreign host, a page that is nowhere) passes here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self._guarded(request)
        problems.as_problem(request, response)
        return response

    def _guarded(self, request: HttpRequest) -> HttpResponseBase:
        try:
            guard.check(request)
        except (problems.ProblemError, DisallowedHost) as refusal:
            refused = problems.from_exception(request, refusal)
            assert refused is not None  # noqa: S101  # both kinds have an answer
            return refused
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The body is looked at once it is known which view would read it."""
        if not request.path_info.startswith(PREFIX):
            return None
        try:
            bodies.check(request, view)
        except problems.ProblemError as refusal:
            return refusal.response(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """For views that are not REST framework's."""
        if not request.path_info.startswith(PREFIX):
            return None
        return problems.from_exception(request, exception)
