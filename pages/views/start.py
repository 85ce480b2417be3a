"""Home, search, methodology and about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages import home, methodology, searching
from pages.listing import BadParametersError
from pages.resources import RESOURCES
from pages.views.lists import bad_request


def refused(request: HttpRequest, *known: str) -> HttpResponse | None:
    """The answer to parameters that this page does not have; None where there are none."""
    unknown = [name for name in request.GET if name not in known]
    if not unknown:
        return None
    words = f"This page knows: {', '.join(known)}." if known else "This page has no parameters."
    return bad_request(request, BadParametersError(dict.fromkeys(unknown, words)), request.path)


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """Search box, what is here in numbers, three chains."""
    context = {
        "numbers": home.numbers(),
        "examples": home.examples(),
    }
    return refused(request) or render(request, "pages/home.html", context)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What matches, by kind, and why."""
    words = request.GET.get("q", "").replace("\x00", "")
    if len(words) > searching.LONGEST:
        problem = {"q": f"A search has at most {searching.LONGEST} characters."}
        return bad_request(request, BadParametersError(problem), "/search/")
    context = {"words": words, "found": searching.search(words) if words.strip() else []}
    return refused(request, "q") or render(request, "pages/search.html", context)


@require_safe
def methodology_page(request: HttpRequest) -> HttpResponse:
    """How records are graded and chains are computed, from the code that does it."""
    return refused(request) or render(request, "pages/methodology.html", {"chapters": methodology.chapters()})


@require_safe
def about_page(request: HttpRequest) -> HttpResponse:
    """What this is, what it is not, and whose data it uses."""
    lists = [(one.url, one.heading, one.intro) for one in RESOURCES]
    return refused(request) or render(request, "pages/about.html", {"lists": lists})
