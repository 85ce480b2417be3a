"""What a name or a register's thing is, decided by a person at a row of a plan; all decisions, and taking one back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editorial.choices import JobState, RowStatus
from editorial.models import ImportJob, PlanRow
from editorial.views.access import editor, for_editors
from importers.desk.forms import DecideForm, WhyForm
from importers.desk.records import links_of, record_of
from importers.desk.rows import ask_of
from importers.desk.views.jobs import job_of, job_page
from importers.desk.views.refusals import not_now
from importers.jobs import asking
from importers.jobs.asking import NotNowError
from importers.registry import REGISTERS
from matching import decisions as matching
from matching.choices import Verdict
from matching.models import Decision

DECISIONS_A_PAGE = 50


@for_editors
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep what the editor says about a name or thing that this plan asks about, and plan anew."""
    job, form = job_of(pk), DecideForm(request.POST)
    if not form.is_valid():
        return job_page(
            request, job, refused=" ".join(str(error) for errors in form.errors.values() for error in errors)
        )
    try:
        _keep(job, form.cleaned_data, request)
    except NotNowError as refused:
        return not_now(request, str(refused), job)
    return redirect(_back_to(job, form.cleaned_data))


@for_editors
@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    """All that stand, the latest first. With `?job=` the plan to go back to."""
    return _list(request, WhyForm())


@for_editors
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """As if it had never been decided; the plan that one came from is made anew."""
    decision, form = get_object_or_404(Decision, pk=pk), WhyForm(request.POST)
    if not form.is_valid():
        return _list(request, form, asked=pk)
    with transaction.atomic():
        if not matching.all_standing().select_for_update().filter(pk=pk).exists():
            return not_now(request, _("Another decision has taken its place since. Look at the list again."))
        matching.take_back(decision, why=form.cleaned_data["why"], user=editor(request))
        job = _planned(request.POST.get("job", ""))
        if job is not None:
            asking.plan_again(job, editor(request))
    return redirect("imports:job", job.pk) if job else redirect("imports:decisions")


def _keep(job: ImportJob, said: dict[str, Any], request: HttpRequest) -> None:
    """The decision and the wish for a new plan are one; NotNowError where this plan does not ask that."""
    register = REGISTERS.get(job.register)
    with transaction.atomic():
        locked = ImportJob.objects.select_for_update().get(pk=job.pk)
        asked = [{"printed": said["printed"], "record": said["record"]}]
        row = locked.plan_rows.filter(status=RowStatus.POSSIBLE, asks__contains=asked).first()
        if register is None or not register.heeds_decisions or locked.state != JobState.PLANNED or row is None:
            raise NotNowError(_("This plan does not ask that, or no longer. Look at the page again."))
        record = record_of(said["record"])
        if record is None:
            raise NotNowError(_("The record is gone. Make a new plan."))
        matching.decide(
            said["printed"], record, Verdict(said["verdict"]),
            why=said["why"], user=editor(request), register=register.name, says=_says(row, said),
        )  # fmt: skip
        asking.plan_again(locked, editor(request))


def _says(row: PlanRow, said: dict[str, Any]) -> str:
    """What the plan told of a thing, for whoever reads the decision later."""
    asked = (ask_of(one) for one in row.asks)
    return next(ask.says for ask in asked if (ask.printed, ask.record) == (said["printed"], said["record"]))


def _back_to(job: ImportJob, said: dict[str, Any]) -> str:
    """The page of the job; with the rows that still ask, if more is asked than what was just decided."""
    same = said["verdict"] == Verdict.SAME
    more = any(
        ask["printed"] != said["printed"] or (ask["record"] != said["record"] and not same)
        for asks in job.plan_rows.exclude(asks=[]).values_list("asks", flat=True).iterator()
        for ask in asks
    )
    return reverse("imports:job", args=[job.pk]) + (f"?status={RowStatus.POSSIBLE}#rows" if more else "")


def _list(request: HttpRequest, form: WhyForm, asked: int | None = None) -> HttpResponseBase:
    """`asked` is the decision whose form had no reason."""
    number = request.GET.get("page", "1")
    rows = matching.all_standing().select_related("decided_by")
    page = Paginator(rows, DECISIONS_A_PAGE).get_page(number if number.isascii() else 1)
    links = links_of(decision.record for decision in page)
    context = {
        "page": page,
        "decisions": [(decision, links.get(decision.record)) for decision in page],
        "form": form,
        "asked": asked,
        "job": _planned(request.POST.get("job", "") or request.GET.get("job", "")),
    }
    return render(request, "desk/imports/decisions.html", context)


def _planned(number: str) -> ImportJob | None:
    """The job of that number, if its plan waits; other words are no job."""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return ImportJob.objects.filter(pk=int(number), state__in=(JobState.PLANNED, JobState.FAILED)).first()
