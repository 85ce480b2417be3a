"""What is said to an address that cannot be understood, and to a request that comes too late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from editorial.models import ImportJob
from importers.desk.rows import BadAddressError


def bad_address(request: HttpRequest, problem: BadAddressError) -> HttpResponse:
    """400, naming the parameters."""
    context = {"problems": problem.problems, "instead": request.path}
    return render(request, "desk/imports/bad_request.html", context, status=400)


def not_now(request: HttpRequest, message: str, job: ImportJob | None = None) -> HttpResponse:
    """409: it has moved on since the page was made."""
    return render(request, "desk/imports/not_now.html", {"message": message, "job": job}, status=409)
