"""Two sites in one process: the public site, and the desk with the admin. Each reads through its own database login.

The site of a request follows from its path alone. No view names a database: the router below reads the choice.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin
from pghistory.middleware import HistoryMiddleware

DESK_PATHS = ("/admin/", "/desk/")
OWNER_ALIAS = "default"
# The one table that a reader's request adds rows to. The database refuses to change or delete what is in it.
WRITTEN_BY_READERS = "tracing.snapshot"
# Browsers ask again each time, so that an editor sees the edit; caches in front may answer for a minute.
PUBLIC_CACHING = {"public": True, "max_age": 0, "s_maxage": 60}

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Site(Enum):
    """Which of the two sites the running code works for."""

    PUBLIC = "public"
    DESK = "desk"


_site: ContextVar[Site] = ContextVar("site", default=Site.DESK)
_public_alias: ContextVar[str] = ContextVar("public_alias", default="public")


def site_of(request: HttpRequest) -> Site:
    """Tell the two sites apart, by the path only."""
    return Site.DESK if request.path_info.startswith(DESK_PATHS) else Site.PUBLIC


@contextmanager
def working_for(site: Site) -> Iterator[None]:
    """Send the queries of this block to the login of one site; commands, which have no request, work for the desk."""
    token = _site.set(site)
    try:
        yield
    finally:
        _site.reset(token)


@contextmanager
def public_reads_through(alias: str) -> Iterator[None]:
    """Let tests show the public site rows that are not committed yet, over a connection that took on its role."""
    token = _public_alias.set(alias)
    try:
        yield
    finally:
        _public_alias.reset(token)


class SiteRouter:
    """Choose the login by site. The public site's writes go to its own login too, which PostgreSQL then refuses.

    One table is the exception: a chain that a reader freezes is added through the owner's login.
    """

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return _public_alias.get() if _site.get() is Site.PUBLIC else OWNER_ALIAS

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        if model._meta.label_lower == WRITTEN_BY_READERS:
            return OWNER_ALIAS
        return self.db_for_read(model, **hints)

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> bool:
        return True  # both logins see one database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == OWNER_ALIAS


class SiteMiddleware:
    """Outermost layer: picks the site, takes cookies away from the public one, and says what may be cached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        site = site_of(request)
        if site is Site.PUBLIC:
            request.COOKIES = {}
        with working_for(site):
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and isinstance(response.streaming_content, Iterator):
            # The body is made after this layer has returned, and must still read through the same login.
            response.streaming_content = _made_for(site, response.streaming_content)
        if site is Site.DESK:
            response.headers["Cache-Control"] = "no-store"
        else:
            response.cookies.clear()
            _allow_caching(request, response)
        return response


def _made_for(site: Site, chunks: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        with working_for(site):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


def _allow_caching(request: HttpRequest, response: HttpResponseBase) -> None:
    if request.method in ("GET", "HEAD") and response.status_code == 200 and "Cache-Control" not in response.headers:
        patch_cache_control(response, **PUBLIC_CACHING)


class _DeskOnly(MiddlewareMixin):
    """Makes a Django middleware stand aside on the public site, which has no sessions, accounts or messages."""

    def __call__(self, request: HttpRequest) -> Any:  # a response or, under ASGI, the promise of one
        return self.get_response(request) if site_of(request) is Site.PUBLIC else super().__call__(request)


class DeskSessionMiddleware(_DeskOnly, SessionMiddleware):
    """Sessions for the desk and the admin."""


class DeskAuthenticationMiddleware(_DeskOnly, AuthenticationMiddleware):
    """Accounts for the desk and the admin."""


class DeskMessageMiddleware(_DeskOnly, MessageMiddleware):
    """One-time notices for the desk and the admin."""


class DeskHistoryMiddleware(HistoryMiddleware):
    """Puts who and where into the history of every edit made at the desk or in the admin."""

    def __call__(self, request: HttpRequest) -> Any:
        if site_of(request) is Site.PUBLIC:
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[no-untyped-call]  # pghistory ships no types


class SitePolicyMiddleware(CSPMiddleware):
    """The strict policy for pages of ours; the admin's framework needs a little more."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/"):
            parts.replace = settings.ADMIN_CONTENT_SECURITY_POLICY | (parts.replace or {})
        return parts
