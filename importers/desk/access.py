"""Who may use these pages: editors and administrators. To everybody else with an account they are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

PERMISSION = "editorial.add_importjob"
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def for_editors(view: View[Rest]) -> View[Rest]:
    """Use on every view here: without an account the sign-in page, without the permission no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not (request.user.is_staff and request.user.has_perm(PERMISSION)):
            raise Http404
        return view(request, *args, **kwargs)

    return cast("View[Rest]", guarded)


def editor(request: HttpRequest) -> User:
    """Who asks, behind `for_editors`."""
    assert isinstance(request.user, User)  # noqa: S101  # for_editors has seen to it
    return request.user
