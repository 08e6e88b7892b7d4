"""Opening, reading and moving a case."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
