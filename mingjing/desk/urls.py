"""Addresses of the office, under /office/: each module of ``routes`` offers the ones of its screens."""

from django.urls import URLPattern

from mingjing.desk.routes import account, archive, cases, documents, evidence, publication, workbench

urlpatterns: list[URLPattern] = [
    *account.urlpatterns,
    *workbench.urlpatterns,
    *cases.urlpatterns,
    *documents.urlpatterns,
    *evidence.urlpatterns,
    *publication.urlpatterns,
    *archive.urlpatterns,
]
