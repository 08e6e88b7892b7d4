"""Writing, comparing and printing documents; the legal review."""

from django.urls import URLPattern, path

from mingjing.desk.views import documents, review

urlpatterns: list[URLPattern] = [
    path("cases/<str:case_id>/documents/<str:doc>/edit", documents.edit, name="document_edit"),
    path("cases/<str:case_id>/documents/<str:doc>/preview", documents.preview, name="document_preview"),
    path("documents/<str:version_id>.pdf", documents.pdf, name="document_pdf"),
    path("documents/<str:version_id>", documents.document, name="document"),
    path("documents/<str:version_id>/compare/<str:other_id>", documents.compare, name="document_compare"),
    path("documents/<str:version_id>/copies/<str:sha256>", documents.copy, name="document_copy"),
    path("cases/<str:case_id>/review", review.review, name="case_review"),
]
