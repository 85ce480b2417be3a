"""The trace page and its files."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from core.choices import Strength
from evidence.choices import Rung
from pages.answers import IN_FILES, SHOWN, answer
from pages.asking import DEEPEST, Asked, read
from pages.chain_parts import ChainShown
from pages.columns.common import CREDIT
from pages.csv_files import csv_response
from pages.frozen import frozen_before
from pages.lead_parts import LeadsShown
from pages.listing import BadParametersError
from pages.readings import ReadingsShown
from pages.trace_files import HEADER, as_graph, as_json, as_picture, csv_rows, drawn_beside
from pages.views.cut import says_when_cut
from pages.views.lists import bad_request
from pages.views.manners import for_reading
from tracing.graph_files import GraphFormat
from tracing.model import Chain, Trace
from tracing.query import DEPTH
from tracing.readings.service import readings_of
from tracing.svg_caption import Caption
from tracing.timeline.gather import moments_around
from tracing.timeline.layout import lay_out_axis
from tracing.timeline.svg import axis_file

OTHERS_LISTED = 60
GRAPHS = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}
WHOLE = ("csv", "json", *GRAPHS)
FORM = {"strengths": Strength.choices, "rungs": Rung.choices, "deepest": DEEPEST, "usual": DEPTH}


@for_reading
@says_when_cut(
    "Name where the trace should end, ask for fewer links, a greater strength or closer proof, or leave gaps out."
)
def trace_page(request: HttpRequest) -> HttpResponseBase:
    """The answer to one question, as a page or as a file."""
    try:
        asked = read(request.GET)
    except BadParametersError as refused:
        return bad_request(request, refused, "/trace/")
    if asked.must_choose:
        return _choose(request, asked)
    if asked.by_name:
        return redirect(asked.address())
    trace = answer(asked, IN_FILES if asked.form in WHOLE else SHOWN)
    if trace.chains and asked.chain > len(trace.chains):
        raise Http404(f"This trace has {len(trace.chains)} chains.")
    address = settings.SITE_URL + asked.address(form="html")
    if asked.form == "html":
        return render(request, "pages/trace.html", _context(trace, asked, address))
    return _file(trace, asked, address)


def _file(trace: Trace, asked: Asked, address: str) -> HttpResponseBase:
    if asked.form == "csv":
        return csv_response("armstrace-trace", HEADER, csv_rows(trace.chains))
    if asked.form == "json":
        return JsonResponse(as_json(trace, address), json_dumps_params={"indent": 2, "ensure_ascii": False})
    if asked.form in GRAPHS:
        return _graph(trace, cast(GraphFormat, asked.form), address)
    if asked.form == "axis":
        return _axis(trace, asked, address)
    return _picture(trace, asked, address)


def _graph(trace: Trace, form: GraphFormat, address: str) -> HttpResponse:
    response = HttpResponse(as_graph(trace, form, address), content_type=GRAPHS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="armstrace-trace.{form}"'
    return response


def _choose(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Names that fit several records: a page to choose from; for files, which nobody looks at, a refusal."""
    if asked.form != "html":
        meant = (("from", asked.start_choices), ("to", asked.end_choices))
        return bad_request(request, BadParametersError({name: str(one) for name, one in meant if one}), "/trace/")
    return render(request, "pages/trace.html", {"asked": asked, **FORM}, status=300)


def _context(trace: Trace, asked: Asked, address: str) -> dict[str, object]:
    drawn = _drawn(trace, asked)
    chosen = drawn[0] if drawn else None
    # Leads are told as of today: for another day nothing is said to be missing.
    lacking = LeadsShown(trace.chains, asked.chain) if chosen and asked.known_on is None else None
    shown = ChainShown(chosen, drawn[1:], asked.known_on, lacking.dossier if lacking else None) if chosen else None
    others = [(number, chain, asked.address(chain=number)) for number, chain in enumerate(trace.chains, start=1)]
    return {
        "trace": trace,
        "asked": asked,
        "chain": chosen,
        "drawn": drawn,
        "shown": shown,
        "lacking": lacking,
        "readings": _readings(trace, asked, lacking),
        "policy": shown.policy if shown else None,
        "axis_url": asked.address(form="axis"),
        "others": others[:OTHERS_LISTED],
        "more_others": max(len(others) - OTHERS_LISTED, 0),
        "files": [(name.upper(), asked.address(form=name)) for name in ("svg", "csv", "json", "graphml", "gexf")],
        "address": address,
        "frozen": frozen_before(trace.question, chosen.title) if chosen else [],
        "today": timezone.now().date().isoformat(),
        "credit": CREDIT,
        **FORM,
    }


def _readings(trace: Trace, asked: Asked, lacking: LeadsShown | None) -> ReadingsShown | None:
    """What the chain may mean beside others of the trace, as of today like the leads, from the same dossier."""
    if lacking is None or len(trace.chains) < 2:
        return None
    return ReadingsShown(readings_of(trace.chains, asked.chain, lacking.dossier), asked)


def _picture(trace: Trace, asked: Asked, address: str) -> HttpResponse:
    return _svg(as_picture(_drawn(trace, asked), address, asked.known_on), "armstrace-chain")


def _axis(trace: Trace, asked: Asked, address: str) -> HttpResponse:
    """The time axis of the chain that the page shows, with the same moments."""
    chains = _drawn(trace, asked)
    title = chains[0].title if chains else trace.question
    axis = lay_out_axis(moments_around(chains[0], chains[1:], asked.known_on) if chains else (), title)
    today = timezone.now().date().isoformat()
    return _svg(axis_file(axis, Caption(title, today, address, CREDIT), settings.SITE_URL), "armstrace-time-axis")


def _drawn(trace: Trace, asked: Asked) -> list[Chain]:
    """The chosen chain and those that its pictures show beside it; none where the answer is empty."""
    return drawn_beside(trace.chains, asked.chain)


def _svg(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="image/svg+xml")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.svg"'
    return response
