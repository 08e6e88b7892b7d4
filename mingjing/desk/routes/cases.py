"""Opening, reading and moving a case."""

from django.urls import URLPattern, path

from mingjing.desk.views import case, discretion, facts, filings, matters, steps

urlpatterns: list[URLPattern] = [
    path("acts", matters.choose, name="act_choose"),
    path("acts/<str:kind>/<str:procedure_name>", matters.new, name="act_new"),
    path("cases/new", facts.new, name="case_new"),
    path("cases/<str:case_id>", case.case, name="case"),
    path("cases/<str:case_id>/edit", facts.edit, name="case_edit"),
    path("cases/<str:case_id>/discretion", discretion.weigh, name="case_discretion"),
    path("cases/<str:case_id>/documents", case.papers, name="case_documents"),
    path("cases/<str:case_id>/publication", case.publication, name="case_publication"),
    path("cases/<str:case_id>/trail", case.trail, name="case_trail"),
    path("cases/<str:case_id>/filings/<str:filing_id>", filings.filing, name="filing"),
    path("cases/<str:case_id>/filings/<str:filing_id>/<int:n>", filings.file, name="filing_file"),
    path("cases/<str:case_id>/steps/<str:step>", steps.step, name="step"),
]
