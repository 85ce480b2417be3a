"""What a reader sees where the public login's time for a statement ran out: what happened, and what to narrow."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

QUERY_CANCELED = "57014"
View = Callable[..., HttpResponseBase]


def says_when_cut(narrower: str) -> Callable[[View], View]:
    """Answer 503 with a page of its own, so that no cache and no program takes it for the answer.

    `narrower` is the sentence that says what to ask instead.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except OperationalError as problem:
                if getattr(problem.__cause__, "pgcode", "") != QUERY_CANCELED:
                    raise
            return render(request, "pages/cut.html", {"narrower": narrower}, status=503)

        return guarded

    return decorate
