"""Publishing, correcting, withdrawing. The list is named ``publications``: the navigation looks for it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
