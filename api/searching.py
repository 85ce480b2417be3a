"""`/api/v1/search/`: one search over everything, with the reason for each result and facets with their counts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.cursors import Cursor, fingerprint
from api.licence import CREDIT
from api.problems import ParametersError
from api.shapes.expressions import ROOT
from api.strict import given
from pages.searching import PARAMETERS, SearchPage, problems, search
from search.find import ROWS_A_PAGE, Count

ASKED = ("q", "kind", "country", "strength")


class SearchView(APIView):
    """Records by name in any script, alias, number or text, best first; 25 a page."""

    cost = 20

    def get(self, request: Request) -> Response:
        """One page. Of very common words the best thousand are listed: `truncated` says so."""
        values = given(request.query_params, (*ASKED, "cursor"), needed=("q",))
        asked = fingerprint("search", "best", [(name, values.get(name, "")) for name in ASKED])
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in values.items() if name in PARAMETERS})
        if "cursor" in values:
            query["page"] = Cursor.opened(values["cursor"], asked).keys[0]
        wrong = problems(query)
        if wrong:
            raise ParametersError(wrong)
        try:
            page = search(query)
        except Http404:  # records were withdrawn since the page before
            return Response({"results": [], "count": 0, "next": None, "credit": CREDIT})
        following = _following(request, page, asked)
        response = Response(_body(page, following))
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response


def _following(request: Request, page: SearchPage, asked: str) -> str | None:
    if not page.after:
        return None
    query = request.query_params.copy()
    query["cursor"] = Cursor((str(page.asked.page + 1),)).sealed(asked)
    return f"{settings.SITE_URL}{ROOT}search/?{query.urlencode()}"


def _body(page: SearchPage, following: str | None) -> dict[str, Any]:
    reached = page.asked.page * ROWS_A_PAGE
    return {
        "results": [
            {
                "kind": one.record,
                "id": one.public_id,
                "url": settings.SITE_URL + one.url if one.url else None,
                "title": one.title,
                "strength": one.strength or None,
                "matched": one.reason or _("name"),
            }
            for one in page.results
        ],
        "count": page.answer.number,
        "truncated": page.answer.was_cut or (not following and page.answer.number > reached),
        "facets": {
            "kind": [_count(one) for one in page.answer.kinds],
            "country": [_count(one) for one in page.answer.countries],
            "strength": [_count(one) for one in page.answer.strengths],
        },
        "next": following,
        "credit": CREDIT,
    }


def _count(one: Count) -> dict[str, Any]:
    return {"value": one.value, "count": one.number}
