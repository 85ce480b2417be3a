"""/desk/merging/: look at what judging two records the same would change, judge, and take it back."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from editorial.forms.merging import MergeForm, PairForm, TakeBackForm
from editorial.merge_preview import Preview, preview
from editorial.services.merging import JUDGEMENTS, merge, unmerge
from editorial.views.access import editor, for_editors

MOST_SHOWN = 200


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """GET with two records: the preview. POST with a reason: the judgement."""
    if request.method == "POST":
        form = MergeForm(request.POST)
        if form.is_valid() and _done(form, request):
            return redirect("merging:index")
        return _page(request, form, _seen(form))
    if not request.GET:
        return _page(request, PairForm())
    pair = PairForm(request.GET)
    seen = _seen(pair)
    return _page(request, MergeForm(initial=request.GET.dict()) if seen else pair, seen)


@for_editors
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Everything is as if it had never been judged."""
    form = TakeBackForm(request.POST)
    if form.is_valid():
        try:
            unmerge(form.cleaned_data["merged"], why=form.cleaned_data["why"], user=editor(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("merging:index")
    return _page(request, PairForm(), refused=form)


def _done(form: MergeForm, request: HttpRequest) -> bool:
    given = form.cleaned_data
    try:
        merge(given["kept"], given["merged"], why=given["why"], user=editor(request))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _seen(form: Form) -> Preview | None:
    """What it would change; None where the records are not two, or a rule forbids it, which the form then says."""
    form.is_valid()
    if not {"kept", "merged"} <= form.cleaned_data.keys() or form.non_field_errors():
        return None
    try:
        return preview(form.cleaned_data["kept"], form.cleaned_data["merged"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _page(
    request: HttpRequest, form: Form, seen: Preview | None = None, refused: TakeBackForm | None = None
) -> HttpResponse:
    rows: list[Any] = [
        model.objects.select_related("merged", "kept").order_by("-judged_at")[:MOST_SHOWN]
        for model in JUDGEMENTS.values()
    ]
    standing = sorted(chain(*rows), key=lambda row: row.judged_at, reverse=True)
    forms = [
        (row, TakeBackForm(initial={"merged": row.merged.public_id}, auto_id=f"{row.merged.public_id}-%s"))
        for row in standing
    ]
    context = {"form": form, "seen": seen, "standing": forms, "refused": refused}
    return render(request, "desk/merging.html", context)
