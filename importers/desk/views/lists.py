"""All imports and what is being worked on."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.choices import STATES_WITH_IMPORT, JobState
from editorial.models import Import, ImportJob, ImportUpload
from editorial.views.access import for_editors

UPLOADS = Prefetch("uploads", ImportUpload.objects.defer("content"))
"""The files of a job without their bytes."""
JOBS_SHOWN = 20
IMPORTS_A_PAGE = 50


@for_editors
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Jobs that made no import yet, and imports whichever way they were made."""
    open_jobs = ~Q(state__in=sorted(STATES_WITH_IMPORT)) | Q(state=JobState.WITHDRAWING)
    jobs = ImportJob.objects.filter(open_jobs).select_related("by").prefetch_related(UPLOADS)
    imports = Import.objects.select_related("by").prefetch_related("files")
    number = request.GET.get("page", "1")
    page = Paginator(imports, IMPORTS_A_PAGE).get_page(number if number.isascii() else 1)
    context = {"jobs": jobs[:JOBS_SHOWN], "page": page}
    return render(request, "desk/imports/index.html", context)
