"""Scripts of any page may read the API: it is public, and sends and reads no cookie.

A few constant headers, no decisions. django-cors-headers would send `Vary: Origin` with each answer, so that shared
caches keep a copy for each page that asks.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase

METHODS = "GET, HEAD, POST, OPTIONS"
EXPOSED = (
    "ETag, Link, Allow, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset, Content-Range, Accept-Ranges, "
    "Content-Disposition, Location"
)
SENT = "Accept, Content-Type, If-None-Match, If-Match, If-Range, If-Modified-Since, Range"
A_DAY = "86400"


def open_to_all(response: HttpResponseBase) -> None:
    """Never with Access-Control-Allow-Credentials: there is nothing that a reader's cookie could open."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def answer_options() -> HttpResponse:
    """What a browser asks before it lets a script ask; a browser keeps the answer for a day."""
    return HttpResponse(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": SENT,
            "Access-Control-Max-Age": A_DAY,
            "Cache-Control": f"public, max-age={A_DAY}",
        },
    )
