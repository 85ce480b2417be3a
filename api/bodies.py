"""Read what a client sends: JSON that every layer below can keep, and no more of it than the view takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import accumulate
from math import isfinite
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from api.guard import BIGGEST, CONTROL_WITHIN_LINES, check_parameters
from api.problem_types import MALFORMED_BODY, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
from api.problems import ProblemError

LARGEST = 200_000
"""Bytes, where a view does not say `largest_body`."""
DEEPEST = 64
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
# Without quotes, colons, commas and text nothing but nesting is left: +1 and -1.
STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
KEPT = bytes(sorted(STEPS))
NOT_KEPT = bytes(set(range(256)) - set(KEPT))


def check(request: HttpRequest, view: Callable[..., Any]) -> None:
    """Raise the problem that the body is; a view that takes none answers 405 by itself."""
    if request.method != "POST" or not _takes_bodies(view):
        return
    most = getattr(_class_of(view), "largest_body", LARGEST)
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise ProblemError(TOO_LARGE, _("Send at most %(most)d bytes to this address.") % {"most": most})
    if not request.body:
        return
    if request.content_type == JSON:
        strict_json(request.body)
    elif request.content_type == FORM:
        check_parameters(request.body, longest=most, control=CONTROL_WITHIN_LINES)
    else:
        raise ProblemError(UNSUPPORTED_MEDIA_TYPE)


def strict_json(sent: bytes | str) -> Any:
    """Use for every JSON that a client sends: no NaN, no number beyond bigint, no NUL, at most 64 levels."""
    try:
        text = sent.decode("utf-8") if isinstance(sent, bytes) else sent
        read = json.loads(text, parse_int=_whole, parse_float=_fraction, parse_constant=_no_number)
    except UnicodeDecodeError as problem:
        raise _unread(_("The body is not in UTF-8.")) from problem
    except RecursionError as problem:
        raise _too_deep() from problem
    except json.JSONDecodeError as problem:
        raise _unread(
            _("The JSON breaks off or has a mistake in line %(line)d, column %(column)d.")
            % {"line": problem.lineno, "column": problem.colno}
        ) from problem
    # Brackets within texts count too, which makes only texts of brackets look deep; those are looked at again.
    brackets = text.encode("utf-8", "surrogatepass").translate(None, NOT_KEPT)
    if len(brackets) > DEEPEST and _is_deep(brackets) and _depth(read) > DEEPEST:
        raise _too_deep()
    if "\\u" in text or isinstance(sent, str):
        _check_texts(read)
    return read


def _is_deep(brackets: bytes) -> bool:
    return max(accumulate(map(STEPS.__getitem__, brackets))) > DEEPEST


def _depth(value: Any) -> int:
    return max((level for level, part in _parts(value) if isinstance(part, dict | list)), default=0)


def _parts(value: Any) -> Iterator[tuple[int, Any]]:
    """Everything within, with its level; no recursion, whose depth a client could choose."""
    waiting = [(1, value)]
    while waiting:
        level, part = waiting.pop()
        yield level, part
        if isinstance(part, dict):
            waiting += [(level + 1, one) for pair in part.items() for one in pair]
        elif isinstance(part, list):
            waiting += [(level + 1, one) for one in part]


def _check_texts(value: Any) -> None:
    for _level, part in _parts(value):
        if isinstance(part, str) and ("\x00" in part or any("\ud800" <= letter <= "\udfff" for letter in part)):
            raise _unread(_("A text holds NUL or half of a surrogate pair, which is no letter. Leave it out."))


def _whole(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > BIGGEST:
        raise _unread(_("A number has more digits than can be kept. Send it as text."))
    return int(digits)


def _fraction(digits: str) -> float:
    if not isfinite(value := float(digits)):
        raise _unread(_("A number is larger than can be kept. Send it as text."))
    return value


def _no_number(word: str) -> float:
    raise _unread(_("%(word)s is no number in JSON.") % {"word": word})


def _unread(detail: str) -> ProblemError:
    return ProblemError(MALFORMED_BODY, detail)


def _too_deep() -> ProblemError:
    return _unread(_("The JSON is nested more than %(most)d levels deep.") % {"most": DEEPEST})


def _class_of(view: Callable[..., Any]) -> Any:
    return getattr(view, "cls", None) or getattr(view, "view_class", None) or view


def _takes_bodies(view: Callable[..., Any]) -> bool:
    """Functions are pages, which are for reading."""
    actions = getattr(view, "actions", None)  # of a REST framework ViewSet
    return "post" in actions if actions else hasattr(_class_of(view), "post")
