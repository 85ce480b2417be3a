"""Every error of the API is raised from here, as RFC 9457 describes them (application/problem+json)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Problem(APIException):
    """Raise to answer with a problem: a status, a stable type, a title for the type, a sentence for this case."""

    def __init__(self, status_code: int, type_: str, title: str, detail: str, **extras: Any) -> None:
        self.status_code = status_code
        self.type, self.title, self.extras = type_, title, extras
        super().__init__(detail)


class ParametersError(Problem):
    """Raise for parameters that cannot be understood, with one sentence for each."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(
            status.HTTP_400_BAD_REQUEST,
            "parameters",
            "Some parameters cannot be understood.",
            " ".join(f"{name}: {problem}" for name, problem in problems.items()),
            parameters=dict(problems),
        )


class NotHereError(Problem):
    """Raise where no record has the id asked for."""

    def __init__(self, detail: str) -> None:
        super().__init__(status.HTTP_404_NOT_FOUND, "not-found", "There is no such record.", detail)


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """What DRF answers with for an exception of a view; None leaves it to Django."""
    response = exception_handler(error, context)
    if response is None:
        return None
    body: dict[str, Any] = {"status": response.status_code, "detail": str(getattr(error, "detail", error))}
    if isinstance(error, Problem):
        body = {"type": f"/api/problems/{error.type}/", "title": error.title, **body, **error.extras}
    response.data = body
    response.content_type = "application/problem+json"
    return response
