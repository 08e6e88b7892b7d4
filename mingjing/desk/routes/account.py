"""Logging in and out."""

from django.urls import URLPattern, path

from mingjing.desk.views import account

urlpatterns: list[URLPattern] = [
    path("login", account.login, name="login"),
    path("logout", account.logout, name="logout"),
]
