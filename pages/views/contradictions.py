"""The board of contradictions, as a page or as CSV."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from pages.board.board import BOARD, Board
from pages.csv_files import csv_response
from pages.listing import BadParametersError
from pages.tables import csv_header
from pages.views.cut import says_when_cut
from pages.views.lists import bad_request
from pages.views.manners import for_reading


@for_reading
@says_when_cut("Choose an item, a country, a conflict or a source.")
def contradictions_page(request: HttpRequest) -> HttpResponseBase:
    """What is stated differently, by whom, and how many chains rest on it."""
    try:
        board = Board(request.GET)
    except BadParametersError as refused:
        return bad_request(request, refused, BOARD.url)
    if request.GET.get("format") == "csv":
        return csv_response("armstrace-contradictions", csv_header(BOARD.columns), board.csv_rows())
    return render(request, "pages/contradictions.html", {"listing": board, "resource": BOARD})
