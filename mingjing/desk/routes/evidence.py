"""Evidence, recordings, uploads and views."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
