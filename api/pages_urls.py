"""Addresses of the pages about the API; its resources are in api/urls.py."""

from django.urls import path

from api import pages

app_name = "api-pages"
urlpatterns = [
    path("", pages.documentation_page, name="documentation"),
    path("problems/", pages.problems_page, name="problems"),
    path("problems/<slug:slug>/", pages.problem_page, name="problem"),
]
