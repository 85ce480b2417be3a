"""Every address of both sites, by the app that answers it."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

# In the order in which they are asked; each app's own urls.py holds its addresses in full.
APPS = ("pages", "entities", "exports", "conflicts", "evidence", "tracing", "editorial")

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    *(path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")),
]
