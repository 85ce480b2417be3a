"""One view for every list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from pages.csv_files import table_csv
from pages.listing import BadParametersError, Listing
from pages.resources import BY_SLUG
from pages.views.cut import says_when_cut
from pages.views.manners import for_reading


@for_reading
@says_when_cut("Choose a filter from the list, or write more of the name.")
def list_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The list that the address describes, as a page or as CSV."""
    resource = BY_SLUG[slug]
    try:
        listing = Listing(resource, request.GET)
    except BadParametersError as refused:
        return bad_request(request, refused, resource.url)
    if request.GET.get("format") == "csv":
        return table_csv(f"armstrace-{slug}", resource.columns, listing.rows)
    return render(request, resource.template, {"listing": listing, "resource": resource})


def bad_request(request: HttpRequest, refused: BadParametersError, instead: str) -> HttpResponse:
    """A page that names every parameter that could not be understood."""
    context = {"problems": refused.problems, "instead": instead}
    return render(request, "pages/bad_request.html", context, status=400)
