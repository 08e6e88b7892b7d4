"""Addresses of the office, under /office/: each module of ``routes`` offers the ones of its screens."""

from django.urls import URLPattern, path

from mingjing.desk.routes import (
    account,
    analysis,
    appraisal,
    archive,
    assessment,
    cases,
    changes,
    complaints,
    documents,
    equipment,
    evidence,
    field,
    guidance,
    inspections,
    lists,
    oversight,
    people,
    publication,
    reports,
    statutes,
    training,
    workplan,
)
from mingjing.desk.routes import workbench as workbench_routes
from mingjing.desk.views import workbench

urlpatterns: list[URLPattern] = [
    *account.urlpatterns,
    *workbench_routes.urlpatterns,
    *cases.urlpatterns,
    *documents.urlpatterns,
    *evidence.urlpatterns,
    *publication.urlpatterns,
    *archive.urlpatterns,
    *field.urlpatterns,
    *inspections.urlpatterns,
    *lists.urlpatterns,
    *people.urlpatterns,
    *changes.urlpatterns,  # before the statutes: “changes” is no statute
    *statutes.urlpatterns,
    *complaints.urlpatterns,
    *analysis.urlpatterns,
    *appraisal.urlpatterns,
    *equipment.urlpatterns,
    *training.urlpatterns,
    *guidance.urlpatterns,
    *workplan.urlpatterns,
    *oversight.urlpatterns,
    *reports.urlpatterns,
    *assessment.urlpatterns,
    path("<path:rest>", workbench.nowhere, name="nowhere"),  # last: an unknown address, inside the shell
]
