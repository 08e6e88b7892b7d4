"""Writing, comparing and printing documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
