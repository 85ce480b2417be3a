"""One job: its progress, its plan row by row, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from editorial.choices import RowStatus
from editorial.models import ImportJob
from editorial.views.access import editor, for_editors
from importers.desk.report import report
from importers.desk.rows import BadAddressError, Listing, rows_of_job, tally
from importers.desk.views.lists import UPLOADS
from importers.desk.views.refusals import bad_address, not_now
from importers.jobs import asking
from importers.jobs.asking import NotNowError
from importers.registry import REGISTERS

Asked = Callable[[ImportJob, User], None]


@for_editors
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where it stands; once it made an import, that import's page."""
    found = job_of(pk)
    if found.imported_id is not None and not found.is_at_work:
        return redirect("imports:import", found.imported_id)
    return job_page(request, found)


def job_page(request: HttpRequest, found: ImportJob, refused: str = "") -> HttpResponseBase:
    """The page of a job; with what is to be said of a form that it sent."""
    try:
        rows = Listing(rows_of_job(found), request.GET)
    except BadAddressError as problem:
        return bad_address(request, problem)
    counted = tally(rows.all_rows)
    context = {
        "job": found,
        "register": REGISTERS.get(found.register),
        "listing": rows,
        "tally": counted,
        "refused": refused,
        "possible": RowStatus.POSSIBLE in dict(counted),
        "asking": rows.all_rows.exclude(asks=[]).count(),
    }
    return render(request, "desk/imports/job.html", context)


@for_editors
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The part of the page that asks again each second; once the state is another, the page is loaded anew."""
    found = job_of(pk)
    if request.GET.get("state", found.state) != found.state:
        return HttpResponseClientRefresh()
    return render(request, "desk/imports/_progress.html", {"job": found})


@for_editors
@require_safe
def job_report(_: HttpRequest, pk: int) -> HttpResponseBase:
    """The plan as CSV."""
    return report(rows_of_job(job_of(pk)), f"plan-{pk}")


@for_editors
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Apply exactly the plan that the page showed."""
    return _ask(request, pk, lambda found, by: asking.apply_plan(found, request.POST.get("plan", ""), by))


@for_editors
@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a new plan from the same files."""
    return _ask(request, pk, asking.plan_again)


@for_editors
@require_POST
def abandon(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give it up."""
    return _ask(request, pk, asking.abandon)


def _ask(request: HttpRequest, pk: int, verb: Asked) -> HttpResponseBase:
    found = job_of(pk)
    try:
        verb(found, editor(request))
    except NotNowError as refused:
        return not_now(request, str(refused), found)
    return redirect("imports:job", pk)


def job_of(pk: int) -> ImportJob:
    """The job of this address, or 404."""
    rows = ImportJob.objects.select_related("by", "imported").prefetch_related(UPLOADS)
    return get_object_or_404(rows, pk=pk)
