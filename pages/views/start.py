"""Home, search, methodology and about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pages import methodology, searching
from pages.home import home
from pages.listing import NUL, TWICE, BadParametersError
from pages.resources import RESOURCES
from pages.views.lists import bad_request
from pages.views.manners import for_reading


def refused(request: HttpRequest, *known: str) -> HttpResponse | None:
    """The answer to parameters that this page does not have or cannot read; None where there are none."""
    words = f"This page knows: {', '.join(known)}." if known else "This page has no parameters."
    problems = {name: words for name in request.GET if name not in known}
    problems |= {name: NUL for name, given in request.GET.items() if "\x00" in given}
    problems |= {name: TWICE for name in request.GET if len(request.GET.getlist(name)) > 1}
    return bad_request(request, BadParametersError(problems), request.path) if problems else None


@for_reading
def home_page(request: HttpRequest) -> HttpResponse:
    """Search box, what is here in numbers, three chains."""
    if answer := refused(request):
        return answer
    found = home()
    return render(request, "pages/home.html", {"numbers": found.numbers, "examples": found.examples})


@for_reading
def search_page(request: HttpRequest) -> HttpResponse:
    """What matches, best first, and why."""
    if answer := refused(request, *searching.PARAMETERS):
        return answer
    if problems := searching.problems(request.GET):
        return bad_request(request, BadParametersError(problems), "/search/")
    context = {"words": request.GET.get("q", ""), "page": searching.search(request.GET)}
    return render(request, "pages/search.html", context)


@for_reading
def methodology_page(request: HttpRequest) -> HttpResponse:
    """How records are graded and chains are computed, from the code that does it."""
    return refused(request) or render(request, "pages/methodology.html", {"chapters": methodology.chapters()})


@for_reading
def about_page(request: HttpRequest) -> HttpResponse:
    """What this is, what it is not, and whose data it uses."""
    lists = [(one.url, one.heading, one.intro) for one in RESOURCES]
    return refused(request) or render(request, "pages/about.html", {"lists": lists})
