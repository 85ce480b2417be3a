"""Addresses of the public pages. They are stable: records keep theirs for good."""

from __future__ import annotations

from django.urls import path, re_path

from core.ids import URL_PATTERN
from pages.resources import RESOURCES
from pages.views import lists, readings, records, start, trace

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
    path("trace/", trace.trace_page, name="trace"),
    path("trace/readings/", readings.readings_page, name="readings"),
    path("countries/<slug:code>/", records.country_page, name="countries-page"),
]
