"""One view for every record page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render

from conflicts.models import Conflict, EndUser, Incident
from core.merging import settle
from entities.models import Country, Entity, LobbyContact, Place, Relationship
from evidence.models import Source
from exports.models import (
    Component,
    Exporter,
    Incorporation,
    Intermediary,
    Item,
    Licence,
    Measure,
    Platform,
    Proceeding,
    Shipment,
    TradeStatistic,
    Undertaking,
)
from pages.kept import OF_ALL, kept_for
from pages.listing import BadParametersError
from pages.parts import RecordPage
from pages.records import countries, entities, items, movements, permissions, sources, ties, war
from pages.views.cut import says_when_cut
from pages.views.lists import bad_request
from pages.views.manners import for_reading

Build = Callable[[Any], RecordPage]


def _rows(model: Any, *related: str) -> Callable[[], Any]:
    return lambda: model.objects.select_related(*related)


ITEM = ("maker__country", "variant_of")
ENTITY = ("country", "part_of", "seat")
PAGES: dict[str, tuple[Callable[[], Any], Build]] = {
    "components": (_rows(Component, *ITEM), items.page),
    "platforms": (_rows(Platform, *ITEM), items.page),
    "items": (_rows(Item, *ITEM), items.page),
    "exporters": (_rows(Exporter, *ENTITY), entities.page),
    "intermediaries": (_rows(Intermediary, *ENTITY), entities.page),
    "end-users": (_rows(EndUser, *ENTITY), entities.page),
    "entities": (_rows(Entity, *ENTITY), entities.page),
    "shipments": (
        _rows(Shipment, "item", "exporter", "recipient", "licence", "origin", "destination", "counted_in__item"),
        movements.shipment,
    ),
    "incorporations": (
        _rows(Incorporation, "component", "platform", "integrator", "component_unit__item", "platform_unit__item"),
        movements.incorporation,
    ),
    "licences": (_rows(Licence, "authority", "destination"), permissions.licence),
    "undertakings": (_rows(Undertaking, "given_by", "given_to", "licence"), permissions.undertaking),
    "measures": (_rows(Measure, "issuer", "relaxes"), permissions.measure),
    "conflicts": (_rows(Conflict, "place", "part_of"), war.conflict),
    "incidents": (_rows(Incident, "user", "actor", "conflict", "place", "casualties_stated_by"), war.incident),
    "sources": (_rows(Source, "publisher", "speaker"), sources.page),
    "relationships": (_rows(Relationship, "subject", "object"), ties.relationship),
    "contacts": (_rows(LobbyContact, "client", "lobbyist", "office_holder", "body"), ties.contact),
    "proceedings": (_rows(Proceeding, "brought_by", "part_of"), ties.proceeding),
    "statistics": (_rows(TradeStatistic, "reporter", "partner", "partner_country"), ties.statistic),
    "places": (_rows(Place, "country"), ties.place),
}


NARROWER = "Its lists and its trace can be narrowed, and answer by themselves."


@for_reading
@says_when_cut(NARROWER)
def record_page(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """The page of one record."""
    rows, build = PAGES[slug]
    if kept := kept_for(public_id):
        return redirect_to_kept(request, kept, slug)
    [record] = settle([get_object_or_404(rows(), public_id=public_id)])
    return _draw(request, build(record))


def redirect_to_kept(request: HttpRequest, kept: str, slug: str) -> HttpResponse:
    """One hop, under the same list where the kept record stands on it, with the parameters that were asked."""
    rows, _build = PAGES[slug]
    on_list = rows().filter(public_id=kept).exists()
    address = f"/{slug if on_list else OF_ALL[kept[:2]]}/{kept}/"
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, preserve_request=True)


@for_reading
@says_when_cut(NARROWER)
def country_page(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a country; its address has the ISO code in small letters."""
    if code != code.lower():
        raise Http404("The code in this address is written in small letters.")
    return _draw(request, countries.page(get_object_or_404(Country, code=code.upper())))


def _draw(request: HttpRequest, page: RecordPage) -> HttpResponse:
    if request.GET:
        sentence = "A record's page has no parameters."
        return bad_request(request, BadParametersError(dict.fromkeys(request.GET, sentence)), request.path)
    return render(request, "pages/record.html", {"page": page})
