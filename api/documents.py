"""Files of the documentation that the API serves: its own description for machines."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from api.strict import given

OPENAPI = Path(settings.BASE_DIR) / "docs" / "openapi.json"


class OpenApiView(APIView):
    """The OpenAPI 3.1 document, as it is committed."""

    schema = None  # not part of what it describes

    def get(self, request: Request) -> HttpResponse:
        """The file."""
        given(request.query_params, ())
        return HttpResponse(OPENAPI.read_bytes(), content_type="application/json")
