"""Every error under /api/ as `application/problem+json` (RFC 9457); the only module that writes one.

Views raise `ProblemError`, or what Django and REST framework raise; nobody builds an error body elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    ValidationError,
)
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from rest_framework import exceptions as rest

from api.problem_types import (
    BAD_HOST,
    BY_STATUS,
    INTERNAL,
    INVALID_PARAMETERS,
    MALFORMED,
    MALFORMED_BODY,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    QUESTION_TOO_WIDE,
    TOO_LARGE,
    TOO_MANY_REQUESTS,
    UNAVAILABLE,
    ProblemType,
)

CONTENT_TYPE = "application/problem+json"
LONGEST_INSTANCE, LONGEST_NAME = 300, 80
QUERY_CANCELED = "57014"
# What an answer that turned out to be an error may no longer say.
OF_ANOTHER_BODY = ("ETag", "Last-Modified", "Content-Encoding", "Content-Disposition", "Content-Language", "Link")
Errors = Iterable[tuple[str, str]]
log = logging.getLogger(__name__)


class ProblemError(Exception):
    """Raise it in views, filters and parsers of the API; `errors` are pairs of a parameter and a sentence."""

    def __init__(
        self,
        kind: ProblemType,
        detail: str = "",
        *,
        errors: Errors = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(kind.slug)
        self.kind, self.detail, self.errors = kind, detail, list(errors)
        self.headers, self.more = dict(headers or {}), dict(more or {})

    def response(self, request: HttpRequest) -> HttpResponse:
        return _response(request, self.kind, self.detail, self.errors, self.headers, more=self.more)


class ParametersError(ProblemError):
    """Raise it for parameters that cannot be understood, with one sentence for each: `{"limit": "Write …"}`."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(INVALID_PARAMETERS, errors=sentences.items())


class NotHereError(ProblemError):
    """Raise it where no record has the id asked for; the sentence may name the id, and nothing hidden."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(NOT_FOUND, detail)


def type_uri(kind: ProblemType) -> str:
    """The address that explains a type of problem to people."""
    return f"{settings.SITE_URL}/api/problems/{kind.slug}/"


def exception_handler(exception: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """For REST framework's setting EXCEPTION_HANDLER."""
    return from_exception(context["request"], exception)


def from_exception(request: Any, exception: Exception) -> HttpResponse | None:
    """The problem that an exception is; None for a mistake of ours, which Django logs and `as_problem` then words."""
    if isinstance(exception, ProblemError):
        return exception.response(request)
    if isinstance(exception, rest.APIException):
        return _of_rest_framework(request, exception)
    for kinds, kind in _OF_DJANGO:
        if isinstance(exception, kinds):
            return _response(request, kind)
    if isinstance(exception, ValidationError):
        return _response(request, INVALID_PARAMETERS, errors=[("", sentence) for sentence in exception.messages])
    return _of_the_database(request, exception)


def as_problem(request: HttpRequest, response: HttpResponseBase) -> None:
    """Make an error that Django or another layer answered with a problem; what is one already stays as it is.

    Changed in place: the headers that other layers added (Allow, the content policy) stay.
    """
    is_one = response.headers.get("Content-Type", "").startswith(CONTENT_TYPE)
    if response.status_code < 400 or is_one or not isinstance(response, HttpResponse):
        return
    kind = BY_STATUS.get(response.status_code) or (INTERNAL if response.status_code >= 500 else MALFORMED)
    made = _response(request, kind, status=None if response.status_code in BY_STATUS else response.status_code)
    response.status_code, response.content = made.status_code, made.content
    for name in OF_ANOTHER_BODY:
        response.headers.pop(name, None)
    for name, value in made.headers.items():
        response.headers[name] = value
    response.headers["Content-Length"] = str(len(made.content))


# Denied is answered as absent: whoever may not see a record must not learn that there is one.
_OF_DJANGO: tuple[tuple[tuple[type[Exception], ...], ProblemType], ...] = (
    ((Http404, PermissionDenied), NOT_FOUND),
    ((DisallowedHost,), BAD_HOST),
    ((RequestDataTooBig,), TOO_LARGE),
    ((TooManyFieldsSent,), INVALID_PARAMETERS),
    ((UnreadablePostError,), MALFORMED_BODY),
    ((SuspiciousOperation, BadRequest), MALFORMED),
)


def _of_rest_framework(request: Any, exception: rest.APIException) -> HttpResponse:
    if isinstance(exception, rest.ValidationError):
        return _response(request, INVALID_PARAMETERS, errors=_flat(exception.detail))
    if isinstance(exception, rest.PermissionDenied | rest.NotAuthenticated | rest.AuthenticationFailed):
        return _response(request, NOT_FOUND)
    if isinstance(exception, rest.Throttled):
        return _response(request, TOO_MANY_REQUESTS, headers={"Retry-After": _seconds(exception)})
    if isinstance(exception, rest.ParseError):
        return _response(request, MALFORMED_BODY)
    kind = BY_STATUS.get(exception.status_code, INTERNAL)
    return _response(request, kind, status=exception.status_code)


def _seconds(throttled: rest.Throttled) -> str:
    return str(int(getattr(throttled, "wait", None) or 60) + 1)


def _flat(detail: Any, name: str = "") -> list[tuple[str, str]]:
    """REST framework's nested messages as pairs; a field within a field is written with a point."""
    if isinstance(detail, Mapping):
        return [pair for key, value in detail.items() for pair in _flat(value, f"{name}.{key}" if name else str(key))]
    if isinstance(detail, list | tuple):
        return [pair for value in detail for pair in _flat(value, name)]
    return [("" if name == "non_field_errors" else name, str(detail))]


def _of_the_database(request: Any, exception: Exception) -> HttpResponse | None:
    code = getattr(exception.__cause__, "pgcode", None)
    if isinstance(exception, OperationalError) and code == QUERY_CANCELED:
        return _response(request, QUESTION_TOO_WIDE, headers={"Retry-After": "30"})
    if isinstance(exception, DataError):
        log.warning("PostgreSQL refused a value (%s) that the API should have refused before it.", code)
        return _response(request, INVALID_PARAMETERS)
    if isinstance(exception, OperationalError | InterfaceError):
        log.error("The database did not answer the API (%s, %s).", type(exception).__name__, code)
        return _response(request, UNAVAILABLE, headers={"Retry-After": "30"})
    return None


def _response(
    request: Any,
    kind: ProblemType,
    detail: str = "",
    errors: Errors = (),
    headers: Mapping[str, str] | None = None,
    *,
    more: Mapping[str, Any] | None = None,
    status: int | None = None,
) -> HttpResponse:
    body: dict[str, Any] = {
        "type": type_uri(kind),
        "title": str(kind.title),
        "status": status or kind.status,
        "detail": detail or str(kind.advice),
        "instance": escape_uri_path(request.path)[:LONGEST_INSTANCE],
    }
    if kind is METHOD_NOT_ALLOWED and not detail:
        body["detail"] = _("%(method)s is not offered at this address. The header Allow lists what is.") % {
            "method": str(request.method)[:LONGEST_NAME]
        }
    named = [{"parameter": name[:LONGEST_NAME], "detail": sentence} for name, sentence in errors]
    body |= ({"errors": named} if named else {}) | dict(more or {})
    # An error is about one request at one moment: no cache may give it to somebody else.
    sent = {"Cache-Control": "no-store", **(headers or {})}
    return JsonResponse(body, status=status or kind.status, content_type=CONTENT_TYPE, headers=sent)
