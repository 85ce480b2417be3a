"""Addresses of the pages about the API; its resources are in api/urls.py."""

from django.urls import path

from api import pages

app_name = "api-pages"
urlpatterns = [
    path("problems/", pages.problems_page, name="problems"),
    path("problems/<slug:slug>/", pages.problem_page, name="problem"),
]
