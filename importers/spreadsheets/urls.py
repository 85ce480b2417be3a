"""Addresses below /desk/imports/templates/."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from importers.spreadsheets import views

app_name = "sheets"
FILE = r"(?P<name>[a-z_]+)\.(?P<form>csv|xlsx)$"

urlpatterns: list[URLPattern] = [
    re_path(r"^$", views.index, name="index"),
    re_path(rf"^{FILE}", views.template, name="template"),
    re_path(rf"^records/{FILE}", views.records, name="records"),
]
