"""`/api/v1/match/`: which records a printed name may mean, with a score and what it is made of.

The public's answers heed no decision of editors about single names: those are not published.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.licence import CREDIT
from api.problems import ParametersError
from api.shapes.expressions import ROOT
from api.strict import given, one_of, whole_number
from entities.choices import EntityKind
from entities.models import Country, Entity
from exports.choices import ItemKind
from matching.match import Match, Wanted, match

SLUGS = {"entity": "entities", "item": "items"}
KINDS: dict[str, list[str]] = {"entity": EntityKind.values, "item": ItemKind.values}
ASKED = ("name", "of", "country", "kind", "identifiers", "limit")
LONGEST, MOST, USUAL = 200, 50, 5
MOST_IDENTIFIERS = 10


class MatchView(APIView):
    """Entities or items by name; country, kind and register numbers are evidence, not filters."""

    cost = 20

    def get(self, request: Request) -> Response:
        """The best matches, best first."""
        values = given(
            request.query_params, ("name", "of", "country", "kind", "identifiers", "limit"), needed=("name",)
        )
        of = one_of(values, "of", tuple(SLUGS), "entity")
        limit = whole_number(values, "limit", MOST, USUAL)
        found = match([wanted(values, of)], of=of, register=None)[0]
        return Response({"results": [match_form(one, of) for one in found[:limit]], "credit": CREDIT})


def wanted(values: dict[str, str], of: str) -> Wanted:
    """What to look for. Raises ParametersError for a country, kind or number that nothing can have."""
    problems = {}
    country, kind = values.get("country", "").upper(), values.get("kind", "")
    if len(values["name"]) > LONGEST:
        problems["name"] = _("A name has at most %(most)d characters.") % {"most": LONGEST}
    if country and not (country.isascii() and Country.objects.filter(code=country).exists()):
        problems["country"] = _("No country has this code. Write a code such as TR.")
    if kind and kind not in KINDS[of]:
        problems["kind"] = _("Write one of: %(words)s.") % {"words": ", ".join(KINDS[of])}
    numbers = [pair.partition(":") for pair in values.get("identifiers", "").split(",") if pair]
    if len(numbers) > MOST_IDENTIFIERS or not all(scheme and colon and number for scheme, colon, number in numbers):
        problems["identifiers"] = _("Write scheme:number, at most ten, with commas between.")
    if problems:
        raise ParametersError(problems)
    return Wanted(values["name"], country, kind, tuple((scheme, number) for scheme, _colon, number in numbers))


def match_form(one: Match, of: str) -> dict[str, Any]:
    """A match as JSON: the record, the score between 0 and 1, its parts, and how far it is believed."""
    record = one.record
    country = record.country if isinstance(record, Entity) else record.maker.country
    return {
        "id": record.public_id,
        "name": str(record),
        "kind": record.kind,
        "country": country.code if country else None,
        "url": f"{settings.SITE_URL}{record.get_absolute_url()}",
        "api_url": f"{settings.SITE_URL}{ROOT}{SLUGS[of]}/{record.public_id}/",
        "score": one.score,
        "level": one.level.value,
        "parts": [
            {"part": part.part.value, "words": str(part.part.label), "worth": part.worth, "what": part.what or None}
            for part in one.parts
        ],
    }
