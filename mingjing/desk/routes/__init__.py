"""Addresses by screen. A module offers ``urlpatterns``; names are plain, paths are relative to /office/."""
