"""`/api/v1/trace/`: all chains of a question, a page at a time, as JSON, CSV, GraphML, GEXF or a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.cursors import Cursor, fingerprint
from api.licence import CREDIT
from api.problems import ParametersError
from api.shapes.expressions import ROOT
from api.strict import given, one_of, whole_number
from pages.answers import question_of
from pages.asking import Asked, read
from pages.csv_files import csv_response
from pages.listing import BadParametersError
from pages.trace_files import HEADER, as_graph, as_picture, csv_rows, drawn_beside
from tracing.graph_files import GraphFormat
from tracing.json_form import chain_form
from tracing.model import Trace
from tracing.rules import judged
from tracing.service import trace

QUESTION = ("from", "to", "direction", "as_of", "known_on", "strength", "rung", "gaps", "depth")
PAGE = ("rules", "limit", "cursor", "count", "format")
GRAPHS = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}
FORMATS = ("json", "csv", "svg", *GRAPHS)
RANKED = 1_000
"""Chains that are ranked at most. The question is the same for all pages, so that each chain stands on one of them."""
COUNTS = ("none", "exact")
USUAL, HIGHEST, HIGHEST_IN_FILES = 20, 100, 400


@dataclass(frozen=True)
class PageAsked:
    """One page of one question, read from an address."""

    query: QueryDict

    @cached_property
    def values(self) -> dict[str, str]:
        """The parameters by name, each known and given once."""
        return given(self.query, (*QUESTION, *PAGE), needed=("from",))

    @cached_property
    def form(self) -> str:
        """In which form to answer."""
        return one_of(self.values, "format", FORMATS, "json")

    @cached_property
    def limit(self) -> int:
        """Chains on a page; rows and graphs are small, so that more of them fit."""
        is_file = self.form in ("csv", *GRAPHS)
        usual, highest = (HIGHEST_IN_FILES, HIGHEST_IN_FILES) if is_file else (USUAL, HIGHEST)
        return whole_number(self.values, "limit", highest, usual)

    @cached_property
    def asked(self) -> Asked:
        """The question itself. A name that several records have is refused with the ids to choose from."""
        question = QueryDict(mutable=True)
        question.update({name: value for name, value in self.values.items() if name in QUESTION})
        try:
            asked = read(question)
        except BadParametersError as refused:
            raise ParametersError(refused.problems) from refused
        several = {"from": asked.start_choices, "to": asked.end_choices}
        problems = {
            name: f"{one} {_('It may be')}: {', '.join(f'{c.record.public_id} ({c.record})' for c in one.candidates)}."
            for name, one in several.items()
            if one
        }
        if problems:
            raise ParametersError(problems)
        return asked

    @cached_property
    def fingerprint(self) -> str:
        """What its cursors belong to: the question as understood, whatever names it was asked by."""
        return fingerprint("trace", "best", [(name, str(value)) for name, value in self.asked.parameters.items()])

    @cached_property
    def skip(self) -> int:
        """Chains on the pages before."""
        text = self.values.get("cursor")
        return int(Cursor.opened(text, self.fingerprint).keys[0]) if text else 0

    @cached_property
    def is_counted(self) -> bool:
        """Whether to rank all chains for their number, and not only as far as this page."""
        return one_of(self.values, "count", COUNTS, "none") == "exact"

    def answer(self) -> Trace:
        """The chains of this page."""
        question = question_of(self.asked, RANKED)
        return trace(replace(question, skip=self.skip, take=self.limit, counted=self.is_counted))

    def address(self, skip: int | None) -> str | None:
        """The address of the page that begins after so many chains."""
        if skip is None:
            return None
        changed = self.query.copy()
        changed.pop("cursor", None)
        if skip:
            changed["cursor"] = Cursor((str(skip),)).sealed(self.fingerprint)
        return f"{settings.SITE_URL}{ROOT}trace/?{changed.urlencode()}"


class TraceView(APIView):
    """The chains that answer a question, best first, incomplete ones included."""

    cost = 50
    depends_on_day = True  # a picture bears the day

    def get(self, request: Request) -> HttpResponseBase:
        """One page."""
        page = PageAsked(request.query_params)
        page.form, page.limit, page.is_counted, page.skip  # noqa: B018  # refused before the search, not after it
        rules = one_of(page.values, "rules", ("yes", "no"), "yes")
        found = page.answer()
        links = _links(page, found)
        response = _file(page, found) if page.form != "json" else Response(_body(page, found, rules == "yes") | links)
        written = [f'<{url}>; rel="{"prev" if rel == "previous" else rel}"' for rel, url in links.items() if url]
        if written:
            response.headers["Link"] = ", ".join(written)
        return response


def _links(page: PageAsked, found: Trace) -> dict[str, str | None]:
    after = page.skip + page.limit
    before = max(page.skip - page.limit, 0) if page.skip else None
    return {"next": page.address(after if found.further else None), "previous": page.address(before)}


def _body(page: PageAsked, found: Trace, with_rules: bool) -> dict[str, Any]:
    findings = judged(found.chains, found.known_on) if with_rules else None
    results = []
    for place, chain in enumerate(found.chains):
        form: dict[str, Any] = {"number": page.skip + place + 1, **chain_form(chain)}
        if findings is not None:
            form["findings"] = [finding.form() for finding in findings[place]]
        results.append(form)
    return {
        "results": results,
        "question": found.question,
        "asked": page.asked.parameters,
        "url": _page_address(page),
        "known_on": found.known_on.isoformat() if found.known_on else None,
        "notes": [sentence for sentence in (found.known_words, *found.notes) if sentence],
        "count": found.total,
        "truncated": found.cut,
        "truncated_why": found.why_cut if found.cut else "",
        "credit": CREDIT,
    }


def _page_address(page: PageAsked) -> str:
    return settings.SITE_URL + page.asked.address()


def _file(page: PageAsked, found: Trace) -> HttpResponseBase:
    first = page.skip + 1
    if page.form == "csv":
        return csv_response("armstrace-trace", HEADER, csv_rows(found.chains, first))
    if page.form == "svg":
        drawn = drawn_beside(found.chains, 1)
        return HttpResponse(as_picture(drawn, _page_address(page), found.known_on), content_type="image/svg+xml")
    graph = as_graph(found, cast(GraphFormat, page.form), _page_address(page), first)
    response = HttpResponse(graph, content_type=GRAPHS[page.form])
    response.headers["Content-Disposition"] = f'attachment; filename="armstrace-trace.{page.form}"'
    return response
