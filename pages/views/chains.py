"""Frozen chains: adding one, the list, the page of each, and its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from pages.answers import question_of
from pages.asking import Asked, read
from pages.citing.bibtex import bibtex
from pages.citing.csl import csl_json
from pages.citing.ris import ris
from pages.columns.common import CREDIT
from pages.frozen import ChainFrozen, live_address
from pages.listing import BadParametersError
from pages.views.cut import says_when_cut
from pages.views.lists import bad_request
from pages.views.manners import for_adding, for_reading
from pages.views.start import refused
from tracing.layout import lay_out
from tracing.models import Snapshot
from tracing.services.freeze import TooLargeError, TooManyError, freeze
from tracing.snapshots.asking import NoSuchChainError, content_asked
from tracing.snapshots.today import today_of
from tracing.svg import svg_file
from tracing.svg_caption import Caption

ROWS_A_PAGE = 50
HOUR = 3_600
VERIFIER = Path(settings.BASE_DIR) / "docs" / "verify_snapshot.py"
FOR_EVER = "public, max-age=31536000, immutable"


@for_adding
@says_when_cut("Freeze a chain of a narrower question: name where it should end, or ask for fewer links.")
def chains_page(request: HttpRequest) -> HttpResponseBase:
    """What readers froze, newest first; a POST with the parameters of a trace freezes one more."""
    return _freeze(request) if request.method == "POST" else _list(request)


def _list(request: HttpRequest) -> HttpResponse:
    answer = refused(request, "page")
    if answer:
        return answer
    pages = Paginator(Snapshot.objects.defer("body"), ROWS_A_PAGE)
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 10 and 1 <= int(number) <= pages.num_pages):
        return bad_request(
            request, BadParametersError({"page": f"Write a number from 1 to {pages.num_pages}."}), "/chains/"
        )
    return render(request, "pages/chains.html", {"page": pages.page(int(number))})


def _freeze(request: HttpRequest) -> HttpResponse:
    try:
        asked = _asked(request)
        content = content_asked(question_of(asked), asked.chain)
        snapshot = freeze(content).snapshot
    except BadParametersError as problem:
        return bad_request(request, problem, "/trace/")
    except NoSuchChainError as problem:
        return bad_request(request, BadParametersError({"chain": str(problem)}), "/trace/")
    except TooLargeError as problem:
        return render(request, "pages/not_frozen.html", {"problem": problem}, status=413)
    except TooManyError as problem:
        response = render(request, "pages/not_frozen.html", {"problem": problem}, status=503)
        response.headers["Retry-After"] = str(HOUR // 4)
        return response
    return _see(snapshot)


def _see(snapshot: Snapshot) -> HttpResponse:
    """See other: the page of what was frozen, to be asked for with GET."""
    return HttpResponse(status=303, headers={"Location": snapshot.get_absolute_url()})


def _asked(request: HttpRequest) -> Asked:
    if request.GET:
        raise BadParametersError(dict.fromkeys(request.GET, "Send what to freeze in the body of the request."))
    given: QueryDict = request.POST
    asked = read(given)
    problems = {}
    if asked.start is None and not asked.start_choices:
        problems["from"] = "Name the record at which the chain's trace starts."
    for name, several in (("from", asked.start_choices), ("to", asked.end_choices)):
        if several:
            problems[name] = str(several)
    if "format" in given:
        problems["format"] = "What is frozen has every form; leave this out."
    if problems:
        raise BadParametersError(problems)
    return asked


def _frozen(sha256: str) -> ChainFrozen:
    return ChainFrozen(get_object_or_404(Snapshot, sha256=sha256))


@for_reading
@says_when_cut("The frozen chain itself is at this address with snapshot.json at its end.")
def chain_page(request: HttpRequest, sha256: str) -> HttpResponse:
    """A frozen chain, drawn from its bytes, and what has changed since."""
    answer = refused(request)
    if answer:
        return answer
    shown = _frozen(sha256)
    today = today_of(shown.content)
    context = {
        "shown": shown,
        "today": today,
        "trace_address": live_address(shown.content["question"], today.number),
        "now": timezone.now(),
        "credit": CREDIT,
    }
    return render(request, "pages/chain.html", context)


@for_reading
def verifier(request: HttpRequest) -> HttpResponse:
    """The script that checks a frozen chain offline."""
    return refused(request) or HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")


def _file(content_type: str, name: str, write: Callable[[ChainFrozen], str]) -> Callable[..., HttpResponseBase]:
    @for_reading
    def view(request: HttpRequest, sha256: str) -> HttpResponse:
        answer = refused(request)
        if answer:
            return answer
        response = HttpResponse(write(_frozen(sha256)), content_type=content_type)
        response.headers["Content-Disposition"] = f'inline; filename="armstrace-{sha256[:12]}.{name}"'
        return response

    return view


@for_reading
def snapshot_file(request: HttpRequest, sha256: str) -> HttpResponse:
    """The bytes as they were frozen. They can be kept for ever: the address names them and no others."""
    answer = refused(request)
    if answer:
        return answer
    snapshot = get_object_or_404(Snapshot, sha256=sha256)
    response = HttpResponse(bytes(snapshot.body), content_type="application/json")
    response.headers["Content-Disposition"] = f'inline; filename="armstrace-{sha256[:12]}.json"'
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["ETag"] = f'"{sha256}"'
    return response


def _picture(shown: ChainFrozen) -> str:
    picture = lay_out([shown.chain], policy=shown.policy)
    return svg_file(picture, Caption(shown.title, shown.day, shown.address, CREDIT))


FILES = {
    "snapshot.json": snapshot_file,
    "picture.svg": _file("image/svg+xml", "svg", _picture),
    "citation.json": _file("application/vnd.citationstyles.csl+json", "csl.json", lambda shown: csl_json(shown.works)),
    "citation.bib": _file("application/x-bibtex; charset=utf-8", "bib", lambda shown: bibtex(shown.works)),
    "citation.ris": _file("application/x-research-info-systems; charset=utf-8", "ris", lambda shown: ris(shown.works)),
}
