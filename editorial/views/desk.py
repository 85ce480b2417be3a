"""/desk/: what can be done here, and what waits for somebody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.choices import JobState
from editorial.models import ImportJob
from editorial.services.merging import JUDGEMENTS
from editorial.views.access import is_editor
from matching.decisions import all_standing


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """For editors all of the desk; for other accounts the part that is theirs."""
    user = request.user
    if not (isinstance(user, User) and user.is_staff):
        raise Http404
    waiting = {}
    if is_editor(user):
        waiting = {
            "planned": ImportJob.objects.filter(state=JobState.PLANNED).count(),
            "failed": ImportJob.objects.filter(state=JobState.FAILED).count(),
            "judged": sum(model.objects.count() for model in JUDGEMENTS.values()),
            "decided": all_standing().count(),
        }
    return render(request, "desk/index.html", {"waiting": waiting})
