"""Addresses of the API. They are stable: `/api/v1/` only gains."""

from __future__ import annotations

from django.urls import path

from api.changes import ChangesView
from api.documents import OpenApiView
from api.dumps.views import DumpsView, FileView, ManifestView
from api.matching import MatchView
from api.reconciling import PropertiesView, ReconcileView, SuggestView, ViewView
from api.searching import SearchView
from api.shapes import SHAPES
from api.snapshots import SnapshotsView, SnapshotView, VerifyView
from api.traces import TraceView
from api.views import ListView, RecordView, RootView

app_name = "api"
urlpatterns = [
    path("api/v1/", RootView.as_view(), name="root"),
    path("api/v1/dumps/", DumpsView.as_view(), name="dumps"),
    path("api/v1/dumps/<str:version>/", ManifestView.as_view(), name="dump"),
    path("api/v1/dumps/<str:version>/<str:name>", FileView.as_view(), name="dump-file"),
    path("api/v1/openapi.json", OpenApiView.as_view(), name="openapi"),
    path("api/v1/trace/", TraceView.as_view(), name="trace"),
    path("api/v1/snapshots/", SnapshotsView.as_view(), name="snapshots"),
    path("api/v1/snapshots/<str:sha256>/", SnapshotView.as_view(), name="snapshot"),
    path("api/v1/verify/", VerifyView.as_view(), name="verify"),
    path("api/v1/search/", SearchView.as_view(), name="search"),
    path("api/v1/match/", MatchView.as_view(), name="match"),
    path("api/v1/reconcile/", ReconcileView.as_view(), name="reconcile"),
    path("api/v1/reconcile/suggest/", SuggestView.as_view(), name="reconcile-suggest"),
    path("api/v1/reconcile/properties/", PropertiesView.as_view(), name="reconcile-properties"),
    path("api/v1/reconcile/view/<str:identity>/", ViewView.as_view(), name="reconcile-view"),
    path("api/v1/changes/", ChangesView.as_view(), name="changes"),
    *(path(f"api/v1/{one.slug}/", ListView.as_view(shape=one), name=f"{one.slug}-list") for one in SHAPES),
    *(
        path(f"api/v1/{one.slug}/<str:identity>/", RecordView.as_view(shape=one), name=f"{one.slug}-record")
        for one in SHAPES
        if one.has_details
    ),
]
