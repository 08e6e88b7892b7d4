"""Volumes. The list is named ``archive``: the navigation looks for it."""

from django.urls import URLPattern, path

from mingjing.desk.views import archive

urlpatterns: list[URLPattern] = [
    path("archive", archive.archive, name="archive"),
    path("archive/<str:case_id>", archive.filing, name="archive_case"),
    path("archive/<str:case_id>/volume", archive.volume, name="archive_volume"),
]
