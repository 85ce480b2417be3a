"""How every public view is asked."""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

View = Callable[..., HttpResponseBase]


def for_reading(view: View) -> View:
    """GET and HEAD; 405 to the rest. Without a cookie there is nothing to forge, so no token is asked for first."""
    return csrf_exempt(require_safe(view))


def for_adding(view: View) -> View:
    """The same, and POST: for what any reader may add. There is no account in whose name a foreign page could act."""
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(view))
