"""The desk's own address; what lies below it is declared beside it."""

from django.urls import path

from editorial.views import desk

app_name = "desk"
urlpatterns = [path("", desk.index, name="index")]
