"""Addresses of the office, under /office/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
