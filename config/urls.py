"""Every address of both sites; each app's own urls.py holds its addresses in full."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("desk/", include("editorial.desk_urls")),
    path("desk/merging/", include("editorial.urls")),
    path("desk/imports/templates/", include("importers.spreadsheets.urls")),
    path("desk/imports/", include("importers.desk.urls")),
    path("", include("api.urls")),
    path("api/", include("api.pages_urls")),
    path("", include("pages.urls")),
]
