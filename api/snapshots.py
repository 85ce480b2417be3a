"""Frozen chains: `/api/v1/snapshots/`, the bytes of each, and `/api/v1/verify/`, which checks a copy of one."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.cursors import Cursor, fingerprint
from api.licence import CREDIT
from api.problems import NotHereError, ParametersError
from api.rendering import RowsOfText
from api.shapes.expressions import ROOT
from api.shapes.frozen import SNAPSHOTS
from api.strict import given, whole_number
from api.written import texts
from tracing.models import Snapshot
from tracing.models.snapshots import LARGEST
from tracing.snapshots.canonical import Json, canonical
from tracing.snapshots.today import today_of

SHA256 = re.compile(r"[0-9a-f]{64}")
USUAL, HIGHEST = 100, 1_000
FOR_EVER = "public, max-age=31536000, immutable"
OF_THE_LIST = fingerprint("snapshots", "id", ())


class SnapshotsView(APIView):
    """Every frozen chain, oldest first, so that a client that comes back reads on where it stopped."""

    def get(self, request: Request) -> Response:
        """One page."""
        values = given(request.query_params, ("limit", "cursor"))
        limit = whole_number(values, "limit", HIGHEST, USUAL)
        rows = Snapshot.objects.order_by("id").values_list("pk", flat=True)
        if "cursor" in values:
            rows = rows.filter(pk__gt=int(Cursor.opened(values["cursor"], OF_THE_LIST).keys[0]))
        found = list(rows[: limit + 1])
        following = self._address(found[limit - 1], limit) if len(found) > limit else None
        shown = texts(SNAPSHOTS, found[:limit])
        response = Response(RowsOfText([shown[key] for key in found[:limit]], {"next": following, "credit": CREDIT}))
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response

    def _address(self, last: int, limit: int) -> str:
        cursor = Cursor((str(last),)).sealed(OF_THE_LIST)
        return f"{settings.SITE_URL}{ROOT}snapshots/?limit={limit}&cursor={cursor}"


class SnapshotView(APIView):
    """The bytes of a frozen chain, exactly as they were frozen: their SHA-256 is the address."""

    def get(self, request: Request, sha256: str) -> HttpResponse:
        """Never changes, so caches may keep it for ever."""
        given(request.query_params, ())
        found = Snapshot.objects.filter(sha256=sha256).first() if SHA256.fullmatch(sha256) else None
        if found is None:
            raise NotHereError(_("No chain that was frozen here has this SHA-256."))
        headers = {"Cache-Control": FOR_EVER, "ETag": f'"{sha256}"'}
        return HttpResponse(bytes(found.body), content_type="application/json", headers=headers)


class AsSent(BaseParser):
    """Hands the body on as it came: what is checked are its bytes."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, bytes]:
        """The bytes, at most as many as a frozen chain can have and one more."""
        return {"body": stream.read(LARGEST + 1)}


class VerifyView(APIView):
    """POST a downloaded snapshot as it is: is it byte for byte what was frozen here, and what has changed since?

    Sends nothing of the body back but its SHA-256. `docs/verify_snapshot.py` does the first half offline.
    """

    parser_classes = (AsSent,)
    largest_body = LARGEST

    def post(self, request: Request) -> Response:
        """The verdict; also for a body that is no frozen chain, since that is an answer."""
        values = given(request.query_params, ("sha256",))
        expected = values.get("sha256", "").lower()
        if expected and not SHA256.fullmatch(expected):
            raise ParametersError({"sha256": _("A SHA-256 is 64 characters from 0 to 9 and a to f.")})
        sent: Any = request.data
        body: bytes = sent.get("body", b"")  # no data at all where the request has no body
        sha256 = hashlib.sha256(body).hexdigest()
        known = Snapshot.objects.filter(sha256=sha256).first()
        return Response(
            {
                "sha256": sha256,
                "matches": None if not expected else expected == sha256,
                "canonical": _is_canonical(body),
                "frozen_here": known is not None,
                "snapshot": json.loads(texts(SNAPSHOTS, [known.pk])[known.pk]) if known else None,
                "since": _since(json.loads(bytes(known.body))) if known else None,
                "words": _words(known, expected in ("", sha256)),
            }
        )


def _since(content: Json) -> dict[str, Any]:
    """What is different today, as the page of the frozen chain says it."""
    today = today_of(content)
    changes = [{"about": one.about, "words": one.words, "url": one.url} for one in today.changes]
    return {"changes": changes, "found_as_number": today.number, "words": today.sentence}


def _is_canonical(body: bytes) -> bool:
    try:
        content = json.loads(body)
        return isinstance(content, dict) and canonical(content) == body
    except (ValueError, RecursionError):
        return False


def _words(known: Snapshot | None, as_expected: bool) -> str:
    if known is None:
        return _("These bytes were not frozen here. A copy that was reformatted or shortened is another file.")
    if not as_expected:
        return _("These bytes were frozen here, but under another SHA-256 than the one given.")
    return _("These bytes are, one by one, what was frozen here.")
