"""The resources at their addresses: the list of all, each list, each record."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.changes import not_here
from api.licence import CREDIT, LICENCE
from api.paging import Page
from api.parameters import Form, Question
from api.problems import ParametersError
from api.rendering import RecordOfText, RowsOfText
from api.shapes import SHAPES
from api.shapes.base import Shape
from api.shapes.expressions import ROOT
from api.written import texts
from pages.kept import kept_for

NO_PARAMETERS = "There are no parameters here."


class RootView(APIView):
    """All resources with their addresses."""

    def get(self, request: Request) -> Response:
        if request.query_params:
            raise ParametersError(dict.fromkeys(request.query_params, NO_PARAMETERS))
        resources = {
            shape.slug: {"url": f"{settings.SITE_URL}{ROOT}{shape.slug}/", "about": shape.intro} for shape in SHAPES
        }
        return Response({"version": "v1", "credit": CREDIT, "licence": LICENCE, "resources": resources})


class ShapeView(APIView):
    """Base of the views of one resource: `ListView.as_view(shape=SHIPMENTS)`."""

    shape: Shape = SHAPES[0]


class ListView(ShapeView):
    """Records of one kind, a page at a time."""

    def get(self, request: Request) -> Response:
        question = Question(self.shape, request.query_params)
        question.check()
        page = Page(question)
        links = {"next": self._link(request, page, "next"), "previous": self._link(request, page, "previous")}
        response = Response(RowsOfText(page.rows, {**links, "count": page.count, "count_is": question.count}))
        written = [f'<{url}>; rel="{"prev" if name == "previous" else name}"' for name, url in links.items() if url]
        if written:
            response["Link"] = ", ".join(written)
        return response

    def _link(self, request: Request, page: Page, side: str) -> str | None:
        cursor = getattr(page, side)
        if cursor is None:
            return None
        asked = request.query_params.copy()
        asked["cursor"] = cursor.sealed(page.question.fingerprint)
        return f"{settings.SITE_URL}{ROOT}{self.shape.slug}/?{asked.urlencode()}"


class RecordView(ShapeView):
    """One record."""

    def get(self, request: Request, identity: str) -> HttpResponseBase:
        form = Form(self.shape, request.query_params)
        form.check()
        keys = list(self.shape.find(identity).values_list("pk", flat=True))
        row = texts(self.shape, keys, form.fields, form.expand).get(keys[0]) if keys else None
        if row is None and (kept := kept_for(identity)) is not None and self.shape.find(kept).exists():
            query = request.META.get("QUERY_STRING", "")
            address = f"{ROOT}{self.shape.slug}/{kept}/"
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, preserve_request=True)
        if row is None:
            raise not_here(self.shape, identity)
        return Response(RecordOfText(row))
