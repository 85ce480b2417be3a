"""One import: what became of each row, the records it made, and taking it back."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from editorial.choices import ImportState
from editorial.models import Import, ImportJob
from editorial.views.access import editor, for_editors
from importers.desk.forms import WhyForm
from importers.desk.report import report
from importers.desk.rows import BadAddressError, Listing, rows_of_import
from importers.desk.views.refusals import bad_address, not_now
from importers.jobs import asking
from importers.jobs.asking import NotNowError
from importers.registry import REGISTERS


@for_editors
@require_safe
def imported(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report, whichever way the import was made."""
    return _page(request, _import(pk), WhyForm())


@for_editors
@require_safe
def import_report(_: HttpRequest, pk: int) -> HttpResponseBase:
    """The report as CSV."""
    return report(rows_of_import(_import(pk)), f"import-{pk}")


@for_editors
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take it back as a whole, for a reason."""
    found, form = _import(pk), WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        job = asking.take_back(found, form.cleaned_data["why"], editor(request))
    except NotNowError as refused:
        return not_now(request, str(refused))
    return redirect("imports:job", job.pk)


def _page(request: HttpRequest, found: Import, form: WhyForm) -> HttpResponseBase:
    try:
        rows = Listing(rows_of_import(found), request.GET)
    except BadAddressError as problem:
        return bad_address(request, problem)
    context = {
        "imported": found,
        "job": ImportJob.objects.filter(imported=found).select_related("by").first(),
        "register": REGISTERS.get(found.register),
        "listing": rows,
        "form": form,
        "stands": found.state == ImportState.APPLIED,
    }
    return render(request, "desk/imports/import.html", context)


def _import(pk: int) -> Import:
    return get_object_or_404(Import.objects.select_related("by", "source").prefetch_related("files"), pk=pk)
