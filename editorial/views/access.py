"""Who may use the desk's pages: editors and administrators. To everybody else with an account they are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from editorial.services.merging import PERMISSIONS as TO_MERGE

PERMISSIONS = ("editorial.add_importjob", *TO_MERGE)
"""What the role of an editor may do at the desk, and no lesser role."""
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def is_editor(user: User) -> bool:
    """Whether the desk's pages are there for this account."""
    return user.is_staff and user.has_perms(PERMISSIONS)


def for_editors(view: View[Rest]) -> View[Rest]:
    """Use on every view here: without an account the sign-in page, without the permission no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_editor(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return cast("View[Rest]", guarded)


def editor(request: HttpRequest) -> User:
    """Who asks, behind `for_editors`."""
    assert isinstance(request.user, User)  # noqa: S101  # for_editors has seen to it
    return request.user
