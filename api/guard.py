"""What stands in front of the API: a request that no view could answer is refused before any database is asked.

Each check costs microseconds and knows no resource; what a parameter means is checked by the view that has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from api.problem_types import (
    ADDRESS_TOO_LONG,
    HEADERS_TOO_LARGE,
    INVALID_CURSOR,
    INVALID_PARAMETERS,
    MALFORMED,
    RANGE_NOT_SATISFIABLE,
    TOO_LARGE,
    ProblemType,
)
from api.problems import ProblemError

# gunicorn itself refuses a request line beyond 8,190 bytes; below that the answer is ours.
LONGEST_PATH, LONGEST_QUERY, MOST_PARAMETERS = 1_000, 4_000, 50
LONGEST_HEADER = 2_000
BIGGEST = 2**63 - 1
# Only headers that something here reads; cookies are taken away unread (config/sites.py).
READ_HEADERS = (
    "HTTP_HOST", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_RANGE", "HTTP_ORIGIN", "CONTENT_TYPE",
    "CONTENT_LENGTH", "HTTP_ACCESS_CONTROL_REQUEST_METHOD", "HTTP_ACCESS_CONTROL_REQUEST_HEADERS",
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST",
)  # fmt: skip
# Whole numbers wherever they occur; a view may draw its own limit closer.
NUMBERS = frozenset({"limit", "since", "depth"})
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
CONTROL_WITHIN_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
ONE_RANGE = re.compile(r"bytes=(\d{1,18}-\d{0,18}|-\d{1,18})")
CURSOR = re.compile(r"[A-Za-z0-9_.:=~-]{1,3000}")
WHOLE_NUMBER = re.compile(r"[0-9]{1,19}")


def check(request: HttpRequest) -> None:
    """Raise the problem that this request is, if it is one."""
    request.get_host()  # raises what becomes "bad-host"
    _check_path(request)
    _check_headers(request)
    check_parameters(_bytes(request.META.get("QUERY_STRING", "")))
    _check_length(request)


def check_parameters(encoded: bytes, longest: int = LONGEST_QUERY, control: re.Pattern[str] = CONTROL) -> None:
    """Use for a query, and for the body of a form, which may have lines."""
    if len(encoded) > longest:
        raise ProblemError(
            ADDRESS_TOO_LONG,
            _("The part after the question mark has %(length)d bytes; %(most)d are read. Ask for less at once.")
            % {"length": len(encoded), "most": longest},
        )
    if broken := BROKEN_ESCAPE.search(encoded):
        place = encoded[broken.start() : broken.start() + 3].decode("ascii", "replace")
        raise ProblemError(MALFORMED, _("“%(place)s” is no escape. Write a percent sign as %%25.") % {"place": place})
    try:
        pairs = parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except UnicodeDecodeError as problem:
        raise ProblemError(
            MALFORMED, _("The parameters are not in UTF-8. Encode them anew and ask again.")
        ) from problem
    except ValueError as problem:
        raise _refused(
            [("", _("More than %(most)d parameters. Leave some out.") % {"most": MOST_PARAMETERS})]
        ) from problem
    _check_pairs(pairs, control)


def _check_pairs(pairs: Iterable[tuple[str, str]], control: re.Pattern[str]) -> None:
    seen: set[str] = set()
    errors: list[tuple[str, str]] = []
    kind = INVALID_PARAMETERS
    for name, value in pairs:
        if name in seen:
            errors.append((name, _("Given more than once. Write several values in one, with commas between.")))
        seen.add(name)
        if control.search(name) or control.search(value):
            errors.append((CONTROL.sub("\ufffd", name), _("Holds a control character. Leave it out.")))
        elif "regex" in name:
            errors.append((name, _("Regular expressions are not offered. Use the search, or a list of values.")))
        elif name in NUMBERS and not (WHOLE_NUMBER.fullmatch(value) and int(value) <= BIGGEST):
            errors.append((name, _("Write a whole number from 0 to %(most)d.") % {"most": BIGGEST}))
        elif name == "cursor" and not CURSOR.fullmatch(value):
            kind = INVALID_CURSOR
            errors.append((name, _("Use the cursor that was given, letter by letter, or none.")))
    if errors:
        raise _refused(errors, kind)


def _refused(errors: list[tuple[str, str]], kind: ProblemType = INVALID_PARAMETERS) -> ProblemError:
    return ProblemError(kind, errors=errors)


def _check_path(request: HttpRequest) -> None:
    path = request.path_info
    if len(path) > LONGEST_PATH:
        raise ProblemError(ADDRESS_TOO_LONG, _("No address here is so long. Check it against the documentation."))
    if "%" in path:  # Django puts back the escapes of what is not UTF-8; no address here has a percent sign
        raise ProblemError(MALFORMED, _("The address is not in UTF-8, or was encoded twice. Encode it once."))
    if CONTROL.search(path):
        raise ProblemError(MALFORMED, _("The address holds a control character. Leave it out."))


def _check_headers(request: HttpRequest) -> None:
    for name in READ_HEADERS:
        value = request.META.get(name)
        if not value:
            continue
        title = name.removeprefix("HTTP_").replace("_", "-").title()
        if len(value) > LONGEST_HEADER:
            raise ProblemError(
                HEADERS_TOO_LARGE,
                _("The header %(name)s has %(length)d characters; %(most)d are read.")
                % {"name": title, "length": len(value), "most": LONGEST_HEADER},
            )
        if CONTROL.search(value) or not _is_text(value):
            raise ProblemError(MALFORMED, _("The header %(name)s holds something that is not text.") % {"name": title})
    if "HTTP_RANGE" in request.META and not ONE_RANGE.fullmatch(request.META["HTTP_RANGE"].strip()):
        raise ProblemError(RANGE_NOT_SATISFIABLE)


def _check_length(request: HttpRequest) -> None:
    """The size that the client states; the server reads no further than that."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    if not WHOLE_NUMBER.fullmatch(stated):
        raise ProblemError(MALFORMED, _("The header Content-Length is no number."))
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if int(stated) > most:
        raise ProblemError(TOO_LARGE, _("The body has %(length)s bytes; %(most)d are read.") % {
            "length": stated, "most": most
        })  # fmt: skip


def _bytes(text: str) -> bytes:
    """As the client sent it: WSGI hands on each byte as one letter."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:  # a server that decoded it already
        return text.encode("utf-8", "surrogatepass")


def _is_text(value: str) -> bool:
    try:
        _bytes(value).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
