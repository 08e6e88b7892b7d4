"""Volumes. The list is named ``archive``: the navigation looks for it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
