"""The types of problem that the API answers with. Their names are part of the contract: they are added, never renamed.

Each is explained to people at /api/problems/ (api/pages.py), in these words.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ProblemType:
    """`advice` is the sentence sent when there is nothing more exact to say; it says what to do."""

    slug: str
    status: int
    title: str | Promise
    advice: str | Promise


MALFORMED = ProblemType(
    "malformed-request",
    400,
    _("The request cannot be read"),
    _("The address or a header holds something that is not text. Write it in UTF-8, percent-encoded, and ask again."),
)
INVALID_PARAMETERS = ProblemType(
    "invalid-parameters",
    400,
    _("Some parameters cannot be understood"),
    _("Nothing was left out silently: correct the parameters, or leave them out, and ask again."),
)
INVALID_CURSOR = ProblemType(
    "invalid-cursor",
    400,
    _("This cursor is not one of ours"),
    _("A cursor is used as it was given, with the same filters and order. Begin again without it."),
)
MALFORMED_BODY = ProblemType(
    "malformed-body",
    400,
    _("The body cannot be read"),
    _("Send JSON (RFC 8259) in UTF-8, or the fields of a form, as the documentation of this address says."),
)
BAD_HOST = ProblemType(
    "bad-host",
    400,
    _("This host is not served here"),
    _("Ask under the name of this site: the header Host names another."),
)
NOT_FOUND = ProblemType(
    "not-found",
    404,
    _("Nothing is published at this address"),
    _("A public id never changes and is never used again: check it for a mistyped letter, or search."),
)
METHOD_NOT_ALLOWED = ProblemType(
    "method-not-allowed",
    405,
    _("This method is not offered here"),
    _("The API is for reading. Use GET or HEAD; the header Allow lists what this address offers."),
)
NOT_ACCEPTABLE = ProblemType(
    "not-acceptable",
    406,
    _("There is no such form of this"),
    _("Ask for application/json, or for a form that the documentation of this address lists, in the header Accept."),
)
GONE = ProblemType(
    "gone",
    410,
    _("This was here and is no longer"),
    _("The record was withdrawn, or the list of changes no longer goes back so far. Begin again from the newest dump."),
)
PRECONDITION_FAILED = ProblemType(
    "precondition-failed",
    412,
    _("This has changed since you read it"),
    _("The header If-Match names another version than the present one. Read it again."),
)
TOO_LARGE = ProblemType(
    "too-large",
    413,
    _("The body is too large"),
    _("Send less at once: the documentation of this address says how much it takes."),
)
ADDRESS_TOO_LONG = ProblemType(
    "address-too-long",
    414,
    _("The address is too long"),
    _("Ask for less at once: fewer filters, a shorter search, fewer ids in one list."),
)
UNSUPPORTED_MEDIA_TYPE = ProblemType(
    "unsupported-media-type",
    415,
    _("A body of this kind is not read here"),
    _("Send application/json, or application/x-www-form-urlencoded, and say which in the header Content-Type."),
)
RANGE_NOT_SATISFIABLE = ProblemType(
    "range-not-satisfiable",
    416,
    _("There is no such part of it"),
    _("Ask for one range of bytes that lies within the file, such as bytes=0-999999, or for the whole file."),
)
INVALID_CONTENT = ProblemType(
    "invalid-content",
    422,
    _("The body was read but makes no sense here"),
    _("Correct what the list of errors names, and send it again."),
)
QUESTION_TOO_WIDE = ProblemType(
    "question-too-wide",
    422,
    _("This question takes too long to answer"),
    _("Narrow your question: fewer hops, a shorter time, one more filter. For everything at once, take a dump."),
)
TOO_MANY_REQUESTS = ProblemType(
    "too-many-requests",
    429,
    _("More requests than the limit allows"),
    _("Wait as many seconds as the header Retry-After says. For everything at once, take a dump: dumps do not count."),
)
HEADERS_TOO_LARGE = ProblemType(
    "headers-too-large",
    431,
    _("A header is too long"),
    _("Send shorter headers: none that the API reads needs more than a few hundred characters."),
)
INTERNAL = ProblemType(
    "internal-error",
    500,
    _("Something went wrong here"),
    _("The mistake is on our side and has been written to the log. Try again in a moment."),
)
UNAVAILABLE = ProblemType(
    "unavailable",
    503,
    _("The API cannot answer at this moment"),
    _("Nothing is wrong with your request. Send it again after as many seconds as the header Retry-After says."),
)

PROBLEM_TYPES = (
    MALFORMED,
    INVALID_PARAMETERS,
    INVALID_CURSOR,
    MALFORMED_BODY,
    BAD_HOST,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    GONE,
    PRECONDITION_FAILED,
    TOO_LARGE,
    ADDRESS_TOO_LONG,
    UNSUPPORTED_MEDIA_TYPE,
    RANGE_NOT_SATISFIABLE,
    INVALID_CONTENT,
    QUESTION_TOO_WIDE,
    TOO_MANY_REQUESTS,
    HEADERS_TOO_LARGE,
    INTERNAL,
    UNAVAILABLE,
)
# For errors that other layers answered with a status only; the first of a status is the general one. A 403 is worded
# as absence, as everywhere.
BY_STATUS = {403: NOT_FOUND} | {kind.status: kind for kind in reversed(PROBLEM_TYPES)}
