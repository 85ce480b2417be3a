"""Pages for people who use the API, in the look of the public site."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from api import documentation
from api.problem_types import PROBLEM_TYPES


@csrf_exempt
@require_safe
def documentation_page(request: HttpRequest) -> HttpResponse:
    """What stands in docs/api.md."""
    title, before, chapters = documentation.page()
    return render(request, "api/documentation.html", {"title": title, "before": before, "chapters": chapters})


@csrf_exempt
@require_safe
def problems_page(request: HttpRequest) -> HttpResponse:
    """Every type of problem, with what to do."""
    return render(request, "api/problems.html", {"kinds": PROBLEM_TYPES})


@csrf_exempt
@require_safe
def problem_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One type: where the `type` of an error leads."""
    kinds = [kind for kind in PROBLEM_TYPES if kind.slug == slug]
    if not kinds:
        raise Http404
    return render(request, "api/problems.html", {"kinds": kinds, "one": kinds[0]})
