"""Strong ETags known before any view has run: a hash of the code, the public state, the address and the form asked for.

Nothing hidden goes in: drafts, notes and history move none of it. docs/decisions/0023 says what could still make the
bytes differ, and how each is dealt with.
"""

from __future__ import annotations

import gzip
import re
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.text import compress_sequence

from pages.public_state import state

# Browsers and clients ask each time and mostly get a 304; caches in front may answer for a minute, as for the pages.
CACHING = "public, max-age=0, s-maxage=60"
SOURCES = ("*.py", "*.sql", "*.html", "*.md", "requirements.txt")
SHORT = 500
LEVEL = 5
COMPRESSED_WELL = re.compile(r"(text/|application/(json|problem\+json|xml|.*\+(json|xml)|x-ndjson|javascript))")
GZIP = re.compile(r"(?:^|[\s,])(?:gzip|x-gzip)\s*(?:;\s*q=([0-9.]+))?\s*(?:,|$)", re.IGNORECASE)


def etag_of(request: HttpRequest, view: Callable[..., Any]) -> str:
    """The tag that an answer to this request has now. One statement."""
    owner = getattr(view, "cls", None) or getattr(view, "view_class", None) or view
    negotiates = len(getattr(owner, "renderer_classes", ())) > 1
    depends_on_day = getattr(owner, "depends_on_day", False)
    parts = (
        release(),
        state(),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        request.META.get("HTTP_ACCEPT", "") if negotiates else "",
        "gzip" if takes_gzip(request) else "",
        timezone.now().date().isoformat() if depends_on_day else "",
    )
    digest = sha256("\0".join(parts).encode("utf-8", "surrogateescape")).digest()
    return f'"{urlsafe_b64encode(digest[:18]).decode()}"'


@cache
def release() -> str:
    """What this process runs: its own files, the versions of libraries, and settings that stand in answers.

    About 50 ms, once for a process. Deploy by migrating first and then starting the new processes.
    """
    base = Path(settings.BASE_DIR)
    folders = [base / app for app in settings.INSTALLED_APPS if (base / app).is_dir()]
    files = {
        file
        for folder in (*folders, base / "templates", base / "docs")
        for form in SOURCES
        for file in folder.rglob(form)
    }
    digest = sha256(f"{settings.SITE_URL} {settings.DATA_LICENCE} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    for file in sorted({*files, base / "requirements.txt"}):
        digest.update(str(file.relative_to(base)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the client has these very bytes. `*` says nothing about which, and is left to Django's own layer."""
    stated = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return tag in [one.removeprefix("W/") for one in stated]


def unchanged(tag: str) -> HttpResponse:
    """304: the headers that a 200 would have, and no body."""
    response = HttpResponse(status=304)
    response.headers.pop("Content-Type", None)
    mark(response, tag)
    return response


def mark(response: Any, tag: str) -> None:
    """Give an answer its tag, and say who may keep it; a view that said so itself (a dump's file) is left alone."""
    response.headers.setdefault("ETag", tag)
    response.headers.setdefault("Cache-Control", CACHING)
    patch_vary_headers(response, ["Accept-Encoding"])


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the client asks for gzip and does not give it the weight nought."""
    found = GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return bool(found and (found[1] or "1").strip("0.") != "")


def compress(request: HttpRequest, response: Any, tag: str) -> None:
    """Gzip what gets smaller by it. Public data without secrets has nothing that its length could betray.

    What a view gave a tag of its own (a dump's file, with ranges) stays as it is.
    """
    if response.headers.get("ETag", tag) != tag or response.headers.get("Content-Encoding"):
        return
    if not COMPRESSED_WELL.match(response.headers.get("Content-Type", "")):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if not takes_gzip(request):
        return
    if response.streaming:
        response.streaming_content = compress_sequence(response.streaming_content)
        response.headers.pop("Content-Length", None)
    elif len(response.content) >= SHORT:
        response.content = gzip.compress(response.content, LEVEL, mtime=0)
        response.headers["Content-Length"] = str(len(response.content))
    else:
        return
    response.headers["Content-Encoding"] = "gzip"
