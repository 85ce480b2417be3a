"""Addresses of the API. They are stable: `/api/v1/` only gains."""

from __future__ import annotations

from django.urls import path

from api.changes import ChangesView
from api.dumps.views import DumpsView, FileView, ManifestView
from api.shapes import SHAPES
from api.views import ListView, RecordView, RootView

app_name = "api"
urlpatterns = [
    path("api/v1/", RootView.as_view(), name="root"),
    path("api/v1/changes/", ChangesView.as_view(), name="changes"),
    path("api/v1/dumps/", DumpsView.as_view(), name="dumps"),
    path("api/v1/dumps/<str:version>/", ManifestView.as_view(), name="dump"),
    path("api/v1/dumps/<str:version>/<str:name>", FileView.as_view(), name="dump-file"),
    *(path(f"api/v1/{one.slug}/", ListView.as_view(shape=one), name=f"{one.slug}-list") for one in SHAPES),
    *(
        path(f"api/v1/{one.slug}/<str:identity>/", RecordView.as_view(shape=one), name=f"{one.slug}-record")
        for one in SHAPES
        if one.has_details
    ),
]
