"""Competing readings of one chain: the matrix of evidence, as a page or as JSON."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from pages.answers import answer
from pages.asking import Asked, read
from pages.columns.common import CREDIT
from pages.listing import BadParametersError
from pages.readings import ADDRESS, ReadingsShown, readings_address
from pages.views.cut import says_when_cut
from pages.views.lists import bad_request
from pages.views.manners import for_reading
from tracing.readings.form import comparison_form
from tracing.readings.service import readings_of

SEVERAL = "Several records fit. Name the one that you mean by its public id; the page of traces helps to find it."
FORMS = "Readings come as a page (html) or as json."


@for_reading
@says_when_cut("Name where the trace should end, or ask for fewer links.")
def readings_page(request: HttpRequest) -> HttpResponseBase:
    """The readings of the chain that `chain` numbers in the trace of the same parameters."""
    try:
        asked = _asked(request)
    except BadParametersError as refused:
        return bad_request(request, refused, ADDRESS)
    if asked.by_name:
        return redirect(readings_address(asked, asked.form))
    trace = answer(asked)
    if not trace.chains:
        return _empty(request, asked)
    if asked.chain > len(trace.chains):
        raise Http404(f"This trace has {len(trace.chains)} chains.")
    comparison = readings_of(trace.chains, asked.chain, day=asked.known_on)
    if asked.form == "json":
        page = settings.SITE_URL + readings_address(asked)
        form = {"address": page, "credit": CREDIT, "cut": trace.cut_sentence, **comparison_form(comparison)}
        return JsonResponse(form, json_dumps_params={"indent": 2, "ensure_ascii": False})
    context = {"asked": asked, "trace": trace, "readings": ReadingsShown(comparison, asked)}
    return render(request, "pages/readings.html", {**context, "json": readings_address(asked, "json")})


def _asked(request: HttpRequest) -> Asked:
    asked = read(request.GET)
    problems = {name: SEVERAL for name, one in (("from", asked.start_choices), ("to", asked.end_choices)) if one}
    if asked.form not in ("html", "json"):
        problems["format"] = FORMS
    if problems:
        raise BadParametersError(problems)
    return asked


def _empty(request: HttpRequest, asked: Asked) -> HttpResponse:
    if asked.form == "json":
        return JsonResponse({"readings": [], "evidence": [], "credit": CREDIT})
    return render(request, "pages/readings.html", {"asked": asked, "readings": None})
