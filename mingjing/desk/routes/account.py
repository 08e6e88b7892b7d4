"""Logging in and out; the own password."""

from django.urls import URLPattern, path

from mingjing.desk.views import account

urlpatterns: list[URLPattern] = [
    path("login", account.login, name="login"),
    path("logout", account.logout, name="logout"),
    path("account/password", account.password, name="password"),
]
