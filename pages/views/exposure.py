"""Where a component is recorded to have gone: the page and its files."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render

from exports.models import Item
from pages.columns.common import CREDIT
from pages.csv_files import csv_response
from pages.listing import NUL, TWICE, BadParametersError
from pages.views.cut import says_when_cut
from pages.views.lists import bad_request
from pages.views.manners import for_reading
from tracing.exposed import Exposure, Group
from tracing.exposure import exposure
from tracing.exposure_forms import HEADER, form, rows

KNOWN, FORMATS = ("item", "format"), ("html", "csv", "json")
UNKNOWN_ITEM = "There is no item with this public id or handle. Look for it with the search and take its public id."


@for_reading
@says_when_cut("Trace it to one party, thing or conflict instead, or ask the trace for fewer links.")
def exposure_page(request: HttpRequest) -> HttpResponseBase:
    """What one item reaches, at type level and apart from it at unit level; without an item, a form to name one."""
    try:
        item, asked = _read(request.GET)
    except BadParametersError as refused:
        return bad_request(request, refused, "/exposure/")
    if item is None:
        return render(request, "pages/exposure.html", {})
    found = exposure(item)
    if asked == "csv":
        credited = ((*row, CREDIT) for row in rows(found, settings.SITE_URL))
        return csv_response("armstrace-exposure", (*HEADER, "credit"), credited)
    if asked == "json":
        return JsonResponse({"credit": CREDIT, **form(found)}, json_dumps_params={"indent": 2, "ensure_ascii": False})
    return render(request, "pages/exposure.html", _context(found))


def _read(query: QueryDict) -> tuple[Item | None, str]:
    """The item and the form of the answer; raises BadParametersError for everything that cannot be understood."""
    problems = {name: f"This page knows: {', '.join(KNOWN)}." for name in query if name not in KNOWN}
    problems |= {name: NUL for name, given in query.items() if "\x00" in given}
    problems |= {name: TWICE for name in query if len(query.getlist(name)) > 1}
    asked, reference = query.get("format", "html"), query.get("item", "").strip()
    if asked not in FORMATS:
        problems.setdefault("format", f"Write one of: {', '.join(FORMATS)}.")
    item = Item.objects.get_queryset().named(reference).first() if reference and "item" not in problems else None
    if item is None and (reference or asked != "html"):
        problems.setdefault("item", UNKNOWN_ITEM)
    if problems:
        raise BadParametersError(problems)
    return (item.kept if item else None), asked


def _context(found: Exposure) -> dict[str, object]:
    address = f"/exposure/?item={found.item.public_id}"
    return {
        "exposure": found,
        "type_groups": found.type_level.groups,
        "unit_groups": found.unit_level.groups,
        "forms": [(name.upper(), f"{address}&format={name}") for name in FORMATS if name != "html"],
        "state": Group.STATE,
    }
