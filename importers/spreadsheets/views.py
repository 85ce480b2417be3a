"""The page of templates: what there is to fill in, and the published records in the same form. For editors."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.views.access import for_editors
from importers.spreadsheets.documentation import described, vocabularies
from importers.spreadsheets.exporting import export
from importers.spreadsheets.files import csv_text, workbook
from importers.spreadsheets.kinds import SHEETS
from importers.spreadsheets.templates import template_csv, template_workbook

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_editors
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every template with its columns, and every vocabulary with its words."""
    chapters = [described(sheet) for sheet in SHEETS.values()]
    words = [(name, choices.explained()) for name, choices in vocabularies().items()]
    return render(request, "desk/sheet_templates.html", {"chapters": chapters, "vocabularies": words})


@for_editors
@require_safe
def template(_: HttpRequest, name: str, form: str) -> HttpResponse:
    """One template as CSV or XLSX; “all” is the workbook with every kind."""
    if name == "all" and form == "xlsx":
        return _download(template_workbook(), "armstrace-templates.xlsx", XLSX)
    if name not in SHEETS:
        raise Http404
    if form == "xlsx":
        return _download(template_workbook([name]), f"{name}-template.xlsx", XLSX)
    return _download(template_csv(SHEETS[name]).encode("utf-8-sig"), f"{name}-template.csv", CSV)


@for_editors
@require_safe
def records(_: HttpRequest, name: str, form: str) -> HttpResponse:
    """The published records of one kind, or of all, as their template has them."""
    kinds = list(SHEETS) if name == "all" else [name]
    if not set(kinds) <= set(SHEETS) or (name == "all" and form == "csv"):
        raise Http404
    rows = export(kinds if name != "sources" else ())
    if form == "xlsx":
        return _download(workbook(rows), f"{name}.xlsx", XLSX)
    return _download(csv_text(SHEETS[name], rows[name]).encode("utf-8-sig"), f"{name}.csv", CSV)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
