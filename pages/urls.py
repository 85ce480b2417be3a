"""Addresses of the public pages. They are stable: records keep theirs for good."""

from __future__ import annotations

from django.urls import path, re_path

from core.ids import URL_PATTERN
from pages.resources import RESOURCES
from pages.views import chains, contradictions, exposure, lists, readings, records, start, trace

SHA256 = "(?P<sha256>[0-9a-f]{64})"
app_name = "pages"
urlpatterns = [
    *(path(f"{one.slug}/", lists.list_page, {"slug": one.slug}, name=f"{one.slug}-list") for one in RESOURCES),
    *(
        re_path(rf"^{slug}/(?P<public_id>{URL_PATTERN})/$", records.record_page, {"slug": slug}, name=f"{slug}-page")
        for slug in records.PAGES
    ),
    path("", start.home_page, name="home"),
    path("search/", start.search_page, name="search"),
    path("methodology/", start.methodology_page, name="methodology"),
    path("about/", start.about_page, name="about"),
    path("contradictions/", contradictions.contradictions_page, name="contradictions"),
    path("trace/", trace.trace_page, name="trace"),
    path("exposure/", exposure.exposure_page, name="exposure"),
    path("chains/", chains.chains_page, name="chains"),
    path("chains/verify_snapshot.py", chains.verifier, name="verifier"),
    re_path(rf"^chains/{SHA256}/$", chains.chain_page, name="chains-frozen"),
    *(re_path(rf"^chains/{SHA256}/{name}$", view, name=f"chains-{name}") for name, view in chains.FILES.items()),
    path("trace/readings/", readings.readings_page, name="readings"),
    path("countries/<slug:code>/", records.country_page, name="countries-page"),
]
