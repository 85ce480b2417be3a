"""Addresses of the desk's own pages."""

from django.urls import path

from editorial.views import merging

app_name = "merging"
urlpatterns = [
    path("", merging.index, name="index"),
    path("take-back/", merging.take_back, name="take-back"),
]
