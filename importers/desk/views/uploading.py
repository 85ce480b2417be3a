"""Files come in. What is far too large is refused by its announced length, before any of it is read."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from editorial.views.access import editor, for_editors
from importers.desk.forms import UploadForm, most_files, too_large
from importers.jobs import asking
from importers.reading.sealing import LARGEST_FILE

# What a form needs around its files.
FORM_BYTES = 1 << 20


# The token is asked for below: looking for it here would read the whole upload first.
@csrf_exempt
@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it sends."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    size = int(announced) if announced.isdecimal() and announced.isascii() else 0
    if request.method == "POST" and size > most_files() * LARGEST_FILE + FORM_BYTES:
        return render(
            request, "desk/imports/upload.html", {"form": UploadForm(), "refusal": too_large(size)}, status=413
        )
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponseBase:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        job = asking.upload(
            form.cleaned_data["file"],
            register=form.cleaned_data["register"],
            release=form.cleaned_data["release"],
            by=editor(request),
        )
        return redirect("imports:job", job.pk)
    return render(request, "desk/imports/upload.html", {"form": form})
